package org.mimika.learn.pretrain;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.learn.nn.Init;
import org.mimika.learn.nn.Layer;
import org.mimika.learn.nn.LayerNorm;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.nn.PatchNetwork;
import org.mimika.learn.nn.TransformerBlock;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchOps;

/**
 * Paints the patches that the encoder did not see (He et al., "Masked Autoencoders Are Scalable Vision Learners", 2022,
 * section 3): the encoded tokens in their places, one learned token in the places of the hidden ones, positions, a few
 * narrow transformer blocks, and a linear layer to pixels.
 *
 * @param embed {@code [D] -> [W]}, W the decoder's width
 * @param maskToken {@code [1, W]}, stands for every hidden patch
 * @param positions {@code [1, 1 + L, W]}
 * @param blocks transformer blocks
 * @param norm after them
 * @param pixels {@code [W] -> [C P P]}
 * @param side P, of a patch in pixels
 */
public record MaskedDecoder(
        Linear embed,
        Parameter maskToken,
        Parameter positions,
        List<TransformerBlock> blocks,
        LayerNorm norm,
        Linear pixels,
        int side)
        implements Layer {
    private static final int HEAD_WIDTH = 32;

    /** For the tokens of this network. */
    public static MaskedDecoder of(PatchNetwork network, int width, int depth) {
        List<TransformerBlock> blocks = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            blocks.add(TransformerBlock.of(width, width % HEAD_WIDTH == 0 ? width / HEAD_WIDTH : 1, 4, 0));
        }
        int channels = network.input().channels();
        return new MaskedDecoder(
                Linear.of(network.featureWidth(), width),
                Parameter.undecayed(Init.SMALL, 1, width),
                Parameter.undecayed(Init.SMALL, 1, 1 + network.patchCount(), width),
                List.copyOf(blocks),
                LayerNorm.of(width),
                Linear.of(width, channels * network.patch() * network.patch()),
                network.patch());
    }

    /**
     * The hidden patches as the decoder imagines them.
     *
     * @param encoded {@code [N, 1 + K, D]}
     * @return {@code [N (L - K), C P P]}, in the mask's order
     */
    public Tensor paint(TorchOps ops, Tensor encoded, Mask mask) {
        int length = 1 + mask.patches();
        Tensor seen = ops.linear(encoded, embed); // [N, 1 + K, W]
        long width = seen.size(2);
        Tensor hidden = ops.parameter(maskToken) // [N (L - K), W]
                .to(seen.scalar_type())
                .expand((long) mask.faces() * (mask.patches() - mask.kept()), width);
        Device device = ops.weights().device();
        Tensor all = device.zeros((long) mask.faces() * length, width)
                .to(seen.scalar_type())
                .index_copy(0, place(mask.keptTokens(), device), seen.reshape(-1, width))
                .index_copy(0, place(mask.hiddenTokens(), device), hidden); // every row is written
        Tensor x = ops.add(all.view(mask.faces(), length, width), ops.parameter(positions)); // [N, 1 + L, W]
        for (TransformerBlock block : blocks) {
            x = block.forward(ops, x, length);
        }
        x = x.reshape(-1, width).index_select(0, rows(mask.hiddenTokens(), device)); // [N (L - K), W]
        return ops.linear(ops.layerNorm(x, norm), pixels);
    }

    private static Tensor rows(int[] rows, Device device) {
        return device.tensor(rows, rows.length);
    }

    private static Tensor place(int[] rows, Device device) {
        return rows(rows, device).to(torch.ScalarType.Long); // the only type that index_copy takes
    }

    /**
     * The mean squared error of what was painted, over the hidden patches alone, in f32.
     *
     * @param painted {@code [N (L - K), C P P]}
     * @param x {@code [N, C, S, S]}, the whole faces
     */
    public Tensor loss(Tensor painted, Tensor x, Mask mask, Device device) {
        Tensor wanted = PatchPixels.normalised(x, side).index_select(0, rows(mask.hiddenPatches(), device));
        return painted.to(torch.ScalarType.Float).sub(wanted).square().mean();
    }
}
