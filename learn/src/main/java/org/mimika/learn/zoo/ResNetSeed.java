package org.mimika.learn.zoo;

import java.util.ArrayList;
import java.util.List;
import org.mimika.core.Emotion;
import org.mimika.core.InputSpec;
import org.mimika.learn.nn.BatchNorm2d;
import org.mimika.learn.nn.Bottleneck;
import org.mimika.learn.nn.Conv2d;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Ops;
import org.mimika.learn.nn.ResidualBlock;

/**
 * What a ResNet50 can be grown from: the convolutions of a {@link Hybrid}, whose weights it takes over by name, and
 * behind them the last stage of ResNet50 in place of the transformer blocks. It costs a third of a ResNet50 to train.
 * A ResNet50 that begins with its weights answers the same
 * (Chen et al., "Net2Net", 2016).
 */
public final class ResNetSeed implements Network {
    private final Conv2d stem;
    private final BatchNorm2d stemNorm;
    private final List<ResidualBlock> stages;
    private final List<Bottleneck> tail;
    private final Linear classifier;

    private final Config config;

    /**
     * The extents of a seed.
     *
     * @param input what it looks at
     * @param fold side of the squares of pixels that are folded into channels first; 1 for none
     * @param widths channels of the convolution stages; each stage after the first halves the side
     * @param depths residual blocks of each stage
     * @param tailWidth channels of the 3x3 convolutions of the last stage, which halves the side again
     * @param tailDepth its bottleneck blocks
     * @param dropout before the head
     * @param dropPath stochastic depth of the last block; it grows from 0 with the depth
     */
    public record Config(
            InputSpec input,
            int fold,
            List<Integer> widths,
            List<Integer> depths,
            int tailWidth,
            int tailDepth,
            double dropout,
            double dropPath) {
        /** Validates and copies. */
        public Config {
            if (fold < 1 || tailDepth < 1 || tailWidth < 1) {
                throw new IllegalArgumentException(
                        "fold " + fold + ", last stage of " + tailDepth + " blocks of width " + tailWidth);
            }
            if (input.width() % fold != 0 || input.height() % fold != 0) {
                throw new IllegalArgumentException(
                        "its input's sides are divided by " + fold + ", not " + input.width() + "x" + input.height());
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

    /** The network of these extents. */
    public ResNetSeed(Config config) {
        this.config = config;
        int total = config.depths().stream().mapToInt(Integer::intValue).sum() + config.tailDepth();
        int channels = config.widths().get(0);
        stem = Conv2d.of(config.input().channels() * config.fold() * config.fold(), channels, 3, 1);
        stemNorm = BatchNorm2d.of(channels);
        stages = ResidualBlock.stages(config.widths(), config.depths(), i -> config.dropPath() * i / total);
        channels = config.widths().get(config.widths().size() - 1);
        List<Bottleneck> bottlenecks = new ArrayList<>();
        for (int i = 0; i < config.tailDepth(); i++) {
            double drop = config.dropPath() * (stages.size() + i) / total;
            bottlenecks.add(Bottleneck.of(channels, config.tailWidth(), i == 0 ? 2 : 1, drop));
            channels = Bottleneck.EXPANSION * config.tailWidth();
        }
        tail = List.copyOf(bottlenecks);
        classifier = Linear.head(channels, Emotion.COUNT);
    }

    @Override
    public InputSpec input() {
        return config.input();
    }

    @Override
    public int featureWidth() {
        return Bottleneck.EXPANSION * config.tailWidth();
    }

    @Override
    public <T> T features(Ops<T> ops, T x) { // [N, 1, 48, 48]
        x = ops.relu(ops.batchNorm(ops.foldedConv2d(x, stem, config.fold()), stemNorm)); // [N, 48, 24, 24]
        for (ResidualBlock block : stages) {
            x = block.forward(ops, x); // ... [N, 192, 6, 6]
        }
        for (Bottleneck block : tail) {
            x = block.forward(ops, x); // [N, 2048, 3, 3]
        }
        return ops.mean(ops.mean(x, 3), 2); // [N, 2048]
    }

    @Override
    public <T> T head(Ops<T> ops, T features) {
        return ops.linear(ops.dropout(features, config.dropout()), classifier); // [N, 7]
    }
}
