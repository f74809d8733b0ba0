package org.mimika.video.live;

/** When each frame of a recording is due. Used by one thread. */
final class Pacer {
    /** Who is later than this goes on from there instead of hurrying after. */
    private static final long MAX_LATE_NANOS = 1_000_000_000L;

    private boolean begun;
    private long zero;

    /** The time at which a frame is due, by the clock that {@code now} was read from. */
    long due(long ptsMillis, long now) {
        long pts = ptsMillis * 1_000_000;
        if (!begun || now - (zero + pts) > MAX_LATE_NANOS) {
            begun = true;
            zero = now - pts;
        }
        return zero + pts;
    }
}
