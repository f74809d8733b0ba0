package org.mimika.learn.pretrain;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The pixels of patches as what a reconstruction is measured against. */
final class PatchPixels {
    /** Added to a patch's variance: a flat one, such as a black border, must not become amplified noise. */
    private static final double EPS = 1e-4;

    private PatchPixels() {}

    /**
     * Patches, each brought to mean 0 and variance 1 (He et al., 2022, section 4: normalised pixels teach better).
     *
     * @param x {@code [N, C, S, S]}
     * @param side P, which divides S
     * @return {@code [N L, C P P]}, face by face, row by row
     */
    static Tensor normalised(Tensor x, int side) {
        long pixels = x.size(1) * side * side;
        Tensor patches = torch.pixel_unshuffle(x, side) // [N, C P P, S / P, S / P]
                .permute(0, 2, 3, 1)
                .reshape(-1, pixels);
        Tensor centred = patches.sub(patches.mean(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional()));
        Tensor variance = centred.square().mean(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
        return centred.div(variance.add(new Scalar(EPS)).sqrt());
    }
}
