package org.mimika.core;

import java.util.Arrays;

/**
 * Which source pixels make up each output pixel along one axis, and how much of each: a triangle filter, as wide as
 * two source pixels when enlarging (bilinear interpolation) and as two output pixels when shrinking, so that nothing
 * aliases. Pixel middles lie at half coordinates. A tap outside the image falls on the edge pixel.
 *
 * <p>The arrays are kept from one {@link #plan} to the next and grow only when a span is larger than any before. Not
 * thread-safe.
 */
final class ResampleTaps {
    /** A span beyond this many source pixels is refused: its taps would cost more than any real image warrants. */
    static final double LARGEST_SPAN = 1 << 17;

    private final int outputs;
    private final int[] first;
    private final int[] count;
    private float[] weights = new float[0];
    private int perOutput;

    /** Taps for an axis of this many output pixels. */
    ResampleTaps(int outputs) {
        this.outputs = outputs;
        first = new int[outputs];
        count = new int[outputs];
    }

    /**
     * Plans the resampling of the span from {@code from} to {@code from + extent} of an axis of {@code size} pixels.
     *
     * @throws IllegalArgumentException if the span is longer than {@link #LARGEST_SPAN}
     */
    void plan(double from, double extent, int size) {
        if (!(extent <= LARGEST_SPAN)) {
            throw new IllegalArgumentException(
                    "a crop of " + extent + " pixels: expected at most " + (int) LARGEST_SPAN);
        }
        // A span that lies far outside shows the edge pixel alone, as one just outside does: no need to count so far.
        double start = Math.max(-2 * extent - 2, Math.min(size + extent + 2, from));
        double scale = extent / outputs;
        double support = Math.max(scale, 1);
        perOutput = (int) Math.min(2 * Math.ceil(support) + 2, size);
        if (weights.length < perOutput * outputs) {
            weights = new float[perOutput * outputs];
        }
        for (int output = 0; output < outputs; output++) {
            planOutput(output, start + (output + 0.5) * scale, support, size);
        }
    }

    private void planOutput(int output, double center, double support, int size) {
        long lowest = (long) Math.ceil(center - support - 0.5);
        long highest = (long) Math.floor(center + support - 0.5);
        int start = clamp(lowest, size);
        int base = output * perOutput;
        first[output] = start;
        count[output] = clamp(highest, size) - start + 1;
        Arrays.fill(weights, base, base + count[output], 0);
        double sum = 0;
        for (long tap = lowest; tap <= highest; tap++) {
            sum += triangle(tap, center, support);
        }
        for (long tap = lowest; tap <= highest; tap++) {
            weights[base + clamp(tap, size) - start] += (float) (triangle(tap, center, support) / sum);
        }
    }

    private static double triangle(long tap, double center, double support) {
        return Math.max(0, 1 - Math.abs(tap + 0.5 - center) / support);
    }

    private static int clamp(long index, int size) {
        return (int) Math.max(0, Math.min(size - 1L, index));
    }

    /** The first source pixel of an output pixel. Never falls from one output to the next. */
    int first(int output) {
        return first[output];
    }

    /** One past the last source pixel of an output pixel. */
    int end(int output) {
        return first[output] + count[output];
    }

    /** The first source pixel of all. */
    int first() {
        return first[0];
    }

    /** One past the last source pixel of all. */
    int end() {
        return end(outputs - 1);
    }

    /** The weight of a source pixel from {@link #first(int)} to {@link #end(int)} in an output pixel. */
    float weight(int output, int source) {
        return weights[output * perOutput + source - first[output]];
    }

    /** The weighted sum of the output's source pixels; {@code lines[at]} is source pixel {@link #first()}. */
    float sum(int output, float[] lines, int at) {
        int base = output * perOutput;
        int offset = at + first[output] - first[0];
        float sum = 0;
        for (int i = 0; i < count[output]; i++) {
            sum += weights[base + i] * lines[offset + i];
        }
        return sum;
    }
}
