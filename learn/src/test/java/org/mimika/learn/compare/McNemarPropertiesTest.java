package org.mimika.learn.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class McNemarPropertiesTest {
    @Property(tries = 300)
    void itDoesNotMatterWhichModelComesFirst(
            @ForAll @IntRange(max = 60) int firstOnly, @ForAll @IntRange(max = 60) int secondOnly) {
        PairTest one = McNemar.test("a", "b", new PairTest.Counts(100, firstOnly, secondOnly, 30));
        PairTest other = McNemar.test("b", "a", new PairTest.Counts(100, secondOnly, firstOnly, 30));
        assertEquals(one.p(), other.p(), 1e-12);
        assertEquals(one.difference(), -other.difference(), 1e-12);
        assertEquals(one.differenceCi95().lo(), -other.differenceCi95().hi(), 1e-12);
        assertTrue(one.p() > 0 && one.p() <= 1);
    }

    /** The exact form, summed with exact binomial coefficients. */
    @Property(tries = 200)
    void theExactFormIsTheBinomialsTail(@ForAll @IntRange(max = 12) int b, @ForAll @IntRange(max = 12) int c) {
        long tail = 0;
        for (int heads = 0; heads <= Math.min(b, c); heads++) {
            tail += choose(b + c, heads);
        }
        assertEquals(Math.min(1, 2 * tail / Math.pow(2, b + c)), McNemar.exact(b, c), 1e-12);
    }

    private static long choose(int n, int k) {
        return k == 0 ? 1 : choose(n, k - 1) * (n - k + 1) / k;
    }

    @Property(tries = 200)
    void correctionKeepsTheOrderAndNeverLowersP(
            @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = 0, max = 1) Double> shares) {
        List<PairTest> tests = new ArrayList<>();
        for (double p : shares) {
            PairTest test = McNemar.test("a", "b" + tests.size(), new PairTest.Counts(5, 3, 2, 5));
            tests.add(new PairTest(
                    "a",
                    test.second(),
                    test.counts(),
                    test.method(),
                    Double.NaN,
                    p,
                    p,
                    test.difference(),
                    test.differenceCi95()));
        }
        List<PairTest> corrected = McNemar.holm(tests);
        List<PairTest> sorted = new ArrayList<>(corrected);
        sorted.sort(Comparator.comparingDouble(PairTest::p));
        double before = 0;
        for (PairTest test : sorted) {
            assertTrue(test.pHolm() >= test.p() && test.pHolm() >= before && test.pHolm() <= 1);
            before = test.pHolm();
        }
        assertEquals(
                Math.min(1, shares.size() * sorted.get(0).p()), sorted.get(0).pHolm(), 1e-12);
    }
}
