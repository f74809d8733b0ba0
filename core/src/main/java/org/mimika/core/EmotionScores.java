package org.mimika.core;

import java.util.Arrays;

/**
 * Calibrated probabilities of the seven emotions of one face.
 *
 * @param probabilities one value from 0 to 1 per {@link Emotion}, by ordinal, summing to 1 within 1e-3; copied on the
 *     way in and out
 */
public record EmotionScores(float[] probabilities) {
    /** Validates and copies. */
    public EmotionScores {
        if (probabilities.length != Emotion.COUNT) {
            throw new IllegalArgumentException(
                    "expected " + Emotion.COUNT + " probabilities, got " + probabilities.length);
        }
        probabilities = probabilities.clone();
        double sum = 0;
        for (float p : probabilities) {
            if (!(p >= 0 && p <= 1 + 1e-4f)) {
                throw new IllegalArgumentException("not probabilities: " + Arrays.toString(probabilities));
            }
            sum += p;
        }
        if (Math.abs(sum - 1) > 1e-3) {
            throw new IllegalArgumentException("probabilities sum to " + sum + ", not 1");
        }
    }

    /**
     * The softmax of {@code logits / temperature}, computed in double precision after the greatest logit is taken off,
     * so that no finite logits overflow.
     *
     * @param logits one finite value per {@link Emotion}, by ordinal
     * @param temperature positive; over 1 makes the scores less sure, see Guo et al., "On Calibration of Modern Neural
     *     Networks", 2017
     * @throws IllegalArgumentException if a logit is not finite or the temperature not positive
     */
    public static EmotionScores fromLogits(float[] logits, float temperature) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature " + temperature + ": expected a positive value");
        }
        double max = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new IllegalArgumentException("logits that are not finite: " + Arrays.toString(logits));
            }
            max = Math.max(max, logit);
        }
        double[] exponentials = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            exponentials[i] = Math.exp((logits[i] - max) / temperature);
            sum += exponentials[i];
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (exponentials[i] / sum);
        }
        return new EmotionScores(probabilities);
    }

    /** A copy of the probabilities. */
    @Override
    public float[] probabilities() {
        return probabilities.clone();
    }

    /** The probability of one emotion. */
    public float of(Emotion emotion) {
        return probabilities[emotion.ordinal()];
    }

    /** The most probable emotion; the first in label order where several are equal. */
    public Emotion top() {
        int best = 0;
        for (int i = 1; i < Emotion.COUNT; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return Emotion.fromIndex(best);
    }

    /** The probability of {@link #top()}. */
    public float confidence() {
        return of(top());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmotionScores that && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return top().label() + " " + Arrays.toString(probabilities);
    }
}
