package org.mimika.video.source;

import java.util.function.Supplier;
import org.mimika.core.MimikaException;
import org.mimika.video.ForwardingFrame;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.SourceInfo;

/**
 * A clip played again and again, each time opened anew; indices and times run on, and its kind stays what it is, so that
 * a video plays at its own pace. A lap's source is closed with the last of its frames, which may be on another thread.
 */
public final class LoopedSource implements FrameSource {
    private final Supplier<FrameSource> opener;
    private final long millis;
    private final SourceInfo info;
    private Lap lap;
    private long nextIndex;
    private long nextMillis;
    private long skipped;

    /**
     * Opens the clip for its first lap of many: it has no end.
     *
     * @param opener opens the clip
     * @throws MimikaException if it cannot be opened
     */
    public LoopedSource(Supplier<FrameSource> opener) {
        this(opener, Long.MAX_VALUE);
    }

    /**
     * Opens the clip for its first lap.
     *
     * @param opener opens the clip
     * @param millis frames from this time on are not delivered
     * @throws MimikaException if it cannot be opened
     */
    public LoopedSource(Supplier<FrameSource> opener, long millis) {
        this.opener = opener;
        this.millis = millis;
        lap = new Lap(opener.get(), 0, 0);
        SourceInfo clip = lap.source.info();
        info = new SourceInfo(clip.name(), clip.kind(), clip.width(), clip.height(), clip.framesPerSecond(), -1);
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    @Override
    public Frame read() {
        Frame frame = lap.read();
        while (frame == null && nextMillis < millis) {
            skipped += lap.source.skipped();
            if (nextIndex == lap.firstIndex) {
                throw new MimikaException(info.name() + ": a time through it gave no frame");
            }
            lap.end();
            lap = new Lap(opener.get(), nextIndex, nextMillis);
            frame = lap.read();
        }
        if (frame == null) {
            return null;
        }
        double rate = info.framesPerSecond();
        nextIndex = frame.index() + 1;
        nextMillis = frame.ptsMillis() + Math.max(1, Math.round(1000 / (rate > 0 ? rate : 25)));
        if (frame.ptsMillis() >= millis) {
            frame.close();
            return null;
        }
        return frame;
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public void close() {
        lap.end();
    }

    /** One time through the clip. */
    private static final class Lap {
        private final FrameSource source;
        private final long firstIndex;
        private final long firstMillis;
        private int users = 1; // the reader, and each open frame
        private boolean ended;

        Lap(FrameSource source, long firstIndex, long firstMillis) {
            this.source = source;
            this.firstIndex = firstIndex;
            this.firstMillis = firstMillis;
        }

        Frame read() {
            Frame frame = source.read();
            if (frame == null) {
                return null;
            }
            synchronized (this) {
                users++;
            }
            return new Later(this, frame);
        }

        /** The reader is done with it; a second call does nothing. */
        void end() {
            if (!ended) {
                ended = true;
                leave();
            }
        }

        private synchronized void leave() {
            users--;
            if (users == 0) {
                source.close();
            }
        }
    }

    /** A lap's frame at its place in the whole. */
    private static final class Later extends ForwardingFrame {
        private final Lap lap;
        private boolean closed;

        Later(Lap lap, Frame frame) {
            super(frame);
            this.lap = lap;
        }

        @Override
        public long index() {
            return lap.firstIndex + super.index();
        }

        @Override
        public long ptsMillis() {
            return lap.firstMillis + super.ptsMillis();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                super.close();
                lap.leave();
            }
        }
    }
}
