package org.mimika.core;

import java.util.Arrays;

/**
 * Resamples an upright rectangle of a grey image to a fixed size by a separable triangle filter, see {@link
 * ResampleTaps}. Not thread-safe: it owns scratch arrays, which grow only when an area is larger than any before.
 */
final class Resampler {
    private static final float[] FULL_RANGE = levels(true);
    private static final float[] VIDEO_RANGE = levels(false);

    private final int width;
    private final int height;
    private final ResampleTaps columns;
    private final ResampleTaps rows;
    private byte[] bytes = new byte[0];
    private float[] line = new float[0];
    private float[] lines = new float[0];

    /** To this many columns and rows. */
    Resampler(int width, int height) {
        this.width = width;
        this.height = height;
        columns = new ResampleTaps(width);
        rows = new ResampleTaps(height);
    }

    /**
     * Resamples. Down first, along whole lines, which the compiler turns into vector instructions; then along the few
     * lines that are left.
     *
     * @param area what is resampled, in the image's pixels; may reach over its edge
     * @param plane receives {@code [height, width]} full-range grey levels, 0 to 255
     */
    void resample(LumaPlane image, FaceBox area, float[] plane) {
        columns.plan(area.x(), area.width(), image.width());
        rows.plan(area.y(), area.height(), image.height());
        int width = columns.end() - columns.first();
        if (line.length < width) {
            bytes = new byte[width];
            line = new float[width];
            lines = new float[width * height];
        }
        Arrays.fill(lines, 0, width * height, 0);
        int output = 0;
        for (int y = rows.first(); y < rows.end(); y++) {
            image.data().get(y * image.stride() + columns.first(), bytes, 0, width);
            toFullRange(image.fullRange(), width);
            while (rows.end(output) <= y) {
                output++;
            }
            addLine(y, output, width);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < this.width; x++) {
                plane[y * this.width + x] = columns.sum(x, lines, y * width);
            }
        }
    }

    /** Adds the source line {@code y} to the output lines that it touches, the first of which is {@code from}. */
    private void addLine(int y, int from, int width) {
        for (int output = from; output < height && rows.first(output) <= y; output++) {
            add(rows.weight(output, y), line, lines, output * width, width);
        }
    }

    /** Static and with its arrays as parameters, so that the loop vectorises. */
    private static void add(float weight, float[] from, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] += weight * from[i];
        }
    }

    /** Makes {@code line} of {@code bytes}. A table beats arithmetic with its limits, measured. */
    private void toFullRange(boolean fullRange, int width) {
        float[] levels = fullRange ? FULL_RANGE : VIDEO_RANGE;
        for (int x = 0; x < width; x++) {
            line[x] = levels[bytes[x] & 0xff];
        }
    }

    private static float[] levels(boolean fullRange) {
        float[] levels = new float[256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = fullRange ? i : Math.max(0, Math.min(255, (i - 16) * 255f / 219f));
        }
        return levels;
    }
}
