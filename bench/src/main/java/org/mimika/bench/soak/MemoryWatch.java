package org.mimika.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;

/** Looks at the memory whenever the video has gone on by an interval. */
final class MemoryWatch implements ResultSink {
    private final long intervalMillis;
    private final LongFunction<MemorySample> probe;
    private final Consumer<MemorySample> listener;
    private final List<MemorySample> samples = new ArrayList<>();
    private long next;

    /**
     * A watch that begins one interval after the start.
     *
     * @param probe takes a sample at a time of the video
     * @param listener hears each sample
     */
    MemoryWatch(long intervalMillis, LongFunction<MemorySample> probe, Consumer<MemorySample> listener) {
        this.intervalMillis = intervalMillis;
        this.probe = probe;
        this.listener = listener;
        next = intervalMillis;
    }

    @Override
    public void accept(Frame frame, FrameResult result) {
        if (result.ptsMillis() >= next) {
            MemorySample sample = probe.apply(result.ptsMillis());
            samples.add(sample);
            listener.accept(sample);
            next = result.ptsMillis() - result.ptsMillis() % intervalMillis + intervalMillis;
        }
    }

    List<MemorySample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {}
}
