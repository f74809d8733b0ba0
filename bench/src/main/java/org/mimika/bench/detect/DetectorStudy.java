package org.mimika.bench.detect;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.mimika.core.MimikaException;
import org.mimika.video.Detection;
import org.mimika.video.FaceDetector;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.TrackedFace;
import org.mimika.video.detect.FaceDetectors;
import org.mimika.video.detect.FaceRange;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;
import org.mimika.video.track.MotionTracker;
import org.mimika.video.track.TrackerOptions;

/**
 * Runs detector and tracker over a clip, for each range and with one and two threads: how many faces and tracks, and
 * the milliseconds a frame (scaling and colour conversion included, decoding not), by the clock and in CPU time of the
 * calling thread, which a busy machine disturbs less and which with one thread is all there is.
 *
 * <p>Run: {@code java -cp … org.mimika.bench.detect.DetectorStudy INPUT [PASSES]}. The first pass warms up.
 */
public final class DetectorStudy {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private DetectorStudy() {}

    /** Prints the table. */
    public static void main(String[] args) {
        if (args.length < 1) {
            System.err.println("say which clip to look at: DetectorStudy INPUT [PASSES]");
            System.exit(2);
        }
        int passes = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        try {
            System.out.println(
                    "| range | threads | frames | face rows | tracks | median ms | 95th percentile ms | CPU ms |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            for (FaceRange range : FaceRange.values()) {
                for (int threads = 1; threads <= 2; threads++) {
                    System.out.println(measure(args[0], range, threads, passes));
                }
            }
        } catch (MimikaException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static String measure(String input, FaceRange range, int threads, int passes) {
        Clip clip = new Clip();
        for (int pass = 0; pass <= passes; pass++) {
            Clip one = look(input, range, threads);
            one.millis = pass == 0 ? new double[0] : one.millis;
            one.append(clip.millis);
            clip = one;
        }
        Arrays.sort(clip.millis);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %.2f | %.2f | %.2f |",
                range.label(),
                threads,
                clip.frames,
                clip.rows,
                clip.tracks.size(),
                clip.percentile(0.5),
                clip.percentile(0.95),
                clip.cpuNanos / 1e6 / clip.frames);
    }

    private static Clip look(String input, FaceRange range, int threads) {
        Clip clip = new Clip();
        try (FrameSource source = Sources.open(input, SourceOptions.DEFAULTS);
                FaceDetector detector = FaceDetectors.open(range, source.info(), threads)) {
            MotionTracker tracker =
                    new MotionTracker(TrackerOptions.of(source.info().kind()));
            for (Frame frame = source.read(); frame != null; frame = source.read()) {
                try (Frame current = frame) {
                    long cpu = THREADS.getCurrentThreadCpuTime();
                    long start = System.nanoTime();
                    List<Detection> found = detector.detect(current);
                    List<TrackedFace> faces = tracker.update(current, found);
                    clip.add((System.nanoTime() - start) / 1e6, faces);
                    clip.cpuNanos += THREADS.getCurrentThreadCpuTime() - cpu;
                }
            }
        }
        return clip;
    }

    /** What was seen in one pass over a clip, its CPU time, and the wall-clock times of all passes. */
    private static final class Clip {
        private final Set<Integer> tracks = new TreeSet<>();
        private double[] millis = new double[0];
        private long cpuNanos;
        private int frames;
        private int rows;

        void add(double elapsed, List<TrackedFace> faces) {
            frames++;
            rows += faces.size();
            faces.forEach(face -> tracks.add(face.track()));
            append(new double[] {elapsed});
        }

        void append(double[] more) {
            int at = millis.length;
            millis = Arrays.copyOf(millis, at + more.length);
            System.arraycopy(more, 0, millis, at, more.length);
        }

        double percentile(double share) {
            return millis[(int) Math.min(millis.length - 1, share * millis.length)];
        }
    }
}
