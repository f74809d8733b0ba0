package org.mimika.bench;

import java.util.Arrays;
import org.mimika.bench.cases.Case;

/**
 * The times of one case.
 *
 * @param name the case
 * @param item what it works on
 * @param runs how many runs were timed
 * @param itemsPerRun items of one run
 * @param medianMillis of the time of one run, in milliseconds
 * @param p95Millis the 95th percentile of the time of one run, in milliseconds
 * @param itemsPerSecond items of a run over the median time
 */
public record Measurement(
        String name,
        String item,
        int runs,
        int itemsPerRun,
        double medianMillis,
        double p95Millis,
        double itemsPerSecond) {
    /**
     * Sums up.
     *
     * @param nanos the time of each run, in any order; not empty
     */
    static Measurement of(Case what, int itemsPerRun, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        double median = percentile(sorted, 0.5) / 1e6;
        return new Measurement(
                what.name(),
                what.item(),
                sorted.length,
                itemsPerRun,
                median,
                percentile(sorted, 0.95) / 1e6,
                itemsPerRun / (median / 1e3));
    }

    /** Linear between the two nearest ranks. */
    static double percentile(long[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
