package org.mimika.video;

import java.util.Objects;

/**
 * A source as its header describes it.
 *
 * @param name what the user called it: a path or an address
 * @param kind how its frames belong together
 * @param width columns of the first picture, upright
 * @param height rows of the first picture, upright
 * @param framesPerSecond the nominal or average rate; 0 if unknown. Time is told by {@link Frame#ptsMillis()}, not by it
 * @param frames the number of frames as the header states or implies it, -1 if unknown; for progress only
 */
public record SourceInfo(String name, Kind kind, int width, int height, double framesPerSecond, long frames) {
    /** How the frames of a source belong together. */
    public enum Kind {
        /** A recording: every frame counts, and each follows from the one before. */
        VIDEO,
        /** One picture or several without a common time: nobody is followed from one to the next. */
        PICTURES,
        /** A camera or stream: it does not wait, so the newest frame wins. */
        LIVE
    }

    /** Validates. */
    public SourceInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        if (width < 1 || height < 1 || !(framesPerSecond >= 0) || frames < -1) {
            throw new IllegalArgumentException("source " + name + ": " + width + "x" + height + ", " + framesPerSecond
                    + " frames/s, " + frames + " frames");
        }
    }
}
