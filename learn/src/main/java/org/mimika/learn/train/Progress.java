package org.mimika.learn.train;

/**
 * Where a run stands; a checkpoint holds it beside the weights.
 *
 * @param epoch epochs done
 * @param batch batches done of the next epoch
 * @param lossSum sum of the losses of these batches
 * @param best the best epoch so far
 * @param seconds of training so far
 */
public record Progress(int epoch, int batch, double lossSum, Best best, double seconds) {
    /** Nothing done. */
    public static final Progress START = new Progress(0, 0, 0, Best.NONE, 0);

    /**
     * An epoch that was judged.
     *
     * @param score on labels the accuracy on PublicTest, 0 to 1; in pre-training the held-out loss, negative; minus
     *     infinity before the first epoch
     * @param epoch it was reached after, counted from 1; 0 where weights that the run began with are best so far
     * @param smoothing the share of the targets that label smoothing had when these weights were trained
     *     ({@link Recipe#smoothing}), which an export takes out again; NaN where nobody knows
     */
    public record Best(double score, int epoch, double smoothing) {
        /** No epoch was judged yet. */
        public static final Best NONE = new Best(Double.NEGATIVE_INFINITY, 0, Double.NaN);
    }

    /** Whether no epoch was better than the weights that the run began with. */
    public boolean isBestAsItBegan() {
        return best.epoch() == 0 && best.score() > Double.NEGATIVE_INFINITY;
    }

    /** The same with another epoch as the best. */
    Progress bestAt(int otherEpoch, double smoothing) {
        return new Progress(epoch, batch, lossSum, new Best(best.score(), otherEpoch, smoothing), seconds);
    }

    /** Validates. */
    public Progress {
        if (epoch < 0 || batch < 0 || best.epoch() < 0 || best.epoch() > epoch || !(seconds >= 0)) {
            throw new IllegalArgumentException("progress: epoch " + epoch + ", batch " + batch + ", best epoch "
                    + best.epoch() + ", " + seconds + " seconds");
        }
    }
}
