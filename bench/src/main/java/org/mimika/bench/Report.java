package org.mimika.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mimika.cli.Json;
import org.mimika.cli.Machine;

/**
 * What was measured.
 *
 * @param machine where
 * @param settings of the run, by option
 * @param measurements one per case
 * @param analyzePeakBytes the most memory that {@code mimika analyze} held at once, -1 if it was not measured
 */
record Report(Machine machine, Map<String, String> settings, List<Measurement> measurements, long analyzePeakBytes) {
    /** One JSON object. */
    String json() {
        return Json.text(this);
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(machine.processor())
                .append(", ")
                .append(machine.cores())
                .append(" cores, load ")
                .append(number("%.1f", machine.load()))
                .append("; Java ")
                .append(machine.java())
                .append('\n');
        settings.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        text.append(String.format(
                "%n%-16s %8s %12s %12s %12s  %s%n", "case", "runs", "median ms", "p95 ms", "a second", "of"));
        for (Measurement one : measurements) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-16s %8d %12.3f %12.3f %12.1f  %ss, %d a run%n",
                    one.name(),
                    one.runs(),
                    one.medianMillis(),
                    one.p95Millis(),
                    one.itemsPerSecond(),
                    one.item(),
                    one.itemsPerRun()));
        }
        ratio(text, "analyze", "decode", "analyze reaches %.0f%% of the rate of decoding alone", 100);
        ratio(
                text,
                "train",
                "train-plain",
                "training as the trainer does it is %.2f times as fast as in f32 and the default layout",
                1);
        if (analyzePeakBytes >= 0) {
            text.append(number("peak memory of analyze: %.0f MB", analyzePeakBytes / 1e6))
                    .append('\n');
        }
        return text.toString();
    }

    private void ratio(StringBuilder text, String above, String below, String format, double factor) {
        Measurement a = find(above);
        Measurement b = find(below);
        if (a != null && b != null) {
            text.append(number(format, factor * a.itemsPerSecond() / b.itemsPerSecond()))
                    .append('\n');
        }
    }

    private Measurement find(String name) {
        return measurements.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
