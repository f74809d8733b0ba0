package org.mimika.learn.eval;

import org.mimika.core.Emotion;

/**
 * What a network said of some labelled faces. The arrays are kept, not copied: nobody may write to them afterwards.
 *
 * @param logits {@code [n][7]}, finite, before temperature and softmax, by {@link Emotion} ordinal
 * @param labels {@code [n]}, the truth, 0 to 6
 */
public record Predictions(float[][] logits, int[] labels) {
    /** Validates. */
    public Predictions {
        if (logits.length != labels.length) {
            throw new IllegalArgumentException(logits.length + " logits for " + labels.length + " labels");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= Emotion.COUNT) {
                throw new IllegalArgumentException("label " + labels[i] + " of face " + i + ": expected 0 to 6");
            }
            if (logits[i].length != Emotion.COUNT) {
                throw new IllegalArgumentException(logits[i].length + " logits of face " + i + ": expected 7");
            }
            for (float logit : logits[i]) {
                if (!Float.isFinite(logit)) {
                    throw new IllegalArgumentException("face " + i + " has a logit of " + logit);
                }
            }
        }
    }

    /** The number of faces. */
    public int size() {
        return labels.length;
    }

    /** The class with the greatest logit of face {@code i}; the first in label order where several are equal. */
    public int top(int i) {
        int best = 0;
        for (int k = 1; k < Emotion.COUNT; k++) {
            if (logits[i][k] > logits[i][best]) {
                best = k;
            }
        }
        return best;
    }

    /** Whether the network is right about face {@code i}. */
    public boolean right(int i) {
        return top(i) == labels[i];
    }

    /** The natural logarithm of the probability {@code softmax(logits / temperature)} of one class of face {@code i}. */
    double logProbability(int i, int label, double temperature) {
        float max = logits[i][top(i)];
        double sum = 0;
        for (float logit : logits[i]) {
            sum += Math.exp(((double) logit - max) / temperature);
        }
        return ((double) logits[i][label] - max) / temperature - Math.log(sum);
    }

    /** The probability of the class with the greatest logit of face {@code i}, at this temperature. */
    public double confidence(int i, double temperature) {
        return Math.exp(logProbability(i, top(i), temperature));
    }

    /** The faces with these indices, in this order. */
    public Predictions select(int[] indices) {
        float[][] someLogits = new float[indices.length][];
        int[] someLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            someLogits[i] = logits[indices[i]];
            someLabels[i] = labels[indices[i]];
        }
        return new Predictions(someLogits, someLabels);
    }
}
