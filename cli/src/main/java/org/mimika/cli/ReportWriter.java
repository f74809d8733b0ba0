package org.mimika.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.Recognition;
import org.mimika.learn.compare.Report;
import org.mimika.learn.compare.ReportJson;
import org.mimika.learn.compare.Timing;

/** Writes the files of a comparison. Each appears whole or not at all. */
final class ReportWriter {
    private ReportWriter() {}

    /** What reports are written in. */
    enum Language {
        EN,
        RU;

        Locale locale() {
            return Locale.forLanguageTag(toString());
        }

        /** As it is typed and as help shows it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Writes {@code report.json} and {@code report.md} into an existing folder.
     *
     * @return the file to look at first
     * @throws org.mimika.core.MimikaException if one cannot be written
     */
    static Path write(Report report, Path folder, Language language) {
        write(folder.resolve("report.json"), ReportJson.text(report) + "\n");
        Path markdown = folder.resolve("report.md");
        write(markdown, markdown(report));
        return markdown;
    }

    private static void write(Path file, String text) {
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String markdown(Report report) {
        StringBuilder text =
                new StringBuilder("# Comparison on " + report.data().split() + "\n\n");
        text.append("| model | accuracy (95%) | milliseconds a face, alone |\n|---|---|---|\n");
        for (Recognition row : report.recognition()) {
            ModelFacts model = report.model(row.model());
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f%% (%.2f to %.2f) | %s |%n",
                    model.title(),
                    100 * row.accuracy().accuracy(),
                    100 * row.accuracy().ci95().lo(),
                    100 * row.accuracy().ci95().hi(),
                    latency(report, row.model())));
        }
        return text.toString();
    }

    private static String latency(Report report, String model) {
        return report.timings().stream()
                .filter(timing -> timing.model().equals(model)
                        && timing.batch() == report.verdict().latency().batch()
                        && timing.threads() == report.verdict().latency().threads())
                .map(Timing::medianMillis)
                .map(millis -> String.format(Locale.ROOT, "%.2f", millis))
                .findFirst()
                .orElse("-");
    }
}
