package org.mimika.learn.nn;

/**
 * A fully connected layer.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]}
 */
public record Linear(Parameter weight, Parameter bias) implements Layer {
    /** From {@code in} to {@code out} values, with bias. */
    public static Linear of(int in, int out) {
        return starting(Init.glorot(in, out), in, out);
    }

    /** A head: starts small, so that the first answers are undecided. */
    public static Linear head(int in, int out) {
        return starting(Init.SMALL, in, out);
    }

    private static Linear starting(Init init, int in, int out) {
        return new Linear(Parameter.weight(init, out, in), Parameter.undecayed(Init.ZEROS, out));
    }

    /** The number of output values. */
    public int out() {
        return weight.shape()[0];
    }
}
