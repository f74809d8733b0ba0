package org.mimika.core;

import java.util.Objects;

/**
 * Where a face is in an image and how it is tilted.
 *
 * @param box the detector's box, in pixels of the image
 * @param roll the tilt of the line from the eye on the image's left to the other, in radians, positive clockwise;
 *     {@link FaceCropper} turns clearly tilted faces by it, so that they come out upright, as most faces of FER2013 are
 */
public record FacePose(FaceBox box, float roll) {
    /** Validates. */
    public FacePose {
        Objects.requireNonNull(box, "box");
        if (!(Math.abs(roll) <= Math.PI + 1e-3)) {
            throw new IllegalArgumentException("roll " + roll + ": expected -pi to pi");
        }
    }

    /** A face that is not tilted, or whose tilt is not known. */
    public static FacePose upright(FaceBox box) {
        return new FacePose(box, 0);
    }
}
