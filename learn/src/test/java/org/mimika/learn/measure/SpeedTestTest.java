package org.mimika.learn.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimika.learn.compare.Timing;

class SpeedTestTest {
    private long now;
    private final StringBuilder order = new StringBuilder();

    @Test
    void modelsTakeTurnsAndWarmUp() {
        SpeedTest test = new SpeedTest(2, 0, () -> now);
        StringBuilder rounds = new StringBuilder();
        List<Timing> timings = test.measure(List.of(runner("a", 3), runner("b", 5)), () -> rounds.append('.'));
        // In each turn one batch that does not count and two that do; a round to warm up and two that count.
        assertEquals("aaabbb" + "aaabbb" + "aaabbb", order.toString());
        assertEquals("...", rounds.toString());
        assertEquals(List.of("a", "b"), timings.stream().map(Timing::model).toList());
        assertEquals(4, timings.get(0).runs());
        assertEquals(3, timings.get(0).medianMillis(), 1e-9);
        assertEquals(5, timings.get(1).medianMillis(), 1e-9);
        assertEquals(1600, timings.get(1).facesPerSecond(), 1e-6);
    }

    @Test
    void aTurnLastsAsLongAsItShall() {
        SpeedTest test = new SpeedTest(1, 20, () -> now);
        assertEquals(7, test.measure(List.of(runner("a", 3)), () -> {}).get(0).runs());
    }

    @Test
    void aSlowerMachineMeetsAllAlike() {
        SpeedTest test = new SpeedTest(20, 0, () -> now);
        List<Timing> timings = test.measure(List.of(drifting("a"), drifting("b")), () -> {});
        assertEquals(1, timings.get(1).medianMillis() / timings.get(0).medianMillis(), 0.06);
    }

    private SpeedTest.Runner runner(String model, int millis) {
        return new SpeedTest.Runner(new Timing.Lane(model, 8, 1), () -> {
            order.append(model);
            now += millis * 1_000_000L;
        });
    }

    /** Each batch takes a hundredth longer than the last one of any model. */
    private SpeedTest.Runner drifting(String model) {
        return new SpeedTest.Runner(new Timing.Lane(model, 1, 1), () -> now += 1_000_000 + now / 100);
    }
}
