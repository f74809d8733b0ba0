package org.mimika.learn.eval;

/**
 * A 95% confidence interval.
 *
 * @param lo lower end
 * @param hi upper end
 */
public record Interval(double lo, double hi) {
    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * Wilson's score interval of a share, which stays within 0 and 1 and holds for small counts too. See Wilson,
     * "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
     *
     * @param hits 0 to {@code n}
     * @param n sample size; both ends are NaN if it is 0
     */
    public static Interval wilson(int hits, int n) {
        if (hits < 0 || hits > n) {
            throw new IllegalArgumentException(hits + " hits of " + n);
        }
        double share = hits / (double) n;
        double widened = 1 + Z * Z / n;
        double middle = (share + Z * Z / (2.0 * n)) / widened;
        double reach = Z / widened * Math.sqrt(share * (1 - share) / n + Z * Z / (4.0 * n * n));
        return new Interval(Math.max(0, middle - reach), Math.min(1, middle + reach));
    }
}
