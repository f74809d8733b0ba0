package org.mimika.core;

/**
 * An axis-aligned rectangle around a face, in pixels of the image it was found in: the left upper corner and the
 * extent. It may reach over the image's edge.
 */
public record FaceBox(float x, float y, float width, float height) {
    /** Validates: finite values and a positive extent. */
    public FaceBox {
        if (!(Float.isFinite(x) && Float.isFinite(y) && Float.isFinite(width) && Float.isFinite(height))
                || width <= 0
                || height <= 0) {
            throw new IllegalArgumentException(
                    "not a box: x=" + x + " y=" + y + " width=" + width + " height=" + height);
        }
    }

    /** The horizontal middle. */
    public float centerX() {
        return x + width / 2;
    }

    /** The vertical middle. */
    public float centerY() {
        return y + height / 2;
    }

    /** Intersection over union with another box, 0 to 1. */
    public float iou(FaceBox other) {
        float w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        float h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        float intersection = w * h;
        return intersection / (width * height + other.width * other.height - intersection);
    }
}
