package org.mimika.video.live;

import java.time.Duration;
import java.util.Objects;

/**
 * How a session works.
 *
 * @param pace how fast recordings go; a live source always goes by itself
 * @param detectEvery the detector looks at every k-th frame, the tracker follows in between; 1 to 1000
 * @param stallAfter a source that takes longer than this to open or to give its next frame has stalled
 * @param backoff how a source that lasts is come back to
 * @param closeWithin how long {@link LiveSession#close} waits at most for what is under way
 */
public record LiveOptions(Pace pace, int detectEvery, Duration stallAfter, Backoff backoff, Duration closeWithin) {
    /** How fast a recording goes. */
    public enum Pace {
        /** By its own presentation times: frames that come up while one is analysed are dropped for the newest. */
        OWN,
        /** As fast as it can be analysed, every frame. */
        FASTEST
    }

    /** Own pace, detection on every frame, 10 s of silence are a stall, {@link Backoff#DEFAULT}, close within 2 s. */
    public static final LiveOptions DEFAULTS =
            new LiveOptions(Pace.OWN, 1, Duration.ofSeconds(10), Backoff.DEFAULT, Duration.ofSeconds(2));

    /** Validates. */
    public LiveOptions {
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(backoff, "backoff");
        if (detectEvery < 1
                || detectEvery > 1000
                || stallAfter.isNegative()
                || stallAfter.isZero()
                || closeWithin.isNegative()) {
            throw new IllegalArgumentException("live options detectEvery=" + detectEvery + " stallAfter=" + stallAfter
                    + " closeWithin=" + closeWithin);
        }
    }

    /** The same at another pace. */
    public LiveOptions withPace(Pace newPace) {
        return new LiveOptions(newPace, detectEvery, stallAfter, backoff, closeWithin);
    }

    /** The same with another interval of detection. */
    public LiveOptions withDetectEvery(int frames) {
        return new LiveOptions(pace, frames, stallAfter, backoff, closeWithin);
    }

    /** The same with another patience. */
    public LiveOptions withStallAfter(Duration silence) {
        return new LiveOptions(pace, detectEvery, silence, backoff, closeWithin);
    }

    /** The same with another way to come back. */
    public LiveOptions withBackoff(Backoff newBackoff) {
        return new LiveOptions(pace, detectEvery, stallAfter, newBackoff, closeWithin);
    }
}
