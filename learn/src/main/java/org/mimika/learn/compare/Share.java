package org.mimika.learn.compare;

import org.mimika.learn.eval.Interval;

/**
 * A share of faces that were recognised, with its uncertainty.
 *
 * @param n faces
 * @param right those recognised
 * @param accuracy {@code right / n}; NaN without faces
 * @param ci95 Wilson's 95% interval; both ends NaN without faces
 */
public record Share(int n, int right, double accuracy, Interval ci95) {
    /** Validates. */
    public Share {
        Checks.atLeast("n", 0, n);
        Checks.require(right >= 0 && right <= n, "right", right, "0 to " + n);
        Checks.share("accuracy", accuracy);
    }

    /** The share of {@code right} of {@code n}. */
    public static Share of(int right, int n) {
        return new Share(n, right, right / (double) n, Interval.wilson(right, n));
    }
}
