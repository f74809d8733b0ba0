package org.mimika.learn.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mimika.learn.eval.Interval;

/**
 * McNemar's test of two models on the same faces, which looks only at the faces that one of them alone recognises. Pure
 * functions.
 *
 * <p>Sources: McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * 1947; Edwards' continuity correction, 1948; the interval is Agresti and Min's, "Simple improved confidence intervals
 * for comparing matched proportions", 2005; the correction for several pairs Holm's, 1979.
 */
public final class McNemar {
    /** With fewer faces that one model alone recognises, the exact form is taken. */
    public static final int EXACT_BELOW = 25;

    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    private McNemar() {}

    /** Tests one pair; its {@code pHolm} is {@code p}, until {@link #holm} corrects it. */
    public static PairTest test(String first, String second, PairTest.Counts counts) {
        int b = counts.firstOnly();
        int c = counts.secondOnly();
        boolean exact = b + c < EXACT_BELOW;
        double statistic = exact ? Double.NaN : statistic(b, c);
        double p = exact ? exact(b, c) : chiSquaredTail(statistic);
        PairTest.Method method = exact ? PairTest.Method.EXACT : PairTest.Method.CHI_SQUARED;
        double difference = (b - c) / (double) counts.n();
        return new PairTest(first, second, counts, method, statistic, p, p, difference, interval(counts));
    }

    /** Two-sided: the chance of so uneven a split, or a more uneven one, of {@code b + c} tosses of a fair coin. */
    static double exact(int b, int c) {
        int tosses = b + c;
        double term = Math.pow(0.5, tosses);
        double tail = 0;
        for (int heads = 0; heads <= Math.min(b, c); heads++) {
            tail += term;
            term *= (tosses - heads) / (heads + 1.0);
        }
        return Math.min(1, 2 * tail);
    }

    /** Chi-squared with continuity correction. */
    static double statistic(int b, int c) {
        double surplus = Math.max(0, Math.abs(b - c) - 1);
        return surplus * surplus / (b + c);
    }

    /** The chance that chi-squared with one degree of freedom exceeds {@code x}. */
    static double chiSquaredTail(double x) {
        return erfc(Math.sqrt(x / 2));
    }

    /**
     * The complementary error function of {@code x >= 0}, good to about 1e-12 of its value: by the power series of the
     * error function for small x, by Laplace's continued fraction beyond.
     */
    static double erfc(double x) {
        if (x < 2) {
            double term = x;
            double sum = x;
            for (int k = 1; k < 100; k++) {
                term *= -x * x / k;
                sum += term / (2 * k + 1);
            }
            return 1 - 2 / Math.sqrt(Math.PI) * sum;
        }
        double fraction = x;
        for (int k = 200; k >= 1; k--) {
            fraction = x + k / 2.0 / fraction;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }

    /** Wald's interval of the difference after half a face is added to each of the four counts. */
    private static Interval interval(PairTest.Counts counts) {
        double n = counts.n() + 2.0;
        double b = counts.firstOnly() + 0.5;
        double c = counts.secondOnly() + 0.5;
        double difference = (b - c) / n;
        double reach = Z * Math.sqrt((b + c) / n - difference * difference) / Math.sqrt(n);
        return new Interval(Math.max(-1, difference - reach), Math.min(1, difference + reach));
    }

    /**
     * The same tests in the same order with {@code pHolm} corrected for their number: the smallest p is multiplied by
     * the number of tests, the next by one less, and so on, and none may end below one that was smaller.
     */
    public static List<PairTest> holm(List<PairTest> tests) {
        List<Integer> byP = IntStream.range(0, tests.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> tests.get(i).p()))
                .toList();
        List<PairTest> corrected = new ArrayList<>(tests);
        double least = 0;
        for (int rank = 0; rank < byP.size(); rank++) {
            PairTest test = tests.get(byP.get(rank));
            least = Math.max(least, Math.min(1, (tests.size() - rank) * test.p()));
            corrected.set(byP.get(rank), withHolm(test, least));
        }
        return List.copyOf(corrected);
    }

    private static PairTest withHolm(PairTest test, double pHolm) {
        return new PairTest(
                test.first(),
                test.second(),
                test.counts(),
                test.method(),
                test.statistic(),
                test.p(),
                pHolm,
                test.difference(),
                test.differenceCi95());
    }
}
