package org.mimika.core;

/**
 * The part of an image that a network sees of a face.
 *
 * @param centerX the column of its middle, in pixels of the image
 * @param centerY the row of its middle
 * @param side the length of its sides, in pixels of the image; it may reach over the image's edge
 * @param rollDegrees how far it is turned about its middle, clockwise: its upper edge then runs along a tilted face's eyes
 */
public record CropSquare(float centerX, float centerY, float side, float rollDegrees) {
    /** Validates. */
    public CropSquare {
        if (!Float.isFinite(centerX) || !Float.isFinite(centerY) || !(side > 0) || !(Math.abs(rollDegrees) <= 181)) {
            throw new IllegalArgumentException(
                    "square at " + centerX + "," + centerY + " side=" + side + " roll=" + rollDegrees);
        }
    }

    /** Where a point of the square lies in the image: 0,0 is its upper left corner, 1,1 the lower right one. */
    public float imageX(double x, double y) {
        double roll = Math.toRadians(rollDegrees);
        return (float) (centerX + side * ((x - 0.5) * Math.cos(roll) - (y - 0.5) * Math.sin(roll)));
    }

    /** As {@link #imageX}, the row. */
    public float imageY(double x, double y) {
        double roll = Math.toRadians(rollDegrees);
        return (float) (centerY + side * ((x - 0.5) * Math.sin(roll) + (y - 0.5) * Math.cos(roll)));
    }
}
