package org.mimika.learn.nn;

import java.util.Arrays;

/**
 * One learned or tracked array of a network: its shape, how it starts, and how it is treated in training. Two
 * parameters are the same only if they are the same object.
 */
public final class Parameter {
    /** How the optimiser treats a parameter. */
    public enum Role {
        /** Learned, with weight decay: the weights of convolutions and linear layers, as far as no head. */
        HIDDEN,
        /** Learned, with weight decay: the weights of a head. */
        HEAD,
        /** Learned, without decay: norms, biases, position embeddings. */
        UNDECAYED,
        /** Not learned but tracked: running statistics. */
        BUFFER
    }

    private final int[] shape;
    private final Init init;
    private final Role role;

    private Parameter(Init init, Role role, int... shape) {
        if (Arrays.stream(shape).anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException("parameter of shape " + Arrays.toString(shape));
        }
        this.shape = shape.clone();
        this.init = init;
        this.role = role;
    }

    /** A layer's weight, decayed: {@code [out, ...]}, a matrix of {@code out} rows. */
    public static Parameter weight(Init init, int... shape) {
        return new Parameter(init, Role.HIDDEN, shape);
    }

    /** The weight of a layer that gives a network's answers, decayed: {@code [out, in]}. */
    public static Parameter headWeight(Init init, int... shape) {
        return new Parameter(init, Role.HEAD, shape);
    }

    /** A learned parameter without decay. */
    public static Parameter undecayed(Init init, int... shape) {
        return new Parameter(init, Role.UNDECAYED, shape);
    }

    /** A tracked statistic. */
    public static Parameter buffer(Init init, int... shape) {
        return new Parameter(init, Role.BUFFER, shape);
    }

    /** The extents; a copy. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of values. */
    public int size() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** How it starts. */
    public Init init() {
        return init;
    }

    /** Whether it is the weight of a convolution or a linear layer. */
    public boolean isWeight() {
        return role == Role.HIDDEN || role == Role.HEAD;
    }

    /** How it is treated in training. */
    public Role role() {
        return role;
    }

    @Override
    public String toString() {
        return role.name().toLowerCase(java.util.Locale.ROOT) + Arrays.toString(shape);
    }
}
