package org.mimika.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.Datasets;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.learn.eval.Calibration;
import org.mimika.learn.export.Exporter;
import org.mimika.learn.export.ModelCard;
import org.mimika.learn.export.Rounding;
import org.mimika.learn.export.WeightStorage;
import org.mimika.learn.torch.TorchRuntime;
import org.mimika.learn.train.RunFolder;
import org.mimika.learn.train.TrainedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mimika export}: from a training run to an ONNX file. */
@Command(
        name = "export",
        description =
                "Writes a run's network as an ONNX file, that of its best epoch, after running it again and comparing the answers.")
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A training run.")
    private Path run;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE.onnx",
            description = "The file to write.")
    private Path out;

    @Option(names = "--data", paramLabel = "PATH", description = "FER2013 (default: where the run was trained on).")
    private Path data;

    @Option(names = "--name", paramLabel = "NAME", description = "The model's name (default: the file's).")
    private String name;

    @Option(
            names = "--weights",
            defaultValue = "fp16",
            paramLabel = "STORAGE",
            description =
                    "How weights are stored: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, half the file). "
                            + "They are computed with as fp32, and what rounding them changes is measured.")
    private WeightStorage weights;

    @Option(
            names = "--last",
            description = "Take the weights after the last epoch, not those that PublicTest chose: of a run that was"
                    + " trained for what PublicTest does not show, such as a poor camera's pictures.")
    private boolean last;

    @Option(
            names = "--card",
            paramLabel = "FILE.md",
            description = "Write the model's card as well: data, recipe, figures, limits, intended use.")
    private Path card;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        requireWritable();
        String model = modelName();
        try (StopHook hook = new StopHook();
                TrainedRun trained = last ? TrainedRun.last(new RunFolder(run)) : TrainedRun.best(new RunFolder(run))) {
            TorchRuntime.useThreads(Runtime.getRuntime().availableProcessors());
            FaceView faces = publicTest(trained);
            Exporter.Export export = export(trained, model, faces, hook);
            WholeFile.write(out, export.onnx());
            if (card != null) {
                WholeFile.write(card, ModelCard.of(trained, export, faces).getBytes(StandardCharsets.UTF_8));
            }
            report(export);
        }
        return 0;
    }

    private void requireWritable() {
        WholeFile.requireWritable(out);
        if (card != null) {
            WholeFile.requireWritable(card);
            if (WholeFile.isSame(card, out.toString())) {
                throw new MimikaException("cannot write " + card + ": it is the model's file as well");
            }
        }
    }

    private Exporter.Export export(TrainedRun trained, String model, FaceView faces, StopHook hook) {
        try (ProgressBar bar = new ProgressBar(console)) {
            return Exporter.export(trained, model, weights, faces, done -> {
                if (hook.requested()) {
                    throw new MimikaException("stopped: " + out + " was not written");
                }
                bar.count(done, Exporter.answers(weights, faces), "answers");
            });
        }
    }

    private FaceView publicTest(TrainedRun trained) {
        Path path = data == null ? Path.of(trained.info().data()) : data;
        if (data == null && !Files.exists(path)) {
            throw new MimikaException("the run's data is no longer at " + path + ": name it with --data");
        }
        FaceView faces = Datasets.load(path).require(Split.PUBLIC_TEST);
        if (!trained.info().wasChosenOn(faces)) {
            throw new MimikaException(path + " holds another PublicTest than the run was chosen on");
        }
        return faces;
    }

    private String modelName() {
        String file = out.getFileName().toString();
        String chosen = name != null ? name : file.endsWith(".onnx") ? file.substring(0, file.length() - 5) : file;
        if (chosen.isBlank() || chosen.chars().anyMatch(Character::isISOControl)) {
            throw new ParameterException(
                    spec.commandLine(), "the model needs a name of one line: give it with --name NAME");
        }
        return chosen;
    }

    private void report(Exporter.Export export) {
        console.out()
                .printf(
                        Locale.ROOT,
                        """
                %s: %.1f MB, weights %s
                PublicTest   %.2f%% of %d (95%% interval %.2f to %.2f), macro-F1 %.3f
                calibration  temperature %.3f, error %.2f%% crosswise, mean NLL %.4f
                parity       probabilities differ from LibTorch's by at most %.1e
                """,
                        out,
                        export.onnx().length / 1e6,
                        weights,
                        100 * export.metrics().accuracy(),
                        export.metrics().n(),
                        100 * export.metrics().accuracyCi95().lo(),
                        100 * export.metrics().accuracyCi95().hi(),
                        export.metrics().macroF1(),
                        export.metadata().temperature(),
                        100 * export.crosswise().ece(),
                        Calibration.nll(export.predictions(), export.metadata().temperature()),
                        export.difference());
        export.rounding().ifPresent(this::report);
    }

    private void report(Rounding rounding) {
        console.out()
                .printf(
                        Locale.ROOT,
                        "rounding     logits moved by at most %.1e, %d of %d answers changed (%d right before, %d after)%n",
                        rounding.largestLogitDifference(),
                        rounding.changedAnswers(),
                        rounding.n(),
                        rounding.rightBefore(),
                        rounding.rightAfter());
    }
}
