package org.mimika.video;

import java.util.Objects;
import org.mimika.core.FaceBox;
import org.mimika.core.FacePose;

/**
 * A face with an identity.
 *
 * @param track the identity, from 1, the same from frame to frame
 * @param pose where the face is, in pixels of the frame, and its tilt; the box may reach over the frame's edge
 * @param faceScore how sure the detector was when it last saw this face, 0 to 1
 */
public record TrackedFace(int track, FacePose pose, float faceScore) {
    /** Validates. */
    public TrackedFace {
        Objects.requireNonNull(pose, "pose");
        if (track < 1 || !(faceScore >= 0 && faceScore <= 1)) {
            throw new IllegalArgumentException("face track=" + track + " score=" + faceScore);
        }
    }

    /** Around the face, in pixels of the frame. */
    public FaceBox box() {
        return pose.box();
    }
}
