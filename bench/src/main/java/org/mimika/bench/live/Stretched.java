package org.mimika.bench.live;

import org.mimika.video.ForwardingFrame;
import org.mimika.video.Frame;

/** A frame that claims another size, for who only scales it. */
final class Stretched extends ForwardingFrame {
    private final int width;
    private final int height;

    Stretched(Frame frame, int width, int height) {
        super(frame);
        this.width = width;
        this.height = height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }
}
