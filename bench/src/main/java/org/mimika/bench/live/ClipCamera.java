package org.mimika.bench.live;

import org.mimika.core.MimikaException;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.SourceInfo;

/** A clip that behaves as a camera: each frame comes at its time, whether anybody is ready for it or not. */
final class ClipCamera implements FrameSource {
    private final FrameSource clip;
    private long zero = Long.MIN_VALUE;

    /** Takes the clip over. */
    ClipCamera(FrameSource clip) {
        this.clip = clip;
    }

    @Override
    public SourceInfo info() {
        SourceInfo info = clip.info();
        return new SourceInfo(
                info.name(), SourceInfo.Kind.LIVE, info.width(), info.height(), info.framesPerSecond(), -1);
    }

    @Override
    public Frame read() {
        Frame frame = clip.read();
        if (frame == null) {
            return null;
        }
        long due = frame.ptsMillis() * 1_000_000;
        if (zero == Long.MIN_VALUE) {
            zero = System.nanoTime() - due;
        }
        try {
            long left = zero + due - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            frame.close();
            Thread.currentThread().interrupt();
            throw new MimikaException(
                    "interrupted while waiting for a frame of " + clip.info().name(), e);
        }
        return frame;
    }

    @Override
    public long skipped() {
        return clip.skipped();
    }

    @Override
    public void close() {
        clip.close();
    }
}
