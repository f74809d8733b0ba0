package org.mimika.video.live;

import java.util.List;
import java.util.Objects;
import org.mimika.video.FaceResult;

/**
 * A result as one subscriber gets it.
 *
 * @param result what was found
 * @param missed how many results before it this subscriber lost, since the last delivery, because it was too slow
 */
public record Delivery(LiveResult result, long missed) {
    /** Validates. */
    public Delivery {
        Objects.requireNonNull(result, "result");
        if (missed < 0) {
            throw new IllegalArgumentException("missed=" + missed);
        }
    }

    /** The faces of the frame. */
    public List<FaceResult> faces() {
        return result.frame().faces();
    }
}
