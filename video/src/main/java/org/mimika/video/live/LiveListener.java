package org.mimika.video.live;

/** Hears how a session fares. */
@FunctionalInterface
public interface LiveListener {
    /** Hears nothing. */
    LiveListener NONE = status -> {};

    /**
     * The state changed, or its reason. Called by the session's own thread, in order, so it must be quick; what it throws
     * goes to that thread's handler of uncaught exceptions and changes nothing for the session.
     */
    void changed(LiveStatus status);
}
