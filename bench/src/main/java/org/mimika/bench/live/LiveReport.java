package org.mimika.bench.live;

import java.util.List;
import java.util.Locale;
import org.mimika.cli.Json;
import org.mimika.cli.Machine;

/**
 * How several cameras at once fared.
 *
 * @param machine where
 * @param width columns of a picture
 * @param height rows of a picture
 * @param seconds how long was measured, after a warm-up
 * @param threads looks for faces at once, and threads of the classifier
 * @param cores processor time over time: how many cores were busy
 * @param cameras one by one
 */
record LiveReport(
        Machine machine, int width, int height, double seconds, int threads, double cores, List<Camera> cameras) {
    /**
     * One camera.
     *
     * @param frames results
     * @param faces faces in them
     * @param missed frames that were overrun by newer ones
     * @param framesPerSecond results a second
     * @param medianMillis from a frame's arrival to its result
     * @param p95Millis what 95% of the results keep
     */
    record Camera(int frames, int faces, long missed, double framesPerSecond, double medianMillis, double p95Millis) {}

    String json() {
        return Json.text(this);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s, %d cores, load %.1f; Java %s%n%d cameras of %dx%d, %.0f s, %d threads; %.2f cores busy%n%n",
                machine.processor(),
                machine.cores(),
                machine.load(),
                machine.java(),
                cameras.size(),
                width,
                height,
                seconds,
                threads,
                cores));
        text.append(String.format(
                "%-8s %8s %8s %8s %12s %12s %12s%n",
                "camera", "frames", "faces", "dropped", "a second", "median ms", "p95 ms"));
        for (int i = 0; i < cameras.size(); i++) {
            Camera camera = cameras.get(i);
            text.append(String.format(
                    Locale.ROOT,
                    "%-8d %8d %8d %8d %12.1f %12.2f %12.2f%n",
                    i + 1,
                    camera.frames(),
                    camera.faces(),
                    camera.missed(),
                    camera.framesPerSecond(),
                    camera.medianMillis(),
                    camera.p95Millis()));
        }
        return text.toString();
    }
}
