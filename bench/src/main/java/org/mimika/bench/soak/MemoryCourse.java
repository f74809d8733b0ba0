package org.mimika.bench.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * How the memory went, in bytes.
 *
 * @param first of all samples
 * @param last of all samples
 * @param max the most
 * @param slopeAnHour growth an hour of video: the least-squares line through the second half of the samples, since in the
 *     first half caches fill and code is compiled
 */
public record MemoryCourse(long first, long last, long max, double slopeAnHour) {
    private static final double MILLIS_AN_HOUR = 3_600_000;

    /** The process's memory, natives included; of at least four samples at different times. */
    public static MemoryCourse resident(List<MemorySample> samples) {
        return of(samples, MemorySample::residentBytes);
    }

    /** The Java heap after collections; of at least four samples at different times. */
    public static MemoryCourse heap(List<MemorySample> samples) {
        return of(samples, MemorySample::heapBytes);
    }

    private static MemoryCourse of(List<MemorySample> samples, ToLongFunction<MemorySample> value) {
        return new MemoryCourse(
                value.applyAsLong(samples.get(0)),
                value.applyAsLong(samples.get(samples.size() - 1)),
                samples.stream().mapToLong(value).max().orElseThrow(),
                slope(samples.subList(samples.size() / 2, samples.size()), value));
    }

    private static double slope(List<MemorySample> samples, ToLongFunction<MemorySample> value) {
        double meanTime =
                samples.stream().mapToLong(MemorySample::videoMillis).average().orElseThrow();
        double meanValue = samples.stream().mapToLong(value).average().orElseThrow();
        double above = 0;
        double below = 0;
        for (MemorySample sample : samples) {
            double time = sample.videoMillis() - meanTime;
            above += time * (value.applyAsLong(sample) - meanValue);
            below += time * time;
        }
        return above / below * MILLIS_AN_HOUR;
    }

    /** Both courses as a table for people. */
    public static String table(MemoryCourse resident, MemoryCourse heap) {
        return String.format(
                Locale.ROOT,
                "%-10s %10s %10s %10s %s%n%s%s",
                "MB",
                "first",
                "last",
                "maximum",
                "  growth an hour of video, second half",
                resident.row("resident"),
                heap.row("Java heap"));
    }

    private String row(String name) {
        return String.format(
                Locale.ROOT,
                "%-10s %10.1f %10.1f %10.1f   %+.2f%n",
                name,
                first / 1e6,
                last / 1e6,
                max / 1e6,
                slopeAnHour / 1e6);
    }
}
