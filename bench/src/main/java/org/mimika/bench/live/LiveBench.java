package org.mimika.bench.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mimika.api.Mimika;
import org.mimika.cli.Machine;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.FrameSource;
import org.mimika.video.ResultSink;
import org.mimika.video.SourceInfo;
import org.mimika.video.detect.FaceRange;
import org.mimika.video.live.Delivery;
import org.mimika.video.live.LiveInput;
import org.mimika.video.live.LiveListener;
import org.mimika.video.live.LiveOptions;
import org.mimika.video.live.LiveSession;
import org.mimika.video.live.LiveStats;
import org.mimika.video.live.Subscription;
import org.mimika.video.sink.Mp4Sink;
import org.mimika.video.source.LoopedSource;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

/**
 * Several cameras at once, all showing the same clip in a loop.
 *
 * @param clip the video, of the size to measure
 * @param cameras how many, at least 1
 * @param seconds how long is measured, positive
 * @param threads looks for faces at once, and threads of the classifier; at least 1
 */
public record LiveBench(Path clip, int cameras, double seconds, int threads) {
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    /** Writes the clip anew in another size, whatever that does to its aspect ratio. */
    public static void resize(Path clip, Path out, int width, int height) {
        try (FrameSource source = Sources.open(clip.toString(), SourceOptions.DEFAULTS)) {
            SourceInfo from = source.info();
            SourceInfo to =
                    new SourceInfo(from.name(), from.kind(), width, height, from.framesPerSecond(), from.frames());
            try (ResultSink sink = new Mp4Sink(out, to)) {
                Frame next = source.read();
                while (next != null) {
                    try (Frame frame = new Stretched(next, width, height)) {
                        sink.accept(frame, new FrameResult(frame.index(), frame.ptsMillis(), List.of()));
                    }
                    next = source.read();
                }
            }
        }
    }

    LiveReport run(ModelSource model) throws InterruptedException {
        try (Mimika mimika = new Mimika(model, FaceRange.AUTO, threads)) {
            List<LiveSession> sessions = new ArrayList<>();
            for (int i = 0; i < cameras; i++) {
                LiveInput input = new LiveInput("camera " + (i + 1), false, this::open);
                sessions.add(mimika.session(input, LiveOptions.DEFAULTS, LiveListener.NONE)
                        .start());
            }
            Thread.sleep(WARM_UP.toMillis());
            int capacity = (int) Math.ceil(1000 * seconds); // nothing is lost in the queue itself
            List<Subscription> results =
                    sessions.stream().map(one -> one.subscribe(capacity)).toList();
            List<LiveStats> before = sessions.stream().map(LiveSession::stats).toList();
            BusyCores busy = new BusyCores();
            Thread.sleep(Math.round(seconds * 1000));
            double took = busy.seconds();
            double cores = busy.cores();
            List<LiveReport.Camera> measured = new ArrayList<>();
            for (int i = 0; i < cameras; i++) {
                long missed = sessions.get(i).stats().dropped() - before.get(i).dropped();
                if (sessions.get(i).status().state().over()) {
                    throw new MimikaException(sessions.get(i).status().reason());
                }
                measured.add(camera(drain(results.get(i)), missed, took));
            }
            SourceInfo source = sessions.get(0).source().orElseThrow();
            return new LiveReport(Machine.here(), source.width(), source.height(), took, threads, cores, measured);
        }
    }

    private FrameSource open() {
        return new ClipCamera(new LoopedSource(() -> Sources.open(clip.toString(), SourceOptions.DEFAULTS)));
    }

    private static List<Delivery> drain(Subscription results) throws InterruptedException {
        List<Delivery> all = new ArrayList<>();
        Delivery next = results.poll(Duration.ZERO);
        while (next != null) {
            all.add(next);
            next = results.poll(Duration.ZERO);
        }
        results.close();
        return all;
    }

    private static LiveReport.Camera camera(List<Delivery> results, long missed, double seconds) {
        double[] millis = results.stream()
                .mapToDouble(one -> one.result().latencyMillis())
                .toArray();
        Arrays.sort(millis);
        int faces = results.stream()
                .mapToInt(one -> one.result().frame().faces().size())
                .sum();
        return new LiveReport.Camera(
                millis.length,
                faces,
                missed,
                millis.length / seconds,
                millis.length == 0 ? Double.NaN : millis[millis.length / 2],
                millis.length == 0 ? Double.NaN : millis[(int) (millis.length * 0.95)]);
    }
}
