package org.mimika.learn.weights;

import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * The two forms of a convolution over squares of pixels that were folded into channels first: its weight
 * {@code [out, in f^2, k, k]} over the folded pixels, and {@code [out, in, f k, f k]} over the pixels themselves, with a
 * stride {@code f} times as large. The same numbers in another order. Pure functions.
 *
 * @param fold f, the side of the squares
 * @param kernel k
 */
public record PixelFold(int fold, int kernel) {
    /** Validates. */
    public PixelFold {
        if (fold < 1 || kernel < 1) {
            throw new IllegalArgumentException("fold " + fold + " of a kernel of " + kernel);
        }
    }

    /**
     * What leads from a weight over the pixels themselves to one over folded pixels, by their kernels; empty where they
     * are alike, or nothing does.
     */
    static Optional<PixelFold> between(int[] whole, int[] folded) {
        boolean square = whole.length == 4 && folded.length == 4 && whole[2] == whole[3] && folded[2] == folded[3];
        return square && whole[2] > folded[2] && whole[2] % folded[2] == 0
                ? Optional.of(new PixelFold(whole[2] / folded[2], folded[2]))
                : Optional.empty();
    }

    /** The shape over folded pixels, from the one over the pixels themselves. */
    int[] folded(int[] shape) {
        return new int[] {shape[0], shape[1] * fold * fold, shape[2] / fold, shape[3] / fold};
    }

    /** Over the pixels themselves, from the form over folded ones. */
    public float[] unfolded(float[] folded) {
        float[] whole = new float[folded.length];
        IntUnaryOperator place = place();
        for (int at = 0; at < whole.length; at++) {
            whole[at] = folded[place.applyAsInt(at)];
        }
        return whole;
    }

    /** Over folded pixels, from the form over the pixels themselves. */
    public float[] folded(float[] whole) {
        float[] folded = new float[whole.length];
        IntUnaryOperator place = place();
        for (int at = 0; at < whole.length; at++) {
            folded[place.applyAsInt(at)] = whole[at];
        }
        return folded;
    }

    /** From an index of {@code [out, in, f k, f k]} to that of {@code [out, in, f, f, k, k]}. */
    private IntUnaryOperator place() {
        int side = fold * kernel;
        return at -> {
            int column = at % side;
            int row = at / side % side;
            int plane = at / side / side; // [out, in]
            int channel = plane * fold * fold + row % fold * fold + column % fold; // [out, in, f, f]
            return (channel * kernel + row / fold) * kernel + column / fold;
        };
    }
}
