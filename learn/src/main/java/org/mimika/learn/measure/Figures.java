package org.mimika.learn.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mimika.core.Emotion;
import org.mimika.learn.compare.McNemar;
import org.mimika.learn.compare.PairTest;
import org.mimika.learn.compare.Recognition;
import org.mimika.learn.compare.Recognition.CalibrationFigures;
import org.mimika.learn.compare.Recognition.ReliabilityBin;
import org.mimika.learn.compare.Share;
import org.mimika.learn.eval.Bootstrap;
import org.mimika.learn.eval.Calibration;
import org.mimika.learn.eval.ClassMetrics;
import org.mimika.learn.eval.ConfusionMatrix;
import org.mimika.learn.eval.Interval;
import org.mimika.learn.eval.Metrics;
import org.mimika.learn.eval.Predictions;

/** What follows from the models' answers alone. Pure functions. */
final class Figures {
    private Figures() {}

    /**
     * How well a model recognises these faces.
     *
     * @param seed fixes the draws that intervals rest on
     */
    static Recognition recognition(String model, Predictions predictions, double temperature, long seed) {
        ConfusionMatrix matrix = ConfusionMatrix.of(predictions);
        Metrics metrics = Metrics.of(matrix);
        Map<String, ClassMetrics> perClass = new LinkedHashMap<>();
        for (Emotion emotion : Emotion.all()) {
            perClass.put(emotion.label(), metrics.perClass().get(emotion.ordinal()));
        }
        return new Recognition(
                model,
                Share.of(matrix.right(), matrix.total()),
                metrics.macroF1(),
                interval(predictions, seed, 1, some -> Metrics.of(ConfusionMatrix.of(some))
                        .macroF1()),
                calibration(predictions, temperature, seed),
                perClass,
                Arrays.stream(matrix.toArray())
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
    }

    private static CalibrationFigures calibration(Predictions predictions, double temperature, long seed) {
        // Halving needs two faces of a class.
        int[] counts = new int[Emotion.COUNT];
        Arrays.stream(predictions.labels()).forEach(label -> counts[label]++);
        boolean halves = Arrays.stream(counts).anyMatch(count -> count > 1);
        return new CalibrationFigures(
                temperature,
                Calibration.ece(predictions, temperature),
                interval(predictions, seed, 1, some -> Calibration.ece(some, temperature)),
                halves ? Calibration.crosswise(predictions).ece() : Double.NaN,
                Calibration.nll(predictions, temperature),
                interval(predictions, seed, Double.MAX_VALUE, some -> Calibration.nll(some, temperature)),
                reliability(predictions, temperature));
    }

    /** Of a figure that cannot be less than 0, nor more than this. */
    private static Interval interval(
            Predictions predictions, long seed, double most, ToDoubleFunction<Predictions> figure) {
        Interval whole =
                Bootstrap.ci95(predictions.size(), seed, drawn -> figure.applyAsDouble(predictions.select(drawn)));
        return new Interval(Math.max(0, whole.lo()), Math.min(most, whole.hi()));
    }

    static List<ReliabilityBin> reliability(Predictions predictions, double temperature) {
        int[] n = new int[Calibration.BINS];
        int[] right = new int[Calibration.BINS];
        double[] confidence = new double[Calibration.BINS];
        for (int i = 0; i < predictions.size(); i++) {
            double sure = predictions.confidence(i, temperature);
            int bin = Calibration.bin(sure);
            n[bin]++;
            right[bin] += predictions.right(i) ? 1 : 0;
            confidence[bin] += sure;
        }
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int bin = 0; bin < n.length; bin++) {
            // In floating point 0 / 0 is NaN: undefined, as it should be.
            bins.add(new ReliabilityBin(
                    bin / (double) n.length,
                    (bin + 1) / (double) n.length,
                    n[bin],
                    confidence[bin] / n[bin],
                    right[bin] / (double) n[bin]));
        }
        return bins;
    }

    /** One test for each two models, in order, corrected for their number. */
    static List<PairTest> pairs(Map<String, Predictions> byModel) {
        List<String> names = List.copyOf(byModel.keySet());
        List<PairTest> tests = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (String second : names.subList(i + 1, names.size())) {
                String first = names.get(i);
                tests.add(McNemar.test(first, second, counts(byModel.get(first), byModel.get(second))));
            }
        }
        return McNemar.holm(tests);
    }

    /** How often each of the two is right about the same faces. */
    static PairTest.Counts counts(Predictions first, Predictions second) {
        int both = 0;
        int firstOnly = 0;
        int secondOnly = 0;
        for (int i = 0; i < first.size(); i++) {
            both += first.right(i) && second.right(i) ? 1 : 0;
            firstOnly += first.right(i) && !second.right(i) ? 1 : 0;
            secondOnly += !first.right(i) && second.right(i) ? 1 : 0;
        }
        return new PairTest.Counts(both, firstOnly, secondOnly, first.size() - both - firstOnly - secondOnly);
    }

    /** Accuracy on the faces that are kept. */
    static Share accuracy(Predictions predictions, boolean[] kept) {
        int n = 0;
        int right = 0;
        for (int i = 0; i < kept.length; i++) {
            n += kept[i] ? 1 : 0;
            right += kept[i] && predictions.right(i) ? 1 : 0;
        }
        return Share.of(right, n);
    }
}
