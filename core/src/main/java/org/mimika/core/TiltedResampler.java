package org.mimika.core;

/**
 * Resamples a square that is turned about its middle. The upright square around it is first resampled to twice the
 * resolution of the result (of its longer side), then each result pixel is read from there with bilinear weights, which
 * at this resolution spread over about one result pixel. Not thread-safe: it owns scratch arrays.
 */
final class TiltedResampler {
    /** Pixels of the intermediate picture for each pixel of the result, along its longer side. */
    private static final int FINER = 2;

    private final int width;
    private final int height;
    private final int square;
    private final int side;
    private final Resampler around;
    private final float[] wide;

    /** To this many columns and rows. */
    TiltedResampler(int width, int height) {
        this.width = width;
        this.height = height;
        square = FINER * Math.max(width, height);
        side = (int) Math.ceil(Math.hypot(square, square)); // the diagonal: enough for any roll
        around = new Resampler(side, side);
        wide = new float[side * side];
    }

    /**
     * Resamples.
     *
     * @param area a square in the image's pixels, before it is turned; stretched to the result's aspect
     * @param roll how far it is turned about its middle, in radians, positive clockwise
     * @param plane receives {@code [height, width]} full-range grey levels, 0 to 255
     */
    void resample(LumaPlane image, FaceBox area, double roll, float[] plane) {
        float extent = (float) (area.width() * side / (double) square);
        around.resample(
                image, new FaceBox(area.centerX() - extent / 2, area.centerY() - extent / 2, extent, extent), wide);
        double cos = Math.cos(roll);
        double sin = Math.sin(roll);
        for (int y = 0; y < height; y++) {
            double down = ((y + 0.5) / height - 0.5) * square;
            for (int x = 0; x < width; x++) {
                double right = ((x + 0.5) / width - 0.5) * square;
                plane[y * width + x] = read(right * cos - down * sin, right * sin + down * cos);
            }
        }
    }

    /** The grey level this far right of and below the middle of the intermediate picture, in its pixels. */
    private float read(double right, double down) {
        double x = Math.max(0, Math.min(side - 1.001, right + side / 2.0 - 0.5));
        double y = Math.max(0, Math.min(side - 1.001, down + side / 2.0 - 0.5));
        int column = (int) x;
        int row = (int) y;
        float fx = (float) (x - column);
        float fy = (float) (y - row);
        int at = row * side + column;
        float above = wide[at] + fx * (wide[at + 1] - wide[at]);
        float below = wide[at + side] + fx * (wide[at + side + 1] - wide[at + side]);
        return above + fy * (below - above);
    }
}
