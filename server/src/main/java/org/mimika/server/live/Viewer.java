package org.mimika.server.live;

import org.mimika.video.live.Delivery;
import org.mimika.video.live.FrameExplanation;

/**
 * Who follows a source. Called by the source's threads, several at once, and must never wait; what it throws is logged
 * and harms nobody else.
 */
public interface Viewer {
    /** A frame's result, in order, and how many before it were lost on the way here. */
    default void result(LiveSource source, Delivery delivery) {}

    /** The source's state changed. */
    default void status(LiveSource source) {}

    /** A second has passed: its figures may have changed. */
    default void stats(LiveSource source) {}

    /** Where in some faces of a frame the network found its answers, a little after the frame's result. */
    default void explanation(LiveSource source, FrameExplanation explanation) {}

    /** Whether it wants pictures; asked before each. */
    default boolean wantsPictures() {
        return false;
    }

    /** A frame's picture, after its result. */
    default void picture(LiveSource source, LivePicture picture) {}
}
