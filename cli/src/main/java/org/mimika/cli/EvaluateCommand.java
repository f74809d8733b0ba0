package org.mimika.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mimika.core.BundledModels;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.ModelSource;
import org.mimika.learn.data.Datasets;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.eval.Evaluation;
import org.mimika.learn.eval.Evaluator;
import org.mimika.learn.eval.Predictions;
import org.mimika.learn.export.Exporter;
import org.mimika.learn.train.RunFolder;
import org.mimika.learn.train.TrainedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mimika evaluate}: how well a model recognises labelled faces. */
@Command(
        name = "evaluate",
        description =
                "Measures a model on labelled faces: accuracy with its 95%% interval, macro-F1, calibration error, "
                        + "figures by class and the confusion matrix.")
final class EvaluateCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME|FILE.onnx|DIR",
            description = "A bundled model, an ONNX file, or a training run: its best network, not calibrated.")
    private String model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "fer2013.csv, icml_face_data.csv, or a folder.")
    private Path data;

    @Option(
            names = "--split",
            defaultValue = "public",
            paramLabel = "SPLIT",
            description = "Which faces: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). Choose on public, report "
                    + "private once.")
    private SplitChoice split;

    @Option(
            names = "--tta",
            description = "Test-time augmentation: average the logits over each face and its mirror image.")
    private boolean tta;

    @Option(
            names = "--threads",
            converter = WholeNumber.Threads.class,
            paramLabel = "N",
            description = "Threads of the network (default: up to 4).")
    private Integer threads;

    @Option(names = "--json", description = "Print one JSON object instead of tables.")
    private boolean json;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ClassifierOptions options = ClassifierOptions.defaults();
        if (threads != null) {
            options = options.withThreads(threads);
        }
        FaceView faces = split.of(Datasets.load(data));
        try (EmotionClassifier classifier = open(options)) {
            Predictions predictions = predict(classifier, faces);
            Evaluation evaluation = Evaluation.of(
                    new Evaluation.Subject(
                            classifier.metadata().name(),
                            split.title(),
                            tta,
                            classifier.metadata().temperature()),
                    predictions);
            if (json) {
                Json.write(evaluation, Json.STDOUT, console);
            } else {
                console.out().print(EvaluationTable.text(evaluation));
            }
        }
        return 0;
    }

    private Predictions predict(EmotionClassifier classifier, FaceView faces) {
        try (ProgressBar bar = new ProgressBar(console)) {
            return new Evaluator(classifier, tta).predict(faces, done -> bar.count(done, faces.size(), "faces"));
        }
    }

    private EmotionClassifier open(ClassifierOptions options) {
        boolean bundled = BundledModels.onClassPath().has(model);
        if (bundled || model.isBlank() || !Files.isDirectory(Path.of(model))) {
            return ModelSource.resolve(model).open(options);
        }
        RunFolder folder = new RunFolder(Path.of(model));
        try (TrainedRun run = TrainedRun.best(folder)) {
            return EmotionClassifier.open(Exporter.uncalibrated(run, folder.name()), "the export of " + model, options);
        }
    }
}
