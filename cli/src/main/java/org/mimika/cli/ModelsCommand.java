package org.mimika.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mimika.core.BundledModels;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.InputSpec;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;
import org.mimika.core.ModelSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimika models}: what the bundled models are. */
@Command(
        name = "models",
        description = "Lists the bundled models, or the given ones: architecture, size, input, and the figures that"
                + " stand in their metadata.")
final class ModelsCommand implements Callable<Integer> {
    private static final int MEGA = 1_000_000;

    private final Console console;
    private final BundledModels bundled;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME|FILE.onnx",
            description = "The models to show (default: all bundled).")
    private List<String> models = List.of();

    @Option(names = "--json", description = "Print a JSON array, with all of the provenance.")
    private boolean json;

    ModelsCommand(Console console) {
        this.console = console;
        this.bundled = BundledModels.onClassPath();
    }

    /**
     * One model, as JSON shows it.
     *
     * @param model the name or file it is opened by
     * @param bytes the size of its ONNX file
     */
    record Shown(
            String model,
            String name,
            String architecture,
            long bytes,
            InputSpec input,
            double temperature,
            Map<String, String> provenance) {}

    @Override
    public Integer call() {
        List<Shown> shown = (models.isEmpty() ? bundled.names() : models)
                .stream().map(this::open).toList();
        if (json) {
            Json.write(shown, Json.STDOUT, console);
        } else if (shown.isEmpty()) {
            console.err().println("No model is bundled; 'mimika train' and 'mimika export' make one.");
        } else {
            table(shown);
        }
        return 0;
    }

    private Shown open(String model) {
        ModelSource source = ModelSource.resolve(model, bundled);
        try (EmotionClassifier classifier = source.open(ClassifierOptions.defaults())) {
            ModelMetadata metadata = classifier.metadata();
            return new Shown(
                    model,
                    metadata.name(),
                    metadata.architecture(),
                    size(source),
                    metadata.input(),
                    metadata.temperature(),
                    metadata.provenance());
        }
    }

    private static long size(ModelSource source) {
        if (source instanceof ModelSource.Bundled resource) {
            return resource.models().read(resource.name()).length;
        }
        try {
            return Files.size(Path.of(source.where()));
        } catch (IOException e) {
            throw new MimikaException("cannot read " + source.where() + ": " + MimikaException.reason(e), e);
        }
    }

    private void table(List<Shown> shown) {
        String row = "%-20s %-14s %8s %-7s  %-9s  %-25s %-8s %s%n";
        console.out()
                .printf(
                        row,
                        "model",
                        "architecture",
                        "MB",
                        "weights",
                        "input",
                        "PublicTest accuracy (95%)",
                        "macro-F1",
                        "calibration error");
        for (Shown model : shown) {
            console.out()
                    .printf(
                            Locale.ROOT,
                            row,
                            model.model(),
                            model.architecture(),
                            String.format(Locale.ROOT, "%.1f", (double) model.bytes() / MEGA),
                            model.provenance().getOrDefault("weights", "-"),
                            model.input().width() + "x" + model.input().height() + "x"
                                    + model.input().channels(),
                            accuracy(model.provenance()),
                            percent(model.provenance(), "public.macro_f1"),
                            percent(model.provenance(), "public.ece_crosswise"));
        }
    }

    private static String accuracy(Map<String, String> figures) {
        String accuracy = percent(figures, "public.accuracy");
        return figures.containsKey("public.accuracy_ci95_lo")
                ? accuracy + " (" + percent(figures, "public.accuracy_ci95_lo") + " to "
                        + percent(figures, "public.accuracy_ci95_hi") + ")"
                : accuracy;
    }

    /** A share as a percentage; a dash where the file does not say. */
    private static String percent(Map<String, String> figures, String key) {
        try {
            return String.format(Locale.ROOT, "%.1f%%", 100 * Double.parseDouble(figures.getOrDefault(key, "")));
        } catch (NumberFormatException e) {
            return "-";
        }
    }
}
