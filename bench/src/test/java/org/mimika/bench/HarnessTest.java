package org.mimika.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimika.bench.cases.Case;
import org.mimika.bench.cases.Workload;

class HarnessTest {
    private final List<String> events = new ArrayList<>();
    private long now;

    /** Takes a given time by the test's clock, and longer the first time. */
    private final class Timed implements Workload {
        private final String name;
        private final long millis;
        private boolean warm;

        Timed(String name, long millis) {
            this.name = name;
            this.millis = millis;
        }

        @Override
        public int run() {
            now += (warm ? millis : 1000) * 1_000_000;
            warm = true;
            events.add(name);
            return 4;
        }

        @Override
        public void close() {
            events.add("close " + name);
        }
    }

    private Case timed(String name, long millis) {
        return new Case(name, "face", () -> new Timed(name, millis));
    }

    @Test
    void takesTurnsAndLeavesTheWarmUpOut() {
        List<Measurement> measured =
                new Harness(2, 0, () -> now).measure(List.of(timed("a", 5), timed("b", 20)), progress -> {});
        assertEquals(List.of("a", "b", "a", "b", "a", "b", "close a", "close b"), events);
        assertEquals(new Measurement("a", "face", 2, 4, 5, 5, 800), measured.get(0));
        assertEquals(new Measurement("b", "face", 2, 4, 20, 20, 200), measured.get(1));
    }

    @Test
    void aTurnLastsAsLongAsAsked() {
        Measurement measured = new Harness(3, 10, () -> now)
                .measure(List.of(timed("a", 4)), progress -> {})
                .get(0);
        assertEquals(9, measured.runs());
    }

    @Test
    void closesWhatIsOpenWhenACaseFails() {
        Case broken = new Case("broken", "face", () -> {
            throw new IllegalStateException("no");
        });
        Harness harness = new Harness(1, 0, () -> now);
        assertThrows(
                IllegalStateException.class, () -> harness.measure(List.of(timed("a", 5), broken), progress -> {}));
        assertEquals(List.of("close a"), events);
    }

    @Test
    void percentilesLieBetweenRanks() {
        long[] sorted = {10, 20, 30, 40, 50};
        assertEquals(30, Measurement.percentile(sorted, 0.5));
        assertEquals(48, Measurement.percentile(sorted, 0.95), 1e-9);
        assertEquals(25, Measurement.percentile(new long[] {20, 30}, 0.5), 1e-9);
        assertEquals(7, Measurement.percentile(new long[] {7}, 0.95), 1e-9);
    }

    @Test
    void memoryOfACommandIsThatOfAJvmAtLeast() {
        long peak = PeakMemory.of(List.of("--version"));
        assertTrue(peak == -1 || (peak > 10_000_000 && peak < 2_000_000_000L), () -> "peak " + peak);
    }
}
