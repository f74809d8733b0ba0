package org.mimika.learn.weights;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A part of a convolution's weight {@code [out, in, k, k]} in a network that is grown: its rows are zero but for these
 * columns.
 *
 * @param row the first row
 * @param column the first column
 * @param rows how many
 * @param columns how many
 * @param values {@code [rows, columns, k, k]}, when asked
 */
record GrownWeight(int row, int column, int rows, int columns, Supplier<float[]> values) {
    /** Of a 1x1 convolution: row {@code row + i} reads channel {@code column + i} as it is. */
    static GrownWeight identity(int row, int column, int size) {
        return new GrownWeight(row, column, size, size, () -> {
            float[] values = new float[size * size];
            for (int i = 0; i < size; i++) {
                values[i * size + i] = 1;
            }
            return values;
        });
    }

    /** Writes it into a weight of this shape. */
    void placeInto(float[] weight, int[] shape) {
        int kernel = weight.length / shape[0] / shape[1];
        float[] from = values.get();
        for (int i = 0; i < rows; i++) {
            int begin = (row + i) * shape[1] * kernel;
            Arrays.fill(weight, begin, begin + shape[1] * kernel, 0);
            System.arraycopy(from, i * columns * kernel, weight, begin + column * kernel, columns * kernel);
        }
    }
}
