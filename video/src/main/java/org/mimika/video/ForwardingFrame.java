package org.mimika.video;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.mimika.core.LumaPlane;

/** Another frame's picture under another index, time or owner. */
public abstract class ForwardingFrame implements Frame {
    private final Frame frame;

    /** Shows this frame's picture, and closes it. */
    protected ForwardingFrame(Frame frame) {
        this.frame = Objects.requireNonNull(frame, "frame");
    }

    @Override
    public long index() {
        return frame.index();
    }

    @Override
    public long ptsMillis() {
        return frame.ptsMillis();
    }

    @Override
    public int width() {
        return frame.width();
    }

    @Override
    public int height() {
        return frame.height();
    }

    @Override
    public LumaPlane luma() {
        return frame.luma();
    }

    @Override
    public void scale(PixelLayout layout, ByteBuffer out, int w, int h) {
        frame.scale(layout, out, w, h);
    }

    @Override
    public void close() {
        frame.close();
    }
}
