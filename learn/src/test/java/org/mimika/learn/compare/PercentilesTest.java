package org.mimika.learn.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
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
        // 50 -+ 1.96 x 10 / 2 is 40.2 to 59.8: the 40th and the 61st of a hundred values.
        long[] hundred = LongStream.rangeClosed(1, 100).toArray();
        assertEquals(new Interval(40, 61), Percentiles.of(hundred).medianCi95());
        assertEquals(new Interval(1, 3), Percentiles.of(new long[] {3, 1, 2}).medianCi95());
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
