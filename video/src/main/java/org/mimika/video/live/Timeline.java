package org.mimika.video.live;

import org.mimika.video.ForwardingFrame;
import org.mimika.video.Frame;

/** Indices and times that run on over all connections of a session. Used by one thread. */
final class Timeline {
    private long lastIndex = -1;
    private long lastPts;
    private long lastArrived;
    private long indexShift;
    private long ptsShift;
    private boolean joint;

    /** The next frame is the first of another connection. */
    void reconnected() {
        joint = true;
    }

    /** The frame at its place; it takes the given one over. Between two connections lies the time that really passed. */
    Frame placed(Frame frame, long arrivedNanos) {
        if (joint && lastIndex >= 0) {
            indexShift = lastIndex + 1 - frame.index();
            ptsShift = lastPts + Math.max(1, (arrivedNanos - lastArrived) / 1_000_000) - frame.ptsMillis();
        }
        joint = false;
        Frame placed = new Placed(frame, frame.index() + indexShift, frame.ptsMillis() + ptsShift);
        lastIndex = placed.index();
        lastPts = placed.ptsMillis();
        lastArrived = arrivedNanos;
        return placed;
    }

    private static final class Placed extends ForwardingFrame {
        private final long index;
        private final long ptsMillis;

        Placed(Frame frame, long index, long ptsMillis) {
            super(frame);
            this.index = index;
            this.ptsMillis = ptsMillis;
        }

        @Override
        public long index() {
            return index;
        }

        @Override
        public long ptsMillis() {
            return ptsMillis;
        }
    }
}
