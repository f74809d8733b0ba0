package org.mimika.video;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** A source of empty frames that knows how many are open, and that can be made to fail. */
final class FakeSource implements FrameSource {
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger read = new AtomicInteger();
    private final SourceInfo info;
    private final long frames;
    private final LongConsumer beforeRead;

    /** A source of so many frames; {@code beforeRead} gets the index of the frame to come and may throw or wait. */
    FakeSource(SourceInfo.Kind kind, long frames, LongConsumer beforeRead) {
        this.info = new SourceInfo("fake", kind, 32, 32, 25, frames);
        this.frames = frames;
        this.beforeRead = beforeRead;
    }

    static FakeSource video(long frames) {
        return new FakeSource(SourceInfo.Kind.VIDEO, frames, index -> {});
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    @Override
    public Frame read() {
        beforeRead.accept(read.get());
        if (read.get() >= frames) {
            return null;
        }
        return new GuardedFrame(read.getAndIncrement(), 32, open);
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    public void close() {}
}
