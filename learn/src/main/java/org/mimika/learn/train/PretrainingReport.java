package org.mimika.learn.train;

import java.util.Locale;

/**
 * One row of {@code metrics.csv}, of a pre-training. The losses are those of the averaged weights on the faces of
 * Training that were held out; NaN for a head without weight.
 *
 * @param epoch counted from 1
 * @param rate the learning rate at its end
 * @param trainLoss the weighted sum of the heads' losses, mean over its batches
 * @param heldOutLoss the same sum on the faces that were held out
 * @param losses of the heads there
 * @param neighbourAccuracy the share of these faces that their nearest ones in feature space label rightly, 0 to 1; NaN
 *     in the epochs between two measurements
 * @param seconds of training since the run began
 */
public record PretrainingReport(
        int epoch,
        double rate,
        double trainLoss,
        double heldOutLoss,
        Losses losses,
        double neighbourAccuracy,
        double seconds)
        implements EpochRow {
    /** The first line of the file. */
    public static final String HEADER = "epoch,rate,train_loss,held_out_loss,reconstruction_loss,contrastive_loss,"
            + "rotation_loss,neighbour_accuracy,seconds";

    /**
     * The heads' own losses, without their weights.
     *
     * @param reconstruction mean squared error of normalised pixels
     * @param contrastive cross-entropy
     * @param rotation cross-entropy
     */
    public record Losses(double reconstruction, double contrastive, double rotation) {}

    @Override
    public String csv() {
        return String.format(
                Locale.ROOT,
                "%d,%.8g,%.6f,%.6f,%s,%s,%s,%s,%.1f",
                epoch,
                rate,
                trainLoss,
                heldOutLoss,
                field(losses.reconstruction()),
                field(losses.contrastive()),
                field(losses.rotation()),
                field(neighbourAccuracy),
                seconds);
    }

    private static String field(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
    }

    @Override
    public double score() {
        return -heldOutLoss;
    }

    @Override
    public void tell(TrainingListener listener) {
        listener.onEpoch(this);
    }
}
