package org.mimika.learn.train;

import java.util.Arrays;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.FerPlusVotes;

/**
 * What the FER+ votes of a face say about its FER2013 label: P(label | votes), by multinomial logistic regression over
 * Training. The two were labelled by different people by different rules (FER+ knows far more neutral faces), so votes
 * are no label; but this reading of them is one without the slips of a single labeller.
 */
final class VotesReading {
    private static final int VOTES = FerPlusVotes.COLUMNS.size();
    private static final int STEPS = 300;
    private static final double RATE = 2; // 1/L: softmax curves by 1/2 at most, along shares of norm 1 at most

    private final double[][] weights = new double[Emotion.COUNT][VOTES];

    /**
     * Fits to faces that have votes, always to the same: by accelerated gradient descent (Nesterov, 1983) from zero, as
     * what few faces have votes for is learnt far more slowly than the rest.
     */
    VotesReading(FaceView faces) {
        double[][] shares = new double[faces.size()][];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = shares(faces.votes(i).orElseThrow());
        }
        double[][] before = new double[Emotion.COUNT][VOTES];
        for (int step = 0; step < STEPS; step++) {
            double[][] gradient = new double[Emotion.COUNT][VOTES];
            for (int i = 0; i < shares.length; i++) {
                float[] answer = read(shares[i]);
                for (int k = 0; k < Emotion.COUNT; k++) {
                    double error = answer[k] - (k == faces.label(i) ? 1 : 0);
                    for (int v = 0; v < VOTES; v++) {
                        gradient[k][v] += error * shares[i][v] / shares.length;
                    }
                }
            }
            for (int k = 0; k < Emotion.COUNT; k++) {
                for (int v = 0; v < VOTES; v++) {
                    double next = weights[k][v] - RATE * gradient[k][v];
                    weights[k][v] = next + step / (step + 3.0) * (next - before[k][v]);
                    before[k][v] = next;
                }
            }
        }
    }

    /** Seven probabilities, for the counts of ten votes; without any vote they are even. */
    float[] read(float[] votes) {
        return read(shares(votes));
    }

    private float[] read(double[] shares) {
        float[] logits = new float[Emotion.COUNT];
        for (int k = 0; k < logits.length; k++) {
            for (int v = 0; v < VOTES; v++) {
                logits[k] += (float) (weights[k][v] * shares[v]);
            }
        }
        return EmotionScores.fromLogits(logits, 1).probabilities();
    }

    private static double[] shares(float[] votes) {
        double[] shares = new double[VOTES];
        for (int v = 0; v < VOTES; v++) {
            shares[v] = votes[v];
        }
        double sum = Arrays.stream(shares).sum();
        return sum == 0
                ? shares
                : Arrays.stream(shares).map(share -> share / sum).toArray();
    }
}
