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
        return of(Parameter.weight(Init.glorot(in, out), out, in));
    }

    /** A head: starts small, so that the first answers are undecided. */
    public static Linear head(int in, int out) {
        return of(Parameter.headWeight(Init.SMALL, out, in));
    }

    private static Linear of(Parameter weight) {
        return new Linear(weight, Parameter.undecayed(Init.ZEROS, weight.shape()[0]));
    }

    /** The number of output values. */
    public int out() {
        return weight.shape()[0];
    }
}
