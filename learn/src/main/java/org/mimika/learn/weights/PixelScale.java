package org.mimika.learn.weights;

import java.util.Locale;
import org.mimika.core.InputSpec;

/**
 * The normalisation of a published network's input, channel by channel: {@code (pixel / 255 - mean) / std}.
 *
 * @param mean of red, green and blue; not copied
 * @param std likewise
 */
record PixelScale(double[] mean, double[] std) {
    /** That of networks trained on ImageNet in PyTorch. */
    static PixelScale imageNet() {
        return new PixelScale(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});
    }

    /** -1 to 1, that of the Vision Transformers. */
    static PixelScale symmetric() {
        return new PixelScale(new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5});
    }

    /** What a weight on channel c is multiplied with to read the other normalisation. */
    double factor(InputSpec input, int c) {
        return input.std() / std[c];
    }

    /** What the other normalisation's zero is in channel c. */
    double offset(InputSpec input, int c) {
        // A float's 0.449 is not quite 0.449; the difference is no difference of normalisation.
        return decimal(decimal(input.mean()) - mean[c]) / std[c];
    }

    private static double decimal(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    boolean is(InputSpec input) {
        for (int c = 0; c < mean.length; c++) {
            if (decimal(input.std()) != std[c] || offset(input, c) != 0) {
                return false;
            }
        }
        return true;
    }

    /** {@code mean 0.485 0.456 0.406, deviation 0.229 0.224 0.225}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "mean %.3f %.3f %.3f, deviation %.3f %.3f %.3f",
                mean[0],
                mean[1],
                mean[2],
                std[0],
                std[1],
                std[2]);
    }
}
