package org.mimika.video.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LivePartsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void pausesDoubleUpToTheLimit() {
        Backoff backoff = Backoff.DEFAULT;
        assertEquals(
                "[500, 1000, 2000, 4000, 8000, 16000, 30000, 30000]",
                IntStream.rangeClosed(1, 8)
                        .mapToObj(attempt -> backoff.pause(attempt).toMillis())
                        .toList()
                        .toString());
        assertEquals(Duration.ofSeconds(30), backoff.pause(Integer.MAX_VALUE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 1, Duration.ofSeconds(1)));
    }

    @Test
    void framesAreDueByTheirTimesAndLatenessIsForgiven() {
        Pacer pacer = new Pacer();
        assertEquals(5 * SECOND, pacer.due(1000, 5 * SECOND), "the first frame at once");
        assertEquals(5 * SECOND + 40_000_000, pacer.due(1040, 5 * SECOND));
        assertEquals(5 * SECOND + 80_000_000, pacer.due(1080, 6 * SECOND), "a little late: no wait");
        assertEquals(9 * SECOND, pacer.due(1120, 9 * SECOND), "very late: go on from here");
        assertEquals(9 * SECOND + 40_000_000, pacer.due(1160, 9 * SECOND));
    }

    @Test
    void theMeterCountsTheLastTenSeconds() {
        Meter meter = new Meter();
        assertTrue(Double.isNaN(meter.stats(0).medianMillis()));
        assertEquals(0, meter.stats(0).framesPerSecond());
        // A result every 100 ms from second 100 on, latencies 1, 2, ... 200 ms; a drop with every fourth.
        for (int i = 0; i < 200; i++) {
            meter.result(100 * SECOND + i * SECOND / 10, (i + 1) * 1_000_000L);
            if (i % 4 == 3) {
                meter.drop(100 * SECOND + i * SECOND / 10);
            }
        }
        // At second 120 the window holds the results 100 to 199: latencies 101 to 200 ms, and 25 drops.
        LiveStats stats = meter.stats(120 * SECOND);
        assertEquals(200, stats.frames());
        assertEquals(50, stats.dropped());
        assertEquals(10, stats.framesPerSecond(), 1e-9);
        assertEquals(0.2, stats.dropRate(), 1e-9);
        assertEquals(150.5, stats.medianMillis(), 1e-9);
        assertEquals(101 + 0.95 * 99, stats.p95Millis(), 1e-9);
        assertEquals(0, meter.stats(200 * SECOND).framesPerSecond());
    }

    @Test
    void aFastSourceShortensTheMetersWindow() {
        Meter meter = new Meter();
        for (int i = 0; i < 10_000; i++) {
            meter.result(i * SECOND / 1000, 1_000_000);
        }
        LiveStats stats = meter.stats(10 * SECOND);
        assertEquals(10_000, stats.frames());
        assertEquals(1000, stats.framesPerSecond(), 1);
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Subscription(0));
        assertThrows(IllegalArgumentException.class, () -> LiveOptions.DEFAULTS.withStallAfter(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> LiveOptions.DEFAULTS.withDetectEvery(0));
        assertThrows(IllegalArgumentException.class, () -> LiveStatus.of(LiveStatus.State.ENDED, "two\nlines"));
    }
}
