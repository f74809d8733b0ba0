package org.mimika.video;

import java.util.Objects;
import org.mimika.core.FaceBox;

/**
 * A face with an identity.
 *
 * @param track the identity, from 1, the same from frame to frame
 * @param box around the face, in pixels of the frame; may reach over its edge
 * @param faceScore how sure the detector was when it last saw this face, 0 to 1
 */
public record TrackedFace(int track, FaceBox box, float faceScore) {
    /** Validates. */
    public TrackedFace {
        Objects.requireNonNull(box, "box");
        if (track < 1 || !(faceScore >= 0 && faceScore <= 1)) {
            throw new IllegalArgumentException("face track=" + track + " score=" + faceScore);
        }
    }
}
