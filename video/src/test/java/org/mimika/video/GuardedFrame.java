package org.mimika.video;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.mimika.core.LumaPlane;

/** A black frame of 25 a second that fails a test which uses it after its close, or closes it twice. */
public final class GuardedFrame implements Frame {
    private static final int HEIGHT = 32;

    private final long index;
    private final int width;
    private final AtomicInteger open;
    private boolean closed;

    /** A frame, counted among the open ones until it is closed. */
    public GuardedFrame(long index, int width, AtomicInteger open) {
        this.index = index;
        this.width = width;
        this.open = open;
        open.incrementAndGet();
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
        return width;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public LumaPlane luma() {
        if (closed) {
            throw new AssertionError("a closed frame was used");
        }
        return LumaPlane.of(new byte[width * HEIGHT], width, HEIGHT);
    }

    @Override
    public void scale(PixelLayout layout, ByteBuffer out, int w, int h) {
        luma();
    }

    @Override
    public void close() {
        if (closed) {
            throw new AssertionError("a frame was closed twice");
        }
        closed = true;
        open.decrementAndGet();
    }
}
