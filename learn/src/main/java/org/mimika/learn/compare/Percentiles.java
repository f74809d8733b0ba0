package org.mimika.learn.compare;

import java.util.Arrays;
import org.mimika.learn.eval.Interval;

/** Percentiles of measured times. Immutable. */
public final class Percentiles {
    /** Values without which no two of them span a 95% interval of their median. */
    public static final int LEAST = 6;

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
     * The interval of the median that two of the values span, equally far from either end: the narrowest that holds the
     * median in 95% of cases or more, by the binomial distribution of how many values lie below it. With fewer than
     * {@value #LEAST} values none does; it is their whole range then. See Conover, "Practical Nonparametric Statistics",
     * 1999, section 3.2.
     */
    public Interval medianCi95() {
        int n = sorted.length;
        int low = 0;
        double logTerm = -n * Math.log(2); // of the chance that no value lies below the median
        double outside = Math.exp(logTerm);
        while (true) {
            logTerm += Math.log((n - low) / (low + 1.0)); // that just low + 1 do
            outside += Math.exp(logTerm);
            if (outside > 0.025) {
                return new Interval(sorted[low], sorted[n - 1 - low]);
            }
            low++;
        }
    }
}
