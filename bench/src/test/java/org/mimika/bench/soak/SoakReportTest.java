package org.mimika.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mimika.video.FrameResult;
import org.mimika.video.Summary;

class SoakReportTest {
    private static final Summary SUMMARY = new Summary(36_000, 72_000, 2, 300, 0);

    /** A minute apart; resident memory warms up, then leaks 10 MB an hour. */
    private static List<MemorySample> leaking() {
        return IntStream.rangeClosed(1, 60)
                .mapToObj(minute -> new MemorySample(
                        minute * 60_000L,
                        (minute < 10 ? 300_000_000L + 10_000_000L * minute : 400_000_000L) + 10_000_000L * minute / 60,
                        minute == 7 ? 90_000_000 : 50_000_000))
                .toList();
    }

    @Test
    void showsALeakAndNotTheWarmUp() {
        SoakReport report = SoakReport.of(SUMMARY, leaking());
        assertEquals(310_166_666, report.resident().first());
        assertEquals(410_000_000, report.resident().last());
        assertEquals(410_000_000, report.resident().max());
        assertEquals(10e6, report.resident().slopeAnHour(), 10);
        assertEquals(90_000_000, report.heap().max());
        assertEquals(0, report.heap().slopeAnHour(), 1e-6);
        assertTrue(report.text().contains("+10.00\n"), report::text);
    }

    @Test
    void looksOnceAnInterval() {
        MemoryWatch watch = new MemoryWatch(100, at -> new MemorySample(at, 1, 1), sample -> {});
        for (long pts : new long[] {0, 40, 80, 120, 160, 200, 410, 420, 500}) {
            watch.accept(null, new FrameResult(0, pts, List.of()));
        }
        assertEquals(
                List.of(120L, 200L, 410L, 500L),
                watch.samples().stream().map(MemorySample::videoMillis).toList());
    }
}
