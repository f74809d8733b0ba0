package org.mimika.video.draw;

/**
 * How much of each pixel a shape covers.
 *
 * @param left the column of the first pixel, relative to the shape's origin
 * @param top the row of the first pixel, relative to the shape's origin
 * @param width columns
 * @param height rows
 * @param coverage 0 to 1 per pixel, row by row; not copied, not to be changed
 */
record Mask(int left, int top, int width, int height, float[] coverage) {
    /** The coverage at a point relative to the origin; 0 outside. */
    float at(int x, int y) {
        int column = x - left;
        int row = y - top;
        return column < 0 || row < 0 || column >= width || row >= height ? 0 : coverage[row * width + column];
    }
}
