package org.mimika.video;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.mimika.core.LumaPlane;

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
        open.incrementAndGet();
        return new FakeFrame(read.getAndIncrement());
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    public void close() {}

    private final class FakeFrame implements Frame {
        private final long index;
        private boolean closed;

        FakeFrame(long index) {
            this.index = index;
        }

        @Override
        public long index() {
            return index;
        }

        @Override
        public long ptsMillis() {
            return index * 40;
        }

        @Override
        public int width() {
            return 32;
        }

        @Override
        public int height() {
            return 32;
        }

        @Override
        public LumaPlane luma() {
            if (closed) {
                throw new IllegalStateException("closed frame used");
            }
            return LumaPlane.of(new byte[32 * 32], 32, 32);
        }

        @Override
        public void scale(PixelLayout layout, ByteBuffer out, int w, int h) {
            luma();
        }

        @Override
        public void close() {
            if (closed) {
                throw new IllegalStateException("closed twice");
            }
            closed = true;
            open.decrementAndGet();
        }
    }
}
