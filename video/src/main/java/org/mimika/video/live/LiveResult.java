package org.mimika.video.live;

import java.util.Objects;
import org.mimika.video.FrameResult;

/**
 * What a session found in one frame. Indices and times run on when the source is opened again.
 *
 * @param frame faces and emotions
 * @param width columns of this frame's picture, which the boxes refer to
 * @param height rows of this frame's picture
 * @param latencyMillis from the frame's arrival to this result
 */
public record LiveResult(FrameResult frame, int width, int height, double latencyMillis) {
    /** Validates. */
    public LiveResult {
        Objects.requireNonNull(frame, "frame");
        if (width < 1 || height < 1 || !(latencyMillis >= 0)) {
            throw new IllegalArgumentException("result " + width + "x" + height + " " + latencyMillis + " ms");
        }
    }
}
