package org.mimika.learn.train;

/**
 * Where a run stands; a checkpoint holds it beside the weights.
 *
 * @param epoch epochs done
 * @param batch batches done of the next epoch
 * @param lossSum sum of the losses of these batches
 * @param bestScore the best score of an epoch so far: on labels the accuracy on PublicTest, 0 to 1; in pre-training the
 *     held-out loss, negative; minus infinity before the first one
 * @param bestEpoch the epoch it was reached after, counted from 1; 0 where weights that the run began with are best so
 *     far
 * @param seconds of training so far
 */
public record Progress(int epoch, int batch, double lossSum, double bestScore, int bestEpoch, double seconds) {
    /** Nothing done. */
    public static final Progress START = new Progress(0, 0, 0, Double.NEGATIVE_INFINITY, 0, 0);

    /** Whether no epoch was better than the weights that the run began with. */
    public boolean isBestAsItBegan() {
        return bestEpoch == 0 && bestScore > Double.NEGATIVE_INFINITY;
    }

    /** The same with another epoch as the best. */
    Progress bestAt(int otherEpoch) {
        return new Progress(epoch, batch, lossSum, bestScore, otherEpoch, seconds);
    }

    /** Validates. */
    public Progress {
        if (epoch < 0 || batch < 0 || bestEpoch < 0 || bestEpoch > epoch || !(seconds >= 0)) {
            throw new IllegalArgumentException("progress: epoch " + epoch + ", batch " + batch + ", best epoch "
                    + bestEpoch + ", " + seconds + " seconds");
        }
    }
}
