package org.mimika.learn.export;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.EmotionScores;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.eval.Calibration;
import org.mimika.learn.eval.ConfusionMatrix;
import org.mimika.learn.eval.Evaluator;
import org.mimika.learn.eval.Metrics;
import org.mimika.learn.eval.Predictions;
import org.mimika.learn.torch.TorchInference;
import org.mimika.learn.train.TrainedRun;

/**
 * Exports a run: writes the ONNX graph, with the recipe's label smoothing taken out of the answers, runs it again in
 * ONNX Runtime over PublicTest, compares it with LibTorch, fits the temperature, and writes the figures into the file's
 * metadata.
 */
public final class Exporter {
    /** The largest difference of a probability between LibTorch and ONNX Runtime that is accepted. */
    public static final double TOLERANCE = 1e-4;

    private Exporter() {}

    /**
     * An export and what was measured on the way.
     *
     * @param onnx the file's bytes
     * @param metadata what stands in it
     * @param difference the largest difference of a probability from LibTorch
     * @param metrics on PublicTest
     * @param crosswise calibration error with the temperature fitted on the other half
     */
    public record Export(
            byte[] onnx, ModelMetadata metadata, double difference, Metrics metrics, Calibration.Crosswise crosswise) {}

    /**
     * Exports.
     *
     * @param name what the model shall be called
     * @param publicTest all of it: the temperature is fitted on it
     * @param progress told after each batch how many answers were worked out, of twice as many as there are faces
     * @throws MimikaException if PublicTest is too small to be halved, or if ONNX Runtime's answers differ from
     *     LibTorch's by more than {@link #TOLERANCE}
     */
    public static Export export(TrainedRun run, String name, FaceView publicTest, IntConsumer progress) {
        if (Arrays.stream(publicTest.classCounts()).noneMatch(faces -> faces > 1)) {
            throw new MimikaException("PublicTest is too small to measure the calibration on: " + publicTest.size()
                    + " faces, not two of one class");
        }
        Predictions onnx = runAgain(uncalibrated(run, name), publicTest, progress);
        Predictions torch = TorchInference.predict(
                run.network(), run.weights(), publicTest, false, done -> progress.accept(publicTest.size() + done));
        double difference = largestDifference(onnx, torch, unsmoothing(run));
        if (!(difference < TOLERANCE)) {
            throw new MimikaException("the export does not compute what was trained: probabilities differ by "
                    + difference + ", more than " + TOLERANCE);
        }
        Metrics metrics = Metrics.of(ConfusionMatrix.of(onnx));
        Calibration.Crosswise crosswise = Calibration.crosswise(onnx);
        float temperature = (float) Calibration.fitTemperature(onnx);
        TreeMap<String, String> provenance = new TreeMap<>(Provenance.of(run));
        provenance.putAll(figures(metrics, crosswise, onnx, temperature, difference));
        ModelMetadata metadata =
                new ModelMetadata(name, run.recipe().model(), run.network().input(), temperature, provenance);
        byte[] bytes = OnnxModel.write(run.network(), run.weights()::values, metadata, unsmoothing(run));
        return new Export(bytes, metadata, difference, metrics, crosswise);
    }

    /**
     * A run's ONNX file as it is before calibration and comparison: temperature 1, no provenance. For looking at a run,
     * not for keeping.
     */
    public static byte[] uncalibrated(TrainedRun run, String name) {
        ModelMetadata metadata =
                new ModelMetadata(name, run.recipe().model(), run.network().input(), 1, new TreeMap<>());
        return OnnxModel.write(run.network(), run.weights()::values, metadata, unsmoothing(run));
    }

    private static Unsmoothing unsmoothing(TrainedRun run) {
        return new Unsmoothing(run.recipe().regularisation().labelSmoothing());
    }

    private static Predictions runAgain(byte[] onnx, FaceView faces, IntConsumer progress) {
        try (EmotionClassifier classifier = EmotionClassifier.open(onnx, "the export", ClassifierOptions.defaults())) {
            return new Evaluator(classifier, false).predict(faces, progress);
        }
    }

    private static double largestDifference(Predictions onnx, Predictions torch, Unsmoothing unsmoothing) {
        double largest = 0;
        for (int i = 0; i < onnx.size(); i++) {
            float[] p = EmotionScores.fromLogits(onnx.logits()[i], 1).probabilities();
            float[] q = EmotionScores.fromLogits(unsmoothing.apply(torch.logits()[i]), 1)
                    .probabilities();
            for (int k = 0; k < p.length; k++) {
                largest = Math.max(largest, Math.abs(p[k] - q[k]));
            }
        }
        return largest;
    }

    private static Map<String, String> figures(
            Metrics metrics,
            Calibration.Crosswise crosswise,
            Predictions predictions,
            float temperature,
            double difference) {
        return Map.of(
                "public.n", Integer.toString(metrics.n()),
                "public.accuracy", Double.toString(metrics.accuracy()),
                "public.accuracy_ci95_lo",
                        Double.toString(metrics.accuracyCi95().lo()),
                "public.accuracy_ci95_hi",
                        Double.toString(metrics.accuracyCi95().hi()),
                "public.macro_f1", Double.toString(metrics.macroF1()),
                "public.ece_crosswise", Double.toString(crosswise.ece()),
                "public.ece_uncalibrated", Double.toString(Calibration.ece(predictions, 1)),
                "public.ece_fitted", Double.toString(Calibration.ece(predictions, temperature)),
                "export.difference", Double.toString(difference));
    }
}
