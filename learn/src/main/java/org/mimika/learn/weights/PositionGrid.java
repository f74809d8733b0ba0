package org.mimika.learn.weights;

/**
 * Resizes position embeddings to another grid, bicubically (Keys, "Cubic Convolution Interpolation for Digital Image
 * Processing", 1981, a = -1/2), with the kernel stretched where the grid shrinks, so that no position is passed over.
 * Beyond the edge there is nothing: the weights of what is inside are scaled to sum to one. The class token's position
 * is no place in the image and stays.
 *
 * @param ahead positions that stand before the grid's: 1 with a class token, 0 without
 * @param from side of the grid
 * @param to side that it shall have
 */
record PositionGrid(int ahead, int from, int to) {
    private static final double A = -0.5;

    /** The side of a square grid of this many places; 0 if they fill none. */
    static int side(int places) {
        int side = (int) Math.round(Math.sqrt(places));
        return side * side == places ? side : 0;
    }

    /**
     * Resizes.
     *
     * @param values {@code [1, ahead + from * from, D]}, the class token first, then row by row
     * @param width D
     * @return {@code [1, ahead + to * to, D]}
     */
    float[] resize(float[] values, int width) {
        double[][] taps = taps();
        double[] rows = new double[to * from * width]; // [to, from, D]
        for (int i = 0; i < to; i++) {
            for (int k = 0; k < from; k++) {
                add(values, (ahead + k * from) * width, taps[i][k], rows, i * from * width, from * width);
            }
        }
        float[] resized = new float[(ahead + to * to) * width];
        System.arraycopy(values, 0, resized, 0, ahead * width);
        for (int place = 0; place < to * to; place++) {
            for (int d = 0; d < width; d++) {
                double sum = 0;
                for (int k = 0; k < from; k++) {
                    sum += taps[place % to][k] * rows[(place / to * from + k) * width + d];
                }
                resized[(ahead + place) * width + d] = (float) sum;
            }
        }
        return resized;
    }

    private static void add(float[] values, int at, double factor, double[] into, int to, int count) {
        if (factor != 0) {
            for (int i = 0; i < count; i++) {
                into[to + i] += factor * values[at + i];
            }
        }
    }

    /** The share of each old place in each new one, {@code [to][from]}; centres of places lie at their half. */
    private double[][] taps() {
        double step = (double) from / to;
        double stretch = Math.max(1, step);
        double[][] taps = new double[to][from];
        for (int i = 0; i < to; i++) {
            double sum = 0;
            for (int k = 0; k < from; k++) {
                taps[i][k] = kernel((k + 0.5 - (i + 0.5) * step) / stretch);
                sum += taps[i][k];
            }
            for (int k = 0; k < from; k++) {
                taps[i][k] /= sum;
            }
        }
        return taps;
    }

    private static double kernel(double x) {
        double t = Math.abs(x);
        if (t < 1) {
            return ((A + 2) * t - (A + 3)) * t * t + 1;
        }
        return t < 2 ? ((A * t - 5 * A) * t + 8 * A) * t - 4 * A : 0;
    }
}
