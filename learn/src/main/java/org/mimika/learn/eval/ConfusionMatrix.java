package org.mimika.learn.eval;

import java.util.Arrays;
import org.mimika.core.Emotion;

/** How often each emotion was taken for which: 7 x 7 counts, a row per true class, a column per answer. Immutable. */
public final class ConfusionMatrix {
    private final int[][] counts;

    private ConfusionMatrix(int[][] counts) {
        this.counts = counts;
    }

    /**
     * Counts labels against answers.
     *
     * @param labels the truth, 0 to 6
     * @param answers as many, 0 to 6
     */
    public static ConfusionMatrix of(int[] labels, int[] answers) {
        if (labels.length != answers.length) {
            throw new IllegalArgumentException(labels.length + " labels for " + answers.length + " answers");
        }
        int[][] counts = new int[Emotion.COUNT][Emotion.COUNT];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][answers[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /** Counts the greatest logits against the labels. */
    public static ConfusionMatrix of(Predictions predictions) {
        int[] answers = new int[predictions.size()];
        Arrays.setAll(answers, predictions::top);
        return of(predictions.labels(), answers);
    }

    /** The faces of class {@code truth} that were taken for {@code answer}. */
    public int count(int truth, int answer) {
        return counts[truth][answer];
    }

    /** The faces of this class. */
    public int support(int truth) {
        return Arrays.stream(counts[truth]).sum();
    }

    /** The faces that were taken for this class. */
    public int answered(int answer) {
        return Arrays.stream(counts).mapToInt(row -> row[answer]).sum();
    }

    /** The faces that were recognised. */
    public int right() {
        int sum = 0;
        for (int k = 0; k < Emotion.COUNT; k++) {
            sum += counts[k][k];
        }
        return sum;
    }

    /** All faces. */
    public int total() {
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }

    /** A copy of the counts, {@code [truth][answer]}. */
    public int[][] toArray() {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }
}
