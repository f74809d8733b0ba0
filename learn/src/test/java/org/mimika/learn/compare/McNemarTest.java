package org.mimika.learn.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class McNemarTest {
    @Test
    void fewDiscordantFacesAreCountedOut() {
        // 1 of 10 tosses or rarer: (1 + 10) / 1024, twice.
        PairTest test = McNemar.test("a", "b", new PairTest.Counts(50, 9, 1, 40));
        assertEquals(PairTest.Method.EXACT, test.method());
        assertEquals(22 / 1024.0, test.p(), 1e-15);
        assertTrue(Double.isNaN(test.statistic()));
        assertEquals(0.08, test.difference(), 1e-15);
        assertTrue(test.significant());
        assertEquals(22 / 1024.0, McNemar.exact(1, 9), 1e-15);
        // (1 + 24 + 276 + 2024 + 10626 + 42504) / 2^24, twice.
        assertEquals(2 * 55455 / 16777216.0, McNemar.exact(5, 19), 1e-15);
    }

    @Test
    void anEvenSplitAndNoneAtAllAreNoDifference() {
        assertEquals(1, McNemar.exact(4, 4));
        assertEquals(1, McNemar.exact(0, 0));
        PairTest same = McNemar.test("a", "b", new PairTest.Counts(90, 0, 0, 10));
        assertEquals(0, same.difference());
        assertTrue(same.differenceCi95().lo() < 0 && same.differenceCi95().hi() > 0);
        assertEquals(0, McNemar.statistic(20, 20));
        assertEquals(1, McNemar.chiSquaredTail(0));
    }

    @Test
    void manyDiscordantFacesGoByChiSquared() {
        // (|121 - 59| - 1)^2 / 180 = 3721 / 180.
        PairTest test = McNemar.test("a", "b", new PairTest.Counts(300, 121, 59, 20));
        assertEquals(PairTest.Method.CHI_SQUARED, test.method());
        assertEquals(3721 / 180.0, test.statistic(), 1e-12);
        assertEquals(5.450094825427e-6, test.p(), 1e-16);
        assertEquals(62 / 500.0, test.difference(), 1e-15);
        // (b + 1/2 - c - 1/2) / 502 = 0.12351; sd sqrt(181 / 502 - 0.12351^2) / sqrt(502) = 0.026227.
        assertEquals(0.123506 - 1.959964 * 0.026227, test.differenceCi95().lo(), 1e-5);
        assertEquals(0.123506 + 1.959964 * 0.026227, test.differenceCi95().hi(), 1e-5);
    }

    @Test
    void fromTwentyFiveDiscordantFacesOnItIsChiSquared() {
        assertEquals(
                PairTest.Method.EXACT,
                McNemar.test("a", "b", new PairTest.Counts(9, 14, 10, 9)).method());
        assertEquals(
                PairTest.Method.CHI_SQUARED,
                McNemar.test("a", "b", new PairTest.Counts(9, 14, 11, 9)).method());
    }

    @Test
    void theTailAgreesWithPublishedQuantiles() {
        assertEquals(0.05, McNemar.chiSquaredTail(3.841458820694124), 1e-12);
        assertEquals(0.01, McNemar.chiSquaredTail(6.634896601021213), 1e-12);
        assertEquals(0.001, McNemar.chiSquaredTail(10.827566170662733), 1e-12);
        // erfc(5), and where series and fraction meet.
        assertEquals(1.5374597944280349e-12, McNemar.erfc(5), 1e-25);
        assertEquals(4.677734981047266e-3, McNemar.erfc(2), 1e-15);
        assertEquals(McNemar.erfc(2), McNemar.erfc(2 - 1e-12), 1e-13);
    }

    @Test
    void correctsForTheNumberOfPairs() {
        List<PairTest> tests = List.of(withP("b", 0.04), withP("c", 0.01), withP("d", 0.03));
        List<PairTest> corrected = McNemar.holm(tests);
        // 0.01 x 3; 0.03 x 2; 0.04 x 1, raised to the one before.
        assertEquals(0.06, corrected.get(0).pHolm(), 1e-12);
        assertEquals(0.03, corrected.get(1).pHolm(), 1e-12);
        assertEquals(0.06, corrected.get(2).pHolm(), 1e-12);
        assertEquals("b", corrected.get(0).second());
        assertEquals(
                1,
                McNemar.holm(List.of(withP("b", 0.9), withP("c", 0.8))).get(0).pHolm());
    }

    private static PairTest withP(String second, double p) {
        PairTest test = McNemar.test("a", second, new PairTest.Counts(5, 3, 2, 5));
        return new PairTest(
                "a",
                second,
                test.counts(),
                test.method(),
                test.statistic(),
                p,
                p,
                test.difference(),
                test.differenceCi95());
    }
}
