package org.mimika.learn.compare;

import java.util.Arrays;
import org.mimika.learn.eval.Interval;

/** Percentiles of measured times. Immutable. */
public final class Percentiles {
    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Of these values, in any order.
     *
     * @throws IllegalArgumentException without values
     */
    public static Percentiles of(long[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    /** Linear between the two nearest ranks; {@code share} 0 is the least value, 1 the greatest. */
    public double at(double share) {
        Checks.share("a percentile's share", share);
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    /**
     * The 95% interval of the median that two of the values span, by the normal approximation of the binomial
     * distribution of how many values lie below the median; with few values it is the whole range. See Conover,
     * "Practical Nonparametric Statistics", 1999, section 3.2.
     */
    public Interval medianCi95() {
        double middle = sorted.length / 2.0;
        double reach = Z * Math.sqrt(sorted.length) / 2;
        int low = (int) Math.max(0, Math.floor(middle - reach) - 1);
        int high = (int) Math.min(sorted.length - 1, Math.ceil(middle + reach));
        return new Interval(sorted[low], sorted[high]);
    }
}
