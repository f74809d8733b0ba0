package org.mimika.learn.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final int N = 400;

    private final double[] values = new Random(3).doubles(N).toArray();

    private double mean(int[] drawn) {
        return Arrays.stream(drawn).mapToDouble(i -> values[i]).average().orElseThrow();
    }

    /** As the likelihood has it, less than it is without bias by the factor (n - 1) / n. */
    private double variance(int[] drawn) {
        double mean = mean(drawn);
        return Arrays.stream(drawn)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElseThrow();
    }

    @Test
    void givesTheIntervalOfAMean() {
        int[] all = new int[N];
        Arrays.setAll(all, i -> i);
        double error = Math.sqrt(variance(all) / N);
        Interval interval = Bootstrap.ci95(N, 1, this::mean);
        assertEquals(mean(all) - 1.96 * error, interval.lo(), 0.25 * error);
        assertEquals(mean(all) + 1.96 * error, interval.hi(), 0.25 * error);
        assertEquals(interval, Bootstrap.ci95(N, 1, this::mean));
        assertNotEquals(interval, Bootstrap.ci95(N, 2, this::mean));
    }

    @Test
    void takesOutWhatTheDrawsThemselvesAdd() {
        // The faces that are drawn, of ten: 10 (1 - 0.9^10) = 6.5 in the mean, where all ten are there.
        Interval interval =
                Bootstrap.ci95(10, 1, drawn -> Arrays.stream(drawn).distinct().count());
        assertTrue(interval.lo() < 10 && 10 < interval.hi(), interval.toString());
        assertEquals(10, (interval.lo() + interval.hi()) / 2, 0.6);
    }

    @Test
    void whatIsUndefinedHasNoInterval() {
        assertEquals(new Interval(Double.NaN, Double.NaN), Bootstrap.ci95(3, 1, drawn -> Double.NaN));
    }
}
