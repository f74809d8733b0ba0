package org.mimika.bench.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.mimika.cli.Json;
import org.mimika.video.Summary;

/**
 * What a soak showed.
 *
 * @param summary of the whole run
 * @param resident memory of the process, natives included
 * @param heap Java heap after collections
 * @param samples all of them, in order
 */
record SoakReport(Summary summary, Course resident, Course heap, List<MemorySample> samples) {
    private static final double MILLIS_AN_HOUR = 3_600_000;

    /**
     * How one figure went, in bytes.
     *
     * @param slopeAnHour growth an hour of video: the least-squares line through the second half of the samples, since
     *     in the first half caches fill and code is compiled
     */
    record Course(long first, long last, long max, double slopeAnHour) {}

    /** Of at least four samples at different times. */
    static SoakReport of(Summary summary, List<MemorySample> samples) {
        return new SoakReport(
                summary,
                course(samples, MemorySample::residentBytes),
                course(samples, MemorySample::heapBytes),
                List.copyOf(samples));
    }

    private static Course course(List<MemorySample> samples, ToLongFunction<MemorySample> value) {
        return new Course(
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

    /** One JSON object. */
    String json() {
        return Json.text(this);
    }

    /** For people. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%d frames, %.1f min of video in %.0f s (%.0f frames/s), %d samples%n%n%-10s %10s %10s %10s %s%n%s%s",
                summary.frames(),
                samples.get(samples.size() - 1).videoMillis() / 60e3,
                summary.seconds(),
                summary.fps(),
                samples.size(),
                "MB",
                "first",
                "last",
                "maximum",
                "  growth an hour of video, second half",
                row("resident", resident),
                row("Java heap", heap));
    }

    private static String row(String name, Course course) {
        return String.format(
                Locale.ROOT,
                "%-10s %10.1f %10.1f %10.1f   %+.2f%n",
                name,
                course.first() / 1e6,
                course.last() / 1e6,
                course.max() / 1e6,
                course.slopeAnHour() / 1e6);
    }
}
