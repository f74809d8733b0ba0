package org.mimika.learn.train;

import java.util.Locale;

/**
 * One row of {@code metrics.csv}, of a training on labels.
 *
 * @param epoch counted from 1; 0, which has no row, before the first
 * @param rate the learning rate at its end
 * @param trainLoss mean cross-entropy over its batches, with smoothing and augmentation
 * @param publicLoss mean cross-entropy of the averaged weights on PublicTest
 * @param publicAccuracy accuracy of the averaged weights on PublicTest, 0 to 1
 * @param seconds of training since the run began
 */
public record EpochReport(
        int epoch, double rate, double trainLoss, double publicLoss, double publicAccuracy, double seconds)
        implements EpochRow {
    /** The first line of the file. */
    public static final String HEADER = "epoch,rate,train_loss,public_loss,public_accuracy,seconds";

    @Override
    public String csv() {
        return String.format(
                Locale.ROOT,
                "%d,%.8g,%.6f,%.6f,%.6f,%.1f",
                epoch,
                rate,
                trainLoss,
                publicLoss,
                publicAccuracy,
                seconds);
    }

    @Override
    public double score() {
        return publicAccuracy;
    }

    @Override
    public void tell(TrainingListener listener) {
        listener.onEpoch(this);
    }
}
