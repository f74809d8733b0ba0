package org.mimika.learn.eval;

import java.util.ArrayList;
import java.util.List;
import org.mimika.core.Emotion;

/**
 * The figures that a confusion matrix holds.
 *
 * @param n number of faces
 * @param accuracy share of faces recognised; NaN without faces
 * @param accuracyCi95 its Wilson interval
 * @param macroF1 the mean F1 of the classes where it is defined: one that neither occurs nor is answered is left out;
 *     one that occurs and is never recognised counts as 0; NaN without faces
 * @param perClass by {@link Emotion} ordinal
 */
public record Metrics(int n, double accuracy, Interval accuracyCi95, double macroF1, List<ClassMetrics> perClass) {
    /** Copies. */
    public Metrics {
        perClass = List.copyOf(perClass);
    }

    /** The figures of a confusion matrix. */
    public static Metrics of(ConfusionMatrix matrix) {
        List<ClassMetrics> perClass = new ArrayList<>();
        for (int k = 0; k < Emotion.COUNT; k++) {
            perClass.add(ClassMetrics.of(matrix, k));
        }
        double macroF1 = perClass.stream()
                .mapToDouble(ClassMetrics::f1)
                .filter(f1 -> !Double.isNaN(f1))
                .average()
                .orElse(Double.NaN);
        int n = matrix.total();
        return new Metrics(n, matrix.right() / (double) n, Interval.wilson(matrix.right(), n), macroF1, perClass);
    }
}
