package org.mimika.bench.soak;

import java.util.List;
import java.util.Locale;
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
record SoakReport(Summary summary, MemoryCourse resident, MemoryCourse heap, List<MemorySample> samples) {
    /** Of at least four samples at different times. */
    static SoakReport of(Summary summary, List<MemorySample> samples) {
        return new SoakReport(
                summary, MemoryCourse.resident(samples), MemoryCourse.heap(samples), List.copyOf(samples));
    }

    /** One JSON object. */
    String json() {
        return Json.text(this);
    }

    /** For people. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%d frames, %.1f min of video in %.0f s (%.0f frames/s), %d samples%n%n%s",
                summary.frames(),
                samples.get(samples.size() - 1).videoMillis() / 60e3,
                summary.seconds(),
                summary.fps(),
                samples.size(),
                MemoryCourse.table(resident, heap));
    }
}
