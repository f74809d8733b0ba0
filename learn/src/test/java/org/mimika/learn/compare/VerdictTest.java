package org.mimika.learn.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimika.learn.compare.Verdict.Standing;
import org.mimika.learn.eval.Interval;

class VerdictTest {
    @Test
    void ranksAndFindsWhatIsMoreThanChance() {
        Verdict verdict = Reports.three().verdict();
        assertEquals(List.of("hybrid", "resnet50", "vit"), verdict.byAccuracy());
        assertEquals(List.of("hybrid", "vit", "resnet50"), verdict.byLatency());
        assertEquals(new Verdict.Setting(1, 2), verdict.latency());
        assertEquals(List.of("hybrid"), verdict.frontier());
        Verdict.Pair pair = verdict.pairs().get(0);
        // 15 against 5 faces: exactly 2 x 21700 / 2^20 = 0.041, which the correction for three pairs leaves as it is.
        assertEquals(new Verdict.Pair("resnet50", "vit", Standing.BETTER, Standing.NOT_AHEAD, 7 / 9.0), pair);
        Verdict.Hybrid hybrid = verdict.hybrids().get(0);
        assertEquals(
                new Verdict.Hybrid("hybrid", List.of("resnet50", "vit"), Standing.BETTER, Standing.BETTER), hybrid);
        assertEquals(Standing.BETTER, hybrid.promise());
    }

    @Test
    void aLeadWithinChanceIsNoMoreThanALead() {
        List<PairTest> tests = List.of(McNemar.test("vit", "hybrid", new PairTest.Counts(45, 5, 6, 44)));
        Verdict verdict = verdict(50, 51, tests, 7, 6.9);
        assertEquals(Standing.NOT_AHEAD, verdict.pairs().get(0).accuracy());
        Verdict.Hybrid hybrid = verdict.hybrids().get(0);
        assertEquals(Standing.AHEAD, hybrid.accuracy());
        assertEquals(Standing.AHEAD, hybrid.latency()); // the intervals of 6.9 and 7 ms overlap
        assertEquals(Standing.AHEAD, hybrid.promise());
    }

    @Test
    void saysPlainlyThatTheHybridIsBehind() {
        List<PairTest> tests = List.of(McNemar.test("vit", "hybrid", new PairTest.Counts(45, 20, 5, 30)));
        Verdict verdict = verdict(65, 50, tests, 7, 2);
        assertEquals(Standing.NOT_AHEAD, verdict.hybrids().get(0).accuracy());
        assertEquals(Standing.NOT_AHEAD, verdict.hybrids().get(0).promise());
        assertEquals(List.of("hybrid", "vit"), verdict.frontier()); // each beats the other in one of the two
        assertEquals(Standing.BETTER, verdict.pairs().get(0).accuracy());
    }

    @Test
    void equalModelsAreNotAheadOfEachOther() {
        List<PairTest> tests = List.of(McNemar.test("vit", "hybrid", new PairTest.Counts(50, 0, 0, 50)));
        Verdict verdict = verdict(50, 50, tests, 3, 3);
        assertEquals(Standing.NOT_AHEAD, verdict.pairs().get(0).accuracy());
        assertEquals(Standing.NOT_AHEAD, verdict.pairs().get(0).speed());
        assertEquals(List.of("vit", "hybrid"), verdict.frontier());
    }

    @Test
    void aSingleModelIsFirstInAll() {
        Verdict verdict = Verdict.of(
                List.of(Reports.model("hybrid")), List.of(Reports.recognition("hybrid", 60)), List.of(), List.of());
        assertEquals(List.of("hybrid"), verdict.byAccuracy());
        assertEquals(List.of(), verdict.byLatency());
        assertEquals(List.of(), verdict.hybrids());
    }

    private static Verdict verdict(int vit, int hybrid, List<PairTest> tests, double vitMillis, double hybridMillis) {
        Timing slower = new Timing("vit", 32, 2, 30, 99, new Interval(98, 99.5), 100, 300); // another setting
        return Verdict.of(
                List.of(Reports.model("vit"), Reports.model("hybrid")),
                List.of(Reports.recognition("vit", vit), Reports.recognition("hybrid", hybrid)),
                tests,
                List.of(slower, Reports.timing("vit", vitMillis), Reports.timing("hybrid", hybridMillis)));
    }
}
