package org.mimika.learn.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mimika.core.Emotion;
import org.mimika.learn.eval.ClassMetrics;
import org.mimika.learn.eval.Interval;

/**
 * How well a model recognises the faces of the split: the row of the report's first table.
 *
 * @param model its {@link ModelFacts#name}
 * @param accuracy of all faces
 * @param macroF1 mean F1 of the classes where it is defined
 * @param macroF1Ci95 its 95% interval, by bootstrap
 * @param calibration whether its confidence is what it says
 * @param perClass by the emotion's label, in label order
 * @param confusion 7 x 7 counts, {@code [truth][answer]}, in label order
 */
public record Recognition(
        String model,
        Share accuracy,
        double macroF1,
        Interval macroF1Ci95,
        CalibrationFigures calibration,
        Map<String, ClassMetrics> perClass,
        List<List<Integer>> confusion) {
    /** Validates and copies. */
    public Recognition {
        Checks.share("macro-F1", macroF1);
        List<String> labels = Emotion.all().stream().map(Emotion::label).toList();
        Checks.require(List.copyOf(perClass.keySet()).equals(labels), "per class", perClass.keySet(), "" + labels);
        perClass = Collections.unmodifiableMap(new LinkedHashMap<>(perClass));
        confusion = confusion.stream().map(List::copyOf).toList();
        int sum = 0;
        for (List<Integer> row : confusion) {
            Checks.require(row.size() == Emotion.COUNT, "answers of a class", row.size(), "" + Emotion.COUNT);
            sum += row.stream().mapToInt(Integer::intValue).sum();
        }
        Checks.require(confusion.size() == Emotion.COUNT, "classes", confusion.size(), "" + Emotion.COUNT);
        Checks.require(sum == accuracy.n(), "the sum of the confusion matrix", sum, "" + accuracy.n());
    }

    /**
     * Whether a model's confidence is what it says.
     *
     * @param temperature the file's own, which divides the logits
     * @param ece expected calibration error at that temperature, over {@code bins}
     * @param eceCi95 its 95% interval, by bootstrap
     * @param eceCrosswise the same with a temperature that is fitted on one half of the faces and measured on the other,
     *     both ways; NaN with too few faces
     * @param nll mean negative logarithm of the probability of the true class at the file's temperature, in nats
     * @param nllCi95 its 95% interval, by bootstrap
     * @param bins the reliability diagram at the file's temperature, by confidence, also the empty ones
     */
    public record CalibrationFigures(
            double temperature,
            double ece,
            Interval eceCi95,
            double eceCrosswise,
            double nll,
            Interval nllCi95,
            List<ReliabilityBin> bins) {
        /** Validates and copies. */
        public CalibrationFigures {
            Checks.positive("temperature", temperature);
            Checks.share("calibration error", ece);
            Checks.share("crosswise calibration error", eceCrosswise);
            bins = List.copyOf(bins);
        }
    }

    /**
     * The faces of like confidence.
     *
     * @param from lower end of the confidence, open
     * @param to upper end, closed
     * @param n faces
     * @param confidence their mean; NaN without faces
     * @param accuracy the share of them recognised; NaN without faces
     */
    public record ReliabilityBin(double from, double to, int n, double confidence, double accuracy) {
        /** Validates. */
        public ReliabilityBin {
            Checks.require(from >= 0 && from < to && to <= 1, "a bin", from + " to " + to, "a span within 0 to 1");
            Checks.atLeast("n", 0, n);
            Checks.share("confidence", confidence);
            Checks.share("accuracy", accuracy);
        }
    }
}
