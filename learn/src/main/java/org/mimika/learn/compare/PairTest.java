package org.mimika.learn.compare;

import org.mimika.learn.eval.Interval;

/**
 * Whether two models differ in accuracy by more than chance, on the same faces.
 *
 * @param first a model's {@link ModelFacts#name}
 * @param second another's
 * @param counts how often they are right
 * @param method which form of McNemar's test
 * @param statistic chi-squared with continuity correction; NaN for the exact form, which has none
 * @param p two-sided
 * @param pHolm the same, corrected for the number of pairs in the report (Holm, 1979)
 * @param difference accuracy of the first less that of the second
 * @param differenceCi95 its 95% interval
 */
public record PairTest(
        String first,
        String second,
        Counts counts,
        Method method,
        double statistic,
        double p,
        double pHolm,
        double difference,
        Interval differenceCi95) {
    /** Validates. */
    public PairTest {
        Checks.require(!first.equals(second), "a pair", first + " and " + second, "two models");
        Checks.share("p", p);
        Checks.share("corrected p", pHolm);
        Checks.require(pHolm >= p, "corrected p", pHolm, "no less than p, " + p);
    }

    /** Forms of the test. */
    public enum Method {
        /** The binomial distribution, summed. */
        EXACT,
        /** Chi-squared with one degree of freedom, with continuity correction. */
        CHI_SQUARED
    }

    /**
     * How often two models are right.
     *
     * @param both faces that both recognise
     * @param firstOnly faces that the first alone recognises
     * @param secondOnly faces that the second alone recognises
     * @param neither faces that neither recognises
     */
    public record Counts(int both, int firstOnly, int secondOnly, int neither) {
        /** Validates. */
        public Counts {
            Checks.atLeast("a count", 0, Math.min(Math.min(both, firstOnly), Math.min(secondOnly, neither)));
        }

        /** All faces. */
        public int n() {
            return both + firstOnly + secondOnly + neither;
        }
    }

    /** Whether the difference is more than chance: the corrected p is below 5%. */
    public boolean significant() {
        return pHolm < 0.05;
    }
}
