package org.mimika.core;

/**
 * The square that is cut around a detector's box, so that a crop frames the face as the training images do.
 *
 * @param scale the square's side over the mean of the box's width and height, positive
 * @param shiftX how far the square's middle lies right of the box's middle, in box widths
 * @param shiftY how far the square's middle lies below the box's middle, in box heights
 */
public record FaceCrop(float scale, float shiftX, float shiftY) {
    /** The median framing of FER2013 relative to BlazeFace's boxes, as measured in docs/crop.md. */
    public static final FaceCrop FER2013 = new FaceCrop(1.17f, 0, -0.09f);

    /** Validates. */
    public FaceCrop {
        if (!(scale > 0 && scale <= 10) || !(Math.abs(shiftX) <= 2) || !(Math.abs(shiftY) <= 2)) {
            throw new IllegalArgumentException("crop scale=" + scale + " shiftX=" + shiftX + " shiftY=" + shiftY);
        }
    }

    /** The square to cut for this box, in the same coordinates. */
    public FaceBox square(FaceBox box) {
        return square(box, 0);
    }

    /** The square to cut for a face of this roll, before it is turned about its middle; the shift turns with the face. */
    FaceBox square(FaceBox box, double roll) {
        double right = shiftX * box.width();
        double down = shiftY * box.height();
        double cos = Math.cos(roll);
        double sin = Math.sin(roll);
        float side = scale * (box.width() + box.height()) / 2;
        float centerX = box.centerX() + (float) (right * cos - down * sin);
        float centerY = box.centerY() + (float) (right * sin + down * cos);
        return new FaceBox(centerX - side / 2, centerY - side / 2, side, side);
    }
}
