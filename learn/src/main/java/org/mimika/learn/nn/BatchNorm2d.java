package org.mimika.learn.nn;

/**
 * Batch normalisation of each channel (Ioffe and Szegedy, 2015).
 *
 * @param weight {@code [C]}, the scale
 * @param bias {@code [C]}, the shift
 * @param runningMean {@code [C]}, tracked in training, used in inference
 * @param runningVar {@code [C]}, likewise
 */
public record BatchNorm2d(Parameter weight, Parameter bias, Parameter runningMean, Parameter runningVar)
        implements Layer {
    /** Added to the variance. */
    public static final double EPS = 1e-5;

    /** The share of a batch's statistics in the running ones. */
    public static final double MOMENTUM = 0.1;

    /** For this many channels, starting as the identity. */
    public static BatchNorm2d of(int channels) {
        return starting(Init.ONES, channels);
    }

    /** Scale zero, so that a residual block starts as the identity (Goyal et al., 2017, section 5.1). */
    public static BatchNorm2d zero(int channels) {
        return starting(Init.ZEROS, channels);
    }

    private static BatchNorm2d starting(Init scale, int channels) {
        return new BatchNorm2d(
                Parameter.undecayed(scale, channels),
                Parameter.undecayed(Init.ZEROS, channels),
                Parameter.buffer(Init.ZEROS, channels),
                Parameter.buffer(Init.ONES, channels));
    }
}
