package org.mimika.learn.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MetricsTest {
    /** Three angry (two recognised, one taken for happy), one disgusted taken for happy, two happy recognised. */
    private static final ConfusionMatrix MATRIX =
            ConfusionMatrix.of(new int[] {0, 0, 0, 1, 3, 3}, new int[] {0, 0, 3, 3, 3, 3});

    @Test
    void countsTruthInRowsAndAnswersInColumns() {
        assertEquals(2, MATRIX.count(0, 0));
        assertEquals(1, MATRIX.count(0, 3));
        assertEquals(0, MATRIX.count(3, 0));
        assertEquals(3, MATRIX.support(0));
        assertEquals(4, MATRIX.answered(3));
        assertEquals(4, MATRIX.right());
        assertEquals(6, MATRIX.total());
        int[][] copy = MATRIX.toArray();
        assertEquals(1, copy[1][3]);
        copy[1][3] = 9;
        assertEquals(1, MATRIX.count(1, 3));
    }

    @Test
    void agreesWithFiguresWorkedOutByHand() {
        Metrics metrics = Metrics.of(MATRIX);
        assertEquals(6, metrics.n());
        assertEquals(2 / 3.0, metrics.accuracy(), 1e-12);
        assertClass(1, 2 / 3.0, 0.8, 3, metrics.perClass().get(0));
        assertClass(Double.NaN, 0, 0, 1, metrics.perClass().get(1));
        assertClass(Double.NaN, Double.NaN, Double.NaN, 0, metrics.perClass().get(2));
        assertClass(0.5, 1, 2 / 3.0, 2, metrics.perClass().get(3));
        // Fear, sad, surprise and neutral neither occur nor are answered: the mean is over three classes.
        assertEquals((0.8 + 0 + 2 / 3.0) / 3, metrics.macroF1(), 1e-12);
    }

    @Test
    void leavesEverythingUndefinedWithoutFaces() {
        Metrics metrics = Metrics.of(ConfusionMatrix.of(new int[0], new int[0]));
        assertEquals(0, metrics.n());
        assertEquals(Double.NaN, metrics.accuracy());
        assertEquals(Double.NaN, metrics.macroF1());
        assertEquals(Double.NaN, metrics.accuracyCi95().lo());
        assertEquals(Double.NaN, metrics.accuracyCi95().hi());
    }

    @Test
    void knowsWilsonsIntervalAsPublished() {
        // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
        assertInterval(0.2553, 0.3662, Interval.wilson(81, 263));
        assertInterval(0.0624, 0.1605, Interval.wilson(15, 148));
        assertInterval(0, 0.1611, Interval.wilson(0, 20));
        assertInterval(0.0061, 0.1718, Interval.wilson(1, 29));
        assertInterval(0.8389, 1, Interval.wilson(20, 20));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2));
    }

    private static void assertInterval(double lo, double hi, Interval interval) {
        assertEquals(lo, interval.lo(), 5e-5);
        assertEquals(hi, interval.hi(), 5e-5);
    }

    private static void assertClass(double precision, double recall, double f1, int support, ClassMetrics actual) {
        assertEquals(precision, actual.precision(), 1e-12);
        assertEquals(recall, actual.recall(), 1e-12);
        assertEquals(f1, actual.f1(), 1e-12);
        assertEquals(support, actual.support());
    }
}
