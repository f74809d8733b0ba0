package org.mimika.learn.zoo;

import java.util.ArrayList;
import java.util.List;
import org.mimika.core.Emotion;
import org.mimika.core.InputSpec;
import org.mimika.learn.nn.BatchNorm2d;
import org.mimika.learn.nn.Conv2d;
import org.mimika.learn.nn.Init;
import org.mimika.learn.nn.LayerNorm;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Ops;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.nn.ResidualBlock;
import org.mimika.learn.nn.TransformerBlock;

/**
 * The hybrid: a convolutional stem and stages that see edges, wrinkles and parts cheaply, then transformer blocks in
 * which every part of the face attends to every other. The idea is the hybrid of Dosovitskiy et al. (2021, section
 * 3.1), early convolutions as in Xiao et al. ("Early Convolutions Help Transformers See Better", 2021); the residual
 * blocks are those of He et al. (2016).
 */
public final class Hybrid implements Network {
    /**
     * The extents of a hybrid.
     *
     * @param input what it looks at: a square whose sides the fold and the stages' strides divide
     * @param fold side of the squares of pixels that are folded into channels first; 1 for none
     * @param widths channels of the convolution stages; each stage after the first halves the side
     * @param depths residual blocks of each stage
     * @param blocks transformer blocks, as wide as the last stage
     * @param heads attention heads
     * @param dropout before the head
     * @param dropPath stochastic depth of the last block; it grows from 0 with the depth
     */
    public record Config(
            InputSpec input,
            int fold,
            List<Integer> widths,
            List<Integer> depths,
            int blocks,
            int heads,
            double dropout,
            double dropPath) {
        /** Validates and copies. */
        public Config {
            int divisor = fold << (widths.size() - 1);
            if (input.width() != input.height() || input.width() % divisor != 0) {
                throw new IllegalArgumentException("its input is a square whose side " + divisor + " divides, not "
                        + input.width() + "x" + input.height());
            }
            widths = List.copyOf(widths);
            depths = List.copyOf(depths);
            if (widths.isEmpty()
                    || widths.size() != depths.size()
                    || depths.stream().anyMatch(depth -> depth < 1)) {
                throw new IllegalArgumentException(
                        "widths " + widths + " and depths " + depths + ": expected a depth above 0 for each width");
            }
        }
    }

    private final Conv2d stem;
    private final BatchNorm2d stemNorm;
    private final List<ResidualBlock> stages;
    private final Parameter positions;
    private final List<TransformerBlock> blocks;
    private final LayerNorm norm;
    private final Linear classifier;

    private final InputSpec input;
    private final int fold;
    private final int length;
    private final int width;
    private final double dropout;

    /** The network of these extents. */
    public Hybrid(Config config) {
        int total = config.depths().stream().mapToInt(Integer::intValue).sum() + config.blocks();
        int channels = config.widths().get(0);
        input = config.input();
        fold = config.fold();
        stem = Conv2d.of(config.fold() * config.fold() * input.channels(), channels, 3, 1);
        stemNorm = BatchNorm2d.of(channels);
        stages = ResidualBlock.stages(config.widths(), config.depths(), i -> config.dropPath() * i / total);
        int side = input.width() / (fold << (config.widths().size() - 1));
        length = side * side;
        width = config.widths().get(config.widths().size() - 1);
        positions = Parameter.undecayed(Init.SMALL, 1, length, width);
        List<TransformerBlock> transformers = new ArrayList<>();
        for (int i = 0; i < config.blocks(); i++) {
            double drop = config.dropPath() * (stages.size() + i) / total;
            transformers.add(TransformerBlock.of(width, config.heads(), 4, drop));
        }
        blocks = List.copyOf(transformers);
        norm = LayerNorm.of(width);
        classifier = Linear.head(width, Emotion.COUNT);
        dropout = config.dropout();
    }

    @Override
    public InputSpec input() {
        return input;
    }

    @Override
    public int featureWidth() {
        return width;
    }

    @Override
    public <T> T features(Ops<T> ops, T x) { // [N, 1, 48, 48]
        x = ops.relu(ops.batchNorm(ops.foldedConv2d(x, stem, fold), stemNorm)); // [N, C1, 24, 24]
        for (ResidualBlock block : stages) {
            x = block.forward(ops, x); // ... [N, D, 6, 6]
        }
        x = ops.reshape(ops.transpose(x, 0, 2, 3, 1), length, width); // [N, 36, D] tokens, row by row
        x = ops.add(x, ops.parameter(positions));
        for (TransformerBlock block : blocks) {
            x = block.forward(ops, x, length);
        }
        return ops.mean(ops.layerNorm(x, norm), 1); // [N, D]
    }

    @Override
    public <T> T head(Ops<T> ops, T features) {
        return ops.linear(ops.dropout(features, dropout), classifier); // [N, 7]
    }
}
