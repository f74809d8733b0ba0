package org.mimika.learn.nn;

/**
 * Layer normalisation over the last axis (Ba et al., 2016).
 *
 * @param weight {@code [D]}, the scale
 * @param bias {@code [D]}, the shift
 */
public record LayerNorm(Parameter weight, Parameter bias) implements Layer {
    /** Added to the variance, as in ViT. */
    public static final double EPS = 1e-6;

    /** For this width, starting as the identity. */
    public static LayerNorm of(int width) {
        return new LayerNorm(Parameter.undecayed(Init.ONES, width), Parameter.undecayed(Init.ZEROS, width));
    }
}
