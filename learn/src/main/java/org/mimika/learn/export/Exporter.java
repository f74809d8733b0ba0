package org.mimika.learn.export;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
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
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.train.TrainedRun;

/**
 * Exports a run: writes the ONNX graph, with the recipe's label smoothing taken out of the answers, runs it again in
 * ONNX Runtime over PublicTest, compares it with LibTorch on the same stored weights, measures apart from that what
 * storing them in fewer bits changed, fits the temperature, and writes the figures into the file's metadata.
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
     * @param predictions of the file on PublicTest
     * @param difference the largest difference of a probability from LibTorch with the same stored weights
     * @param rounding what storing the weights in fewer bits changed; empty where they are stored as trained
     */
    public record Export(
            byte[] onnx,
            ModelMetadata metadata,
            Predictions predictions,
            double difference,
            Optional<Rounding> rounding) {
        /** On PublicTest. */
        public Metrics metrics() {
            return Metrics.of(ConfusionMatrix.of(predictions));
        }

        /** The calibration error with the temperature fitted on the other half. */
        public Calibration.Crosswise crosswise() {
            return Calibration.crosswise(predictions);
        }
    }

    /**
     * Exports.
     *
     * @param name what the model shall be called
     * @param storage how weights are stored
     * @param publicTest all of it: the temperature is fitted on it
     * @param progress told after each batch how many answers were worked out, of {@link #answers}
     * @throws MimikaException if PublicTest is too small to be halved, if ONNX Runtime's answers differ from LibTorch's
     *     by more than {@link #TOLERANCE}, or if a weight is too large for the storage
     */
    public static Export export(
            TrainedRun run, String name, WeightStorage storage, FaceView publicTest, IntConsumer progress) {
        if (Arrays.stream(publicTest.classCounts()).noneMatch(faces -> faces > 1)) {
            throw new MimikaException("PublicTest is too small to measure the calibration on: " + publicTest.size()
                    + " faces, not two of one class");
        }
        Torch torch = torch(run, storage, publicTest, progress);
        int before = Math.toIntExact(answers(storage, publicTest)) - publicTest.size();
        Predictions onnx =
                runAgain(uncalibrated(run, name, storage), publicTest, done -> progress.accept(before + done));
        double difference = largestDifference(onnx, torch.stored, unsmoothing(run));
        if (!(difference < TOLERANCE)) {
            throw new MimikaException("the export does not compute what was trained: probabilities differ by "
                    + difference + ", more than " + TOLERANCE);
        }
        float temperature = (float) Calibration.fitTemperature(onnx);
        TreeMap<String, String> provenance = new TreeMap<>(Provenance.of(run));
        provenance.put("weights", storage.toString());
        provenance.put(TrainedRun.SMOOTHING, Double.toString(run.smoothing()));
        provenance.put("export.difference", Double.toString(difference));
        provenance.putAll(figures(onnx, temperature));
        torch.rounding.ifPresent(rounding -> provenance.putAll(figures(rounding)));
        ModelMetadata metadata =
                new ModelMetadata(name, run.recipe().model(), run.network().input(), temperature, provenance);
        return new Export(write(run, metadata, storage), metadata, onnx, difference, torch.rounding);
    }

    /** How many answers {@link #export} works out. */
    public static long answers(WeightStorage storage, FaceView publicTest) {
        return (storage == WeightStorage.FP32 ? 2L : 3L) * publicTest.size();
    }

    /**
     * A run's ONNX file as it is before calibration and comparison: temperature 1, no provenance. For looking at a run,
     * not for keeping.
     */
    public static byte[] uncalibrated(TrainedRun run, String name) {
        return uncalibrated(run, name, WeightStorage.FP32);
    }

    private static byte[] uncalibrated(TrainedRun run, String name, WeightStorage storage) {
        return write(
                run, new ModelMetadata(name, run.recipe().model(), run.network().input(), 1, new TreeMap<>()), storage);
    }

    private static byte[] write(TrainedRun run, ModelMetadata metadata, WeightStorage storage) {
        return OnnxModel.write(
                run.network(), run.weights()::values, metadata, new OnnxModel.Finish(unsmoothing(run), storage));
    }

    private static Unsmoothing unsmoothing(TrainedRun run) {
        return new Unsmoothing(run.smoothing());
    }

    private static Predictions runAgain(byte[] onnx, FaceView faces, IntConsumer progress) {
        try (EmotionClassifier classifier = EmotionClassifier.open(onnx, "the export", ClassifierOptions.defaults())) {
            return new Evaluator(classifier, false).predict(faces, progress);
        }
    }

    /** LibTorch's answers with the weights as stored, and how these changed them. */
    private record Torch(Predictions stored, Optional<Rounding> rounding) {}

    private static Torch torch(TrainedRun run, WeightStorage storage, FaceView faces, IntConsumer progress) {
        Predictions trained = TorchInference.predict(run.network(), run.weights(), faces, false, progress);
        if (storage == WeightStorage.FP32) {
            return new Torch(trained, Optional.empty());
        }
        try (TorchWeights weights = storage.stored(run.network(), run.weights())) {
            Predictions stored = TorchInference.predict(
                    run.network(), weights, faces, false, done -> progress.accept(faces.size() + done));
            return new Torch(stored, Optional.of(Rounding.of(trained, stored)));
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

    private static Map<String, String> figures(Predictions predictions, float temperature) {
        Metrics metrics = Metrics.of(ConfusionMatrix.of(predictions));
        return Map.of(
                "public.n", Integer.toString(metrics.n()),
                "public.accuracy", Double.toString(metrics.accuracy()),
                "public.accuracy_ci95_lo",
                        Double.toString(metrics.accuracyCi95().lo()),
                "public.accuracy_ci95_hi",
                        Double.toString(metrics.accuracyCi95().hi()),
                "public.macro_f1", Double.toString(metrics.macroF1()),
                "public.nll", Double.toString(Calibration.nll(predictions, temperature)),
                "public.ece_crosswise",
                        Double.toString(Calibration.crosswise(predictions).ece()),
                "public.ece_uncalibrated", Double.toString(Calibration.ece(predictions, 1)),
                "public.ece_fitted", Double.toString(Calibration.ece(predictions, temperature)));
    }

    private static Map<String, String> figures(Rounding rounding) {
        return Map.of(
                "rounding.logit_difference", Double.toString(rounding.largestLogitDifference()),
                "rounding.changed_answers", Integer.toString(rounding.changedAnswers()),
                "rounding.right_before", Integer.toString(rounding.rightBefore()),
                "rounding.right_after", Integer.toString(rounding.rightAfter()));
    }
}
