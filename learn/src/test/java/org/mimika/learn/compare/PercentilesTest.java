package org.mimika.learn.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.mimika.learn.eval.Interval;

class PercentilesTest {
    @Test
    void liesBetweenTheNearestRanks() {
        Percentiles five = Percentiles.of(new long[] {50, 10, 40, 20, 30});
        assertEquals(30, five.at(0.5));
        assertEquals(48, five.at(0.95), 1e-12); // rank 3.8: 40 + 0.8 x 10
        assertEquals(10, five.at(0));
        assertEquals(50, five.at(1));
        assertEquals(25, Percentiles.of(new long[] {30, 20}).at(0.5));
        assertThrows(IllegalArgumentException.class, () -> Percentiles.of(new long[0]));
    }

    @Test
    void theMediansIntervalIsSpannedByTwoValues() {
        // As tables of the binomial distribution have it: 95.0% is reached by 96.9, 95.9 and 96.5%, and by no less.
        assertEquals(new Interval(1, 6), medianCi95(6));
        assertEquals(new Interval(6, 15), medianCi95(20));
        assertEquals(new Interval(40, 61), medianCi95(100));
        assertEquals(new Interval(1, 3), medianCi95(3)); // all there is
        assertEquals(new Interval(1, 1), medianCi95(1));
    }

    private static Interval medianCi95(int values) {
        return Percentiles.of(LongStream.rangeClosed(1, values).toArray()).medianCi95();
    }

    @Property
    void noNarrowerIntervalHoldsTheMedianOftenEnough(@ForAll @IntRange(min = 6, max = 400) int values) {
        BigInteger all = BigInteger.TWO.pow(values);
        int low = (int) medianCi95(values).lo(); // counted from 1
        assertTrue(outside(values, low).multiply(BigInteger.valueOf(20)).compareTo(all) <= 0);
        assertTrue(outside(values, low + 1).multiply(BigInteger.valueOf(20)).compareTo(all) > 0);
        assertEquals(values + 1 - low, medianCi95(values).hi());
    }

    /** Of the 2^n ways, those in which fewer than {@code rank} values lie on one side of the median. */
    private static BigInteger outside(int n, int rank) {
        BigInteger binomial = BigInteger.ONE;
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; k < rank; k++) {
            sum = sum.add(binomial);
            binomial = binomial.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1));
        }
        return sum.multiply(BigInteger.TWO);
    }

    @Test
    void sumsUpTimes() {
        long[][] rounds = {{4_000_000, 2_000_000}, {3_000_000, 8_000_000}, {2_500_000}};
        Timing timing = Timing.of(new Timing.Lane("m", 8, 2), rounds);
        assertEquals(3, timing.medianMillis()); // of 2, 2.5, 3, 4, 8
        assertEquals(7.2, timing.p95Millis(), 1e-12); // rank 3.8: 4 + 0.8 x 4
        assertEquals(8 / 0.003, timing.facesPerSecond(), 1e-6);
        assertEquals(0.375, timing.medianMillisPerFace(), 1e-12);
        assertEquals(5, timing.runs());
        assertEquals(new Interval(2.5, 5.5), timing.medianCi95()); // of the rounds' medians, 3, 5.5 and 2.5
    }
}
