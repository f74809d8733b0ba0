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
        return new Linear(Parameter.weight(Init.TRANSFORMER, out, in), Parameter.undecayed(Init.ZEROS, out));
    }

    /** The number of output values. */
    public int out() {
        return weight.shape()[0];
    }
}
