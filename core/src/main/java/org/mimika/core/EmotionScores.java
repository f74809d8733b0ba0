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
