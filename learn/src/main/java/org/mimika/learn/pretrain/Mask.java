package org.mimika.learn.pretrain;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.mimika.core.MimikaException;
import org.mimika.learn.torch.Device;

/**
 * Which patches of each face of a batch are kept and which are hidden, as rows of flat tensors: {@code [N (1 + L), D]}
 * for tokens, of which each face's first is the class token and is always kept, and {@code [N L, P]} for patches. Every
 * face keeps equally many. Immutable; the caller's {@link org.bytedeco.javacpp.PointerScope} owns its tensors.
 */
public final class Mask {
    private final int faces;
    private final int patches;
    private final int kept;
    private final int[] order; // [N, L], a permutation of each face's patches; the first of them are kept

    private Mask(int faces, int patches, int kept, int[] order) {
        this.faces = faces;
        this.patches = patches;
        this.kept = kept;
        this.order = order;
    }

    /**
     * Draws, each face its own patches, evenly.
     *
     * @param faces N
     * @param patches L of each face
     * @param keep the share that is kept
     * @throws MimikaException if that share rounds to none of the patches, or to all
     */
    public static Mask draw(int faces, int patches, double keep, SplittableRandom random) {
        int kept = (int) Math.round(patches * keep);
        if (kept < 1 || kept >= patches) {
            throw new MimikaException("of " + patches + " patches a share of " + keep + " keeps " + kept
                    + ": choose pretraining.keep so that some are kept and some are hidden");
        }
        int[] order = new int[faces * patches];
        for (int face = 0; face < faces; face++) {
            int base = face * patches;
            for (int i = 0; i < patches; i++) { // Fisher and Yates, inside out
                int j = random.nextInt(i + 1);
                order[base + i] = order[base + j];
                order[base + j] = i;
            }
        }
        return new Mask(faces, patches, kept, order);
    }

    /** N. */
    public int faces() {
        return faces;
    }

    /** L. */
    public int patches() {
        return patches;
    }

    /** K, the patches that each face keeps. */
    public int kept() {
        return kept;
    }

    /** Rows of the tokens that are kept, the class token first: {@code [N (1 + K)]}. */
    public int[] keptTokens() {
        int[] rows = new int[faces * (1 + kept)];
        for (int face = 0; face < faces; face++) {
            rows[face * (1 + kept)] = face * (1 + patches);
            for (int i = 0; i < kept; i++) {
                rows[face * (1 + kept) + 1 + i] = face * (1 + patches) + 1 + order[face * patches + i];
            }
        }
        return rows;
    }

    /** Rows of the tokens that are hidden: {@code [N (L - K)]}. */
    public int[] hiddenTokens() {
        return hidden(1 + patches, 1);
    }

    /** Rows of the patches that are hidden, in the same order: {@code [N (L - K)]}. */
    public int[] hiddenPatches() {
        return hidden(patches, 0);
    }

    private int[] hidden(int stride, int first) {
        int each = patches - kept;
        int[] rows = new int[faces * each];
        for (int face = 0; face < faces; face++) {
            for (int i = 0; i < each; i++) {
                rows[face * each + i] = face * stride + first + order[face * patches + kept + i];
            }
        }
        return rows;
    }

    /** Leaves the hidden tokens out: {@code [N, 1 + L, D] -> [N, 1 + K, D]}. */
    public Tensor keep(Tensor tokens, Device device) {
        long width = tokens.size(2);
        return tokens.reshape(-1, width)
                .index_select(0, device.tensor(keptTokens(), (long) faces * (1 + kept)))
                .view(faces, 1 + kept, width);
    }
}
