package org.mimika.learn.measure;

import java.util.List;
import org.mimika.learn.compare.Percentiles;

/**
 * How much is measured.
 *
 * @param faces of the split that are measured, at most
 * @param robustnessFaces of these that are disturbed, at most
 * @param shownFaces that the models disagree about and that are shown, at most
 * @param batches batch sizes that are timed
 * @param rounds in which every model has a turn, for each batch size and number of threads
 * @param turnMillis how long the turn that warms up lasts at least; the others have as many batches
 */
public record Effort(
        int faces, int robustnessFaces, int shownFaces, List<Integer> batches, int rounds, long turnMillis) {
    /** Batches that are timed in a turn, at least; one more before them warms the caches up. */
    static final int RUNS_A_TURN = 2;

    /** Validates and copies. */
    public Effort {
        if (faces < 1 || robustnessFaces < 0 || shownFaces < 0 || rounds < 1 || turnMillis < 0) {
            throw new IllegalArgumentException("faces=" + faces + " robustnessFaces=" + robustnessFaces + " shownFaces="
                    + shownFaces + " rounds=" + rounds + " turnMillis=" + turnMillis);
        }
        batches = List.copyOf(batches);
    }

    /** The whole report: every face of the split. */
    public static Effort whole() {
        return new Effort(Integer.MAX_VALUE, 1000, 12, List.of(1, 8, 32), 20, 100);
    }

    /** The quick report: under two minutes for the bundled models, also on two cores that know AVX2 alone. */
    public static Effort quick() {
        return new Effort(1000, 100, 6, List.of(1, 8), Percentiles.LEAST, 30);
    }

    /** Batches that are timed of each model at each setting, at least. */
    public int timedRuns() {
        return rounds * RUNS_A_TURN;
    }
}
