package org.mimika.core;

import java.util.Arrays;

/**
 * How much each part of a face counts.
 *
 * @param width columns
 * @param height rows
 * @param values 0 to 1, row by row; copied on the way in and out
 */
public record HeatMap(int width, int height, float[] values) {
    /** Validates and copies. */
    public HeatMap {
        if (width < 1 || height < 1 || values.length != width * height) {
            throw new IllegalArgumentException(values.length + " values for a map of " + width + "x" + height);
        }
        values = values.clone();
        for (float value : values) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("a heat of " + value + ": expected 0 to 1");
            }
        }
    }

    /** From the least value, which becomes 0, to the greatest, which becomes 1; all 0 where all are equal. */
    static HeatMap stretched(int width, int height, double[] values) {
        double least = Arrays.stream(values).min().orElse(0);
        double span = Arrays.stream(values).max().orElse(0) - least;
        return scaled(width, height, values, least, span);
    }

    /** In proportion, the greatest value becoming 1; negative ones become 0, and all do where none is positive. */
    static HeatMap positive(int width, int height, double[] values) {
        return scaled(width, height, values, 0, Arrays.stream(values).max().orElse(0));
    }

    private static HeatMap scaled(int width, int height, double[] values, double least, double span) {
        float[] heat = new float[values.length];
        for (int i = 0; i < heat.length && span > 0; i++) {
            heat[i] = (float) Math.max(0, Math.min(1, (values[i] - least) / span));
        }
        return new HeatMap(width, height, heat);
    }

    /** A copy of the values. */
    @Override
    public float[] values() {
        return values.clone();
    }

    /** The value in one column and row. */
    public float at(int x, int y) {
        return values[y * width + x];
    }

    /** The same picture in another size, bilinear; cells have their middles at half coordinates, edges go on. */
    public HeatMap resized(int newWidth, int newHeight) {
        float[] resized = new float[newWidth * newHeight];
        for (int y = 0; y < newHeight; y++) {
            double down = inside((y + 0.5) * height / newHeight - 0.5, height);
            for (int x = 0; x < newWidth; x++) {
                resized[y * newWidth + x] = between(inside((x + 0.5) * width / newWidth - 0.5, width), down);
            }
        }
        return new HeatMap(newWidth, newHeight, resized);
    }

    private static double inside(double at, int extent) {
        return Math.max(0, Math.min(extent - 1, at));
    }

    private float between(double x, double y) {
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(width - 1, left + 1);
        int bottom = Math.min(height - 1, top + 1);
        double upper = at(left, top) + (x - left) * (at(right, top) - at(left, top));
        double lower = at(left, bottom) + (x - left) * (at(right, bottom) - at(left, bottom));
        return (float) Math.max(0, Math.min(1, upper + (y - top) * (lower - upper)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeatMap that && width == that.width && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(values);
    }
}
