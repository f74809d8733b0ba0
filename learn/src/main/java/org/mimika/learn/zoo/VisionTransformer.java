package org.mimika.learn.zoo;

import java.util.ArrayList;
import java.util.List;
import org.mimika.core.InputSpec;
import org.mimika.learn.nn.Conv2d;
import org.mimika.learn.nn.Init;
import org.mimika.learn.nn.LayerNorm;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Ops;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.nn.PatchNetwork;
import org.mimika.learn.nn.TransformerBlock;

/**
 * The Vision Transformer (Dosovitskiy et al., "An Image is Worth 16x16 Words", 2021, section 3.1): patches, projected
 * linearly; a class token in front; learned position embeddings; transformer encoder blocks; the head reads the class
 * token.
 */
public final class VisionTransformer implements PatchNetwork {
    /**
     * The extents of a Vision Transformer.
     *
     * @param input what it looks at; the patch divides its sides
     * @param patch side of a patch, in pixels
     * @param width D of the tokens
     * @param depth transformer blocks
     * @param heads attention heads
     * @param classes answers
     * @param dropout before the head
     * @param dropPath stochastic depth of the last block; it grows from 0 with the depth
     */
    public record Config(
            InputSpec input, int patch, int width, int depth, int heads, int classes, double dropout, double dropPath) {
        /** Validates. */
        public Config {
            if (input.width() % patch != 0 || input.height() % patch != 0) {
                throw new IllegalArgumentException(
                        "patches of " + patch + " pixels do not fill " + input.width() + "x" + input.height());
            }
        }

        /** L, the number of patches. */
        public int patches() {
            return input.width() / patch * (input.height() / patch);
        }
    }

    private final Conv2d patches;
    private final Parameter classToken;
    private final Parameter positions;
    private final List<TransformerBlock> blocks;
    private final LayerNorm norm;
    private final Linear classifier;

    private final Config config;

    /** The network of these extents. */
    public VisionTransformer(Config config) {
        this.config = config;
        int width = config.width();
        patches = Conv2d.patches(config.input().channels(), width, config.patch());
        classToken = Parameter.undecayed(Init.SMALL, 1, 1, width);
        positions = Parameter.undecayed(Init.SMALL, 1, config.patches() + 1, width);
        List<TransformerBlock> transformers = new ArrayList<>();
        for (int i = 0; i < config.depth(); i++) {
            transformers.add(TransformerBlock.of(width, config.heads(), 4, config.dropPath() * i / config.depth()));
        }
        blocks = List.copyOf(transformers);
        norm = LayerNorm.of(width);
        classifier = Linear.head(width, config.classes());
    }

    /** Its extents. */
    public Config config() {
        return config;
    }

    @Override
    public InputSpec input() {
        return config.input();
    }

    @Override
    public int featureWidth() {
        return config.width();
    }

    @Override
    public <T> T features(Ops<T> ops, T x) { // [N, C, S, S]
        x = encode(ops, embed(ops, x), 1 + config.patches()); // [N, 1 + L, D]
        return ops.select(x, 1, 0); // [N, D]
    }

    @Override
    public int patch() {
        return config.patch();
    }

    @Override
    public int patchCount() {
        return config.patches();
    }

    @Override
    public <T> T embed(Ops<T> ops, T x) {
        x = ops.conv2d(x, patches); // [N, D, S / P, S / P]
        x = ops.reshape(ops.transpose(x, 0, 2, 3, 1), config.patches(), config.width()); // [N, L, D]
        return ops.add(ops.prepend(classToken, x), ops.parameter(positions)); // [N, 1 + L, D]
    }

    @Override
    public <T> T encode(Ops<T> ops, T tokens, int length) { // [N, length, D]
        for (TransformerBlock block : blocks) {
            tokens = block.forward(ops, tokens, length);
        }
        return ops.layerNorm(tokens, norm);
    }

    @Override
    public <T> T head(Ops<T> ops, T features) {
        return ops.linear(ops.dropout(features, config.dropout()), classifier); // [N, 7]
    }
}
