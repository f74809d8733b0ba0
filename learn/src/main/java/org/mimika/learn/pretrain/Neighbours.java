package org.mimika.learn.pretrain;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.Emotion;
import org.mimika.learn.torch.Device;

/**
 * How much of the labels lies in features as they are: each face is given the label of its nearest ones (Wu et al.,
 * "Unsupervised Feature Learning via Non-Parametric Instance Discrimination", 2018, section 3.4). Nothing is learned
 * from the labels; they measure.
 */
public final class Neighbours {
    /** How many vote. */
    public static final int COUNT = 20;

    private static final double TEMPERATURE = 0.07;

    private Neighbours() {}

    /**
     * Features with labels.
     *
     * @param features a row for each face, of equal lengths
     * @param labels {@link Emotion} ordinals
     */
    public record Labelled(float[][] features, int[] labels) {
        /** Validates. */
        public Labelled {
            if (features.length == 0 || features.length != labels.length) {
                throw new IllegalArgumentException(features.length + " features with " + labels.length + " labels");
            }
        }
    }

    /** The share of {@code asked} to whom the votes of their nearest {@code known} ones give their label. */
    public static double accuracy(Labelled known, Labelled asked) {
        double[] mean = mean(known.features());
        int right = 0;
        try (PointerScope scope = new PointerScope()) {
            Tensor similarity = torch.matmul(
                    unit(asked.features(), mean), unit(known.features(), mean).t());
            float[] values = Device.values(similarity);
            int width = known.labels().length;
            for (int i = 0; i < asked.labels().length; i++) {
                float[] row = Arrays.copyOfRange(values, i * width, (i + 1) * width);
                right += vote(row, known.labels()) == asked.labels()[i] ? 1 : 0;
            }
        }
        return right / (double) asked.labels().length;
    }

    private static int vote(float[] similarity, int[] labels) {
        float[] sorted = similarity.clone();
        Arrays.sort(sorted);
        float least = sorted[Math.max(0, sorted.length - COUNT)];
        double[] votes = new double[Emotion.COUNT];
        for (int i = 0; i < similarity.length; i++) {
            if (similarity[i] >= least) {
                votes[labels[i]] += Math.exp(similarity[i] / TEMPERATURE);
            }
        }
        int winner = 0;
        for (int k = 1; k < votes.length; k++) {
            winner = votes[k] > votes[winner] ? k : winner;
        }
        return winner;
    }

    private static double[] mean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += row[k] / rows.length;
            }
        }
        return mean;
    }

    /** What all have in common says nothing: the mean goes, then the length. */
    private static Tensor unit(float[][] rows, double[] mean) {
        float[] flat = new float[rows.length * mean.length];
        for (int i = 0; i < rows.length; i++) {
            double square = 1e-12;
            for (int k = 0; k < mean.length; k++) {
                square += Math.pow(rows[i][k] - mean[k], 2);
            }
            for (int k = 0; k < mean.length; k++) {
                flat[i * mean.length + k] = (float) ((rows[i][k] - mean[k]) / Math.sqrt(square));
            }
        }
        return Device.CPU.tensor(flat, rows.length, mean.length);
    }
}
