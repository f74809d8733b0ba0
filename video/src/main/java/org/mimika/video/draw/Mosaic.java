package org.mimika.video.draw;

import java.nio.ByteBuffer;

/**
 * One plane of a picture, of which parts are replaced by a few means: the plane is cut into square cells, each cell gives
 * its mean, and what is covered becomes a smooth surface through the means. Nothing finer than a cell is left.
 *
 * @param pixels the picture
 * @param start of the plane in it
 * @param stride columns of the plane
 * @param rows of the plane
 */
record Mosaic(ByteBuffer pixels, int start, int stride, int rows) {
    private static final int ONE = 256;

    /** A part of the plane, in its pixels, which is not empty. */
    record Area(int left, int top, int right, int bottom) {}

    /** Which columns of a row are covered: pairs of the first and the one after the last. */
    interface Spans {
        int[] of(int row);
    }

    /** Covers these parts of the area's rows. */
    void cover(Area area, double cell, Spans covered) {
        int width = area.right() - area.left();
        Axis across = new Axis(width, cell);
        Axis down = new Axis(area.bottom() - area.top(), cell);
        int[][] means = means(area, across, down);
        int[] between = new int[across.cells + 1];
        byte[] row = new byte[width];
        for (int y = area.top(); y < area.bottom(); y++) {
            int below = down.share[y - area.top()];
            int upper = down.first[y - area.top()];
            int lower = Math.min(upper + 1, down.cells - 1);
            for (int i = 0; i < across.cells; i++) {
                between[i] = (means[upper][i] * (ONE - below) + means[lower][i] * below) / ONE;
            }
            between[across.cells] = between[across.cells - 1];
            for (int x = 0; x < width; x++) {
                int i = across.first[x];
                int right = across.share[x];
                row[x] = (byte) ((between[i] * (ONE - right) + between[i + 1] * right) / ONE);
            }
            int[] spans = covered.of(y);
            for (int i = 0; i < spans.length; i += 2) {
                int from = Math.max(area.left(), spans[i]);
                int to = Math.min(area.right(), spans[i + 1]);
                if (from < to) {
                    pixels.put(start + y * stride + from, row, from - area.left(), to - from);
                }
            }
        }
    }

    private int[][] means(Area area, Axis across, Axis down) {
        int[][] sums = new int[down.cells][across.cells];
        byte[] row = new byte[area.right() - area.left()];
        for (int y = area.top(); y < area.bottom(); y++) {
            pixels.get(start + y * stride + area.left(), row);
            int[] cells = sums[down.cell(y - area.top())];
            for (int i = 0; i < across.cells; i++) {
                int sum = 0;
                for (int x = across.edge(i); x < across.edge(i + 1); x++) {
                    sum += row[x] & 0xff;
                }
                cells[i] += sum;
            }
        }
        for (int j = 0; j < down.cells; j++) {
            for (int i = 0; i < across.cells; i++) {
                int pixelsOfCell = (across.edge(i + 1) - across.edge(i)) * (down.edge(j + 1) - down.edge(j));
                sums[j][i] /= pixelsOfCell;
            }
        }
        return sums;
    }

    /** Cells of nearly the same size along one axis, and for each pixel the middles that it lies between. */
    private static final class Axis {
        final int extent;
        final int cells;
        final int[] first;
        final int[] share;

        Axis(int extent, double cell) {
            this.extent = extent;
            cells = (int) Math.max(1, Math.min(extent, Math.round(extent / cell)));
            first = new int[extent];
            share = new int[extent];
            for (int i = 0; i < extent; i++) {
                double at = Math.max(0, Math.min(cells - 1, (i + 0.5) * cells / extent - 0.5));
                first[i] = (int) at;
                share[i] = (int) Math.round((at - first[i]) * ONE);
            }
        }

        int edge(int cell) {
            return (int) ((long) cell * extent / cells);
        }

        int cell(int pixel) {
            int cell = (int) ((long) pixel * cells / extent);
            return pixel < edge(cell) ? cell - 1 : pixel >= edge(cell + 1) ? cell + 1 : cell;
        }
    }
}
