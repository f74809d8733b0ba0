package org.mimika.learn.nn;

/**
 * A network that looks at patches one by one before it looks at them together, so that some can be left out at no cost:
 * what masked auto-encoding builds on (He et al., "Masked Autoencoders Are Scalable Vision Learners", 2022).
 */
public interface PatchNetwork extends Network {
    /** P, the side of a patch in pixels. */
    int patch();

    /** L, the number of patches. */
    int patchCount();

    /** The class token and the patches, row by row, each with its position: {@code [N, C, S, S] -> [N, 1 + L, D]}. */
    <T> T embed(Ops<T> ops, T x);

    /**
     * The rest of the way to the features, over all tokens or over some that were chosen from them. The first one, the
     * class token, becomes the features.
     *
     * @param length tokens of a sample
     * @return {@code [N, length, D]}
     */
    <T> T encode(Ops<T> ops, T tokens, int length);
}
