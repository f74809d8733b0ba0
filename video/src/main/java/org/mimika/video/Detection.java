package org.mimika.video;

import java.util.List;
import java.util.Objects;
import org.mimika.core.FaceBox;
import org.mimika.core.FacePose;

/**
 * A face as the detector found it in one frame.
 *
 * @param box around the face, in pixels of the frame; may reach over its edge
 * @param score how sure the detector is, 0 to 1
 * @param keypoints right eye, left eye, nose, mouth, right ear, left ear (the person's own right and left), in pixels of
 *     the frame; empty if the detector gives none
 */
public record Detection(FaceBox box, float score, List<Keypoint> keypoints) {
    /** A point in pixels of the frame; may lie outside it. */
    public record Keypoint(float x, float y) {}

    /** Validates and copies. */
    public Detection {
        Objects.requireNonNull(box, "box");
        keypoints = List.copyOf(keypoints);
        if (!(score >= 0 && score <= 1) || !(keypoints.isEmpty() || keypoints.size() == 6)) {
            throw new IllegalArgumentException("detection score=" + score + " keypoints=" + keypoints.size());
        }
    }

    /** Where the face is, with the tilt of the line between its eyes; upright without key points. */
    public FacePose pose() {
        if (keypoints.isEmpty()) {
            return FacePose.upright(box);
        }
        Keypoint right = keypoints.get(0); // the person's right eye, on the image's left
        Keypoint left = keypoints.get(1);
        return new FacePose(box, (float) Math.atan2(left.y() - right.y(), left.x() - right.x()));
    }
}
