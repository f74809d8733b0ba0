package org.mimika.learn.nn;

import org.mimika.core.InputSpec;

/** A network: from a batch of faces to logits. Immutable; holds descriptions of parameters, never their values. */
public interface Network extends Layer {
    /** How a face becomes this network's input. */
    InputSpec input();

    /** The width D of {@link #features}. */
    int featureWidth();

    /**
     * The pooled features that the head reads.
     *
     * @param x {@code [N, C, H, W]} as {@link #input()} says
     * @return {@code [N, D]}
     */
    <T> T features(Ops<T> ops, T x);

    /**
     * The classification head.
     *
     * @param features {@code [N, D]}
     * @return logits {@code [N, 7]}, in the order of {@link org.mimika.core.Emotion}
     */
    <T> T head(Ops<T> ops, T features);

    /** The whole way: {@code [N, C, H, W] -> [N, 7]} logits. */
    default <T> T forward(Ops<T> ops, T x) {
        return head(ops, features(ops, x));
    }
}
