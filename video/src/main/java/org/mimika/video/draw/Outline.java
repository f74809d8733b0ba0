package org.mimika.video.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * Closed contours, and their exact area in each pixel: every edge adds the signed area to its right, row by row, and a
 * running sum over each row gives the coverage. Contours must not overlap; holes run the other way round.
 */
final class Outline {
    /** Edges as x0, y0, x1, y1. */
    private final List<float[]> edges = new ArrayList<>();

    private float startX;
    private float startY;
    private float x;
    private float y;

    void moveTo(float toX, float toY) {
        startX = x = toX;
        startY = y = toY;
    }

    void lineTo(float toX, float toY) {
        edges.add(new float[] {x, y, toX, toY});
        x = toX;
        y = toY;
    }

    /** A quadratic curve, as eight lines: letters are small. */
    void quadTo(float controlX, float controlY, float toX, float toY) {
        float fromX = x;
        float fromY = y;
        int steps = 8;
        for (int i = 1; i <= steps; i++) {
            float t = (float) i / steps;
            float u = 1 - t;
            lineTo(
                    u * u * fromX + 2 * u * t * controlX + t * t * toX,
                    u * u * fromY + 2 * u * t * controlY + t * t * toY);
        }
    }

    void close() {
        lineTo(startX, startY);
    }

    /** The mask of this outline, scaled and then moved right. */
    Mask mask(float scale, float shiftX) {
        if (edges.isEmpty()) {
            return new Mask(0, 0, 0, 0, new float[0]);
        }
        float minX = Float.MAX_VALUE;
        float minY = Float.MAX_VALUE;
        float maxX = -Float.MAX_VALUE;
        float maxY = -Float.MAX_VALUE;
        for (float[] edge : edges) {
            minX = Math.min(minX, edge[0]);
            maxX = Math.max(maxX, edge[0]);
            minY = Math.min(minY, edge[1]);
            maxY = Math.max(maxY, edge[1]);
        }
        int left = (int) Math.floor(minX * scale + shiftX);
        int top = (int) Math.floor(minY * scale);
        int width = (int) Math.ceil(maxX * scale + shiftX) - left + 1;
        int height = (int) Math.ceil(maxY * scale) - top + 1;
        float[] sums = new float[width * height + 1];
        for (float[] edge : edges) {
            accumulate(sums, width, new float[] {
                edge[0] * scale + shiftX - left,
                edge[1] * scale - top,
                edge[2] * scale + shiftX - left,
                edge[3] * scale - top
            });
        }
        return new Mask(left, top, width, height, integrate(sums, width, height));
    }

    private static float[] integrate(float[] sums, int width, int height) {
        float[] coverage = new float[width * height];
        float sum = 0;
        for (int i = 0; i < coverage.length; i++) {
            sum += sums[i];
            coverage[i] = Math.min(1, Math.abs(sum));
        }
        return coverage;
    }

    private static void accumulate(float[] sums, int width, float[] edge) {
        boolean down = edge[1] < edge[3];
        float x0 = down ? edge[0] : edge[2];
        float y0 = down ? edge[1] : edge[3];
        float x1 = down ? edge[2] : edge[0];
        float y1 = down ? edge[3] : edge[1];
        if (y0 == y1) {
            return;
        }
        float slope = (x1 - x0) / (y1 - y0);
        for (int row = (int) y0; row < y1; row++) {
            float from = Math.max(y0, row);
            float to = Math.min(y1, row + 1);
            float area = (down ? 1 : -1) * (to - from);
            span(sums, row * width, x0 + (from - y0) * slope, x0 + (to - y0) * slope, area);
        }
    }

    /** Spreads one row's area over the pixels between where the edge enters and leaves the row. */
    private static void span(float[] sums, int row, float xa, float xb, float area) {
        float low = Math.min(xa, xb);
        float high = Math.max(xa, xb);
        int first = (int) low;
        int last = (int) high;
        if (first == last) {
            float right = 1 - ((low + high) / 2 - first);
            sums[row + first] += area * right;
            sums[row + first + 1] += area * (1 - right);
            return;
        }
        float covered = 0;
        for (int column = first; column <= last; column++) {
            // The part of the edge left of this column's right side has passed; the part inside counts by its mean.
            float until = Math.min(high, column + 1);
            float since = Math.max(low, column);
            float inside = (until - since) / (high - low) * area * (column + 1 - (until + since) / 2);
            float passed = (since - low) / (high - low) * area;
            float total = passed + inside;
            sums[row + column] += total - covered;
            covered = total;
        }
        sums[row + last + 1] += area - covered;
    }
}
