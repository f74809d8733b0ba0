package org.mimika.learn.nn;

/**
 * A two-dimensional convolution (cross-correlation).
 *
 * @param weight {@code [out, in / groups, k, k]}
 * @param bias {@code [out]}, or null for none
 * @param stride step in both directions
 * @param padding zeros added on each side
 * @param groups 1, or {@code in} for a depthwise convolution
 */
public record Conv2d(Parameter weight, Parameter bias, int stride, int padding, int groups) implements Layer {
    /** Without bias, as batch normalisation follows; "same" padding for odd kernels. */
    public static Conv2d of(int in, int out, int kernel, int stride) {
        // He et al. (2015) with the fan of the output: the gradient keeps its variance.
        Parameter weight = Parameter.weight(Init.he(out * kernel * kernel), out, in, kernel, kernel);
        return new Conv2d(weight, null, stride, kernel / 2, 1);
    }

    /** Patches: squares of pixels, side by side, each seen by itself; with bias. */
    public static Conv2d patches(int in, int out, int size) {
        Parameter weight = Parameter.weight(Init.glorot(in * size * size, out), out, in, size, size);
        return new Conv2d(weight, Parameter.undecayed(Init.ZEROS, out), size, 0, 1);
    }

    /** The number of output channels. */
    public int out() {
        return weight.shape()[0];
    }

    /** The kernel's side. */
    public int kernel() {
        return weight.shape()[2];
    }
}
