package org.mimika.learn.zoo;

import java.util.ArrayList;
import java.util.List;
import org.mimika.core.InputSpec;
import org.mimika.learn.nn.BatchNorm2d;
import org.mimika.learn.nn.Bottleneck;
import org.mimika.learn.nn.Conv2d;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Ops;

/**
 * ResNet50 (He et al., "Deep Residual Learning for Image Recognition", 2016, table 1), its head changed for emotions:
 * global average pooling, dropout, one fully connected layer.
 */
public final class ResNet50 implements Network {
    /**
     * How pixels become the first feature map.
     *
     * @param fold side of the squares of pixels that are folded into channels first; 1 for none
     * @param kernel of the convolution
     * @param stride of the convolution
     * @param pool whether a 3x3 maximum with stride 2 follows
     */
    public record Stem(int fold, int kernel, int stride, boolean pool) {
        /** As published: a quarter of the side. */
        public static final Stem PUBLISHED = new Stem(1, 7, 2, true);

        /** For faces of 48 pixels: half of the side. */
        public static final Stem SMALL = new Stem(2, 3, 1, false);

        /** As cheap as the published one: a quarter of the side. */
        public static final Stem SMALL_POOLED = new Stem(2, 3, 1, true);
    }

    /**
     * The extents of a ResNet.
     *
     * @param input what it looks at
     * @param stem how it begins
     * @param width channels of the first stage's 3x3 convolutions; each further stage doubles them
     * @param depths bottleneck blocks of each stage
     * @param classes answers
     * @param dropout before the fully connected layer
     * @param dropPath stochastic depth of the last block; it grows from 0 with the depth
     */
    public record Config(
            InputSpec input, Stem stem, int width, List<Integer> depths, int classes, double dropout, double dropPath) {
        /** The published number of blocks in each stage. */
        public static final List<Integer> DEPTHS_50 = List.of(3, 4, 6, 3);

        /** The published width. */
        public static final int WIDTH_50 = 64;

        /** Validates and copies. */
        public Config {
            if (input.width() % stem.fold() != 0 || input.height() % stem.fold() != 0) {
                throw new IllegalArgumentException("its input's sides are divided by " + stem.fold() + ", not "
                        + input.width() + "x" + input.height());
            }
            depths = List.copyOf(depths);
        }
    }

    private final Conv2d stem;
    private final BatchNorm2d stemNorm;
    private final List<Bottleneck> stages;
    private final Linear classifier;

    private final Config config;
    private final int featureWidth;

    /** The network of these extents. */
    public ResNet50(Config config) {
        this.config = config;
        Stem begin = config.stem();
        stem = Conv2d.of(
                config.input().channels() * begin.fold() * begin.fold(),
                config.width(),
                begin.kernel(),
                begin.stride());
        stemNorm = BatchNorm2d.of(config.width());
        int total = config.depths().stream().mapToInt(Integer::intValue).sum();
        int channels = config.width();
        int width = config.width();
        List<Bottleneck> blocks = new ArrayList<>();
        for (int stage = 0; stage < config.depths().size(); stage++, width *= 2) {
            for (int i = 0; i < config.depths().get(stage); i++) {
                int stride = stage > 0 && i == 0 ? 2 : 1;
                blocks.add(Bottleneck.of(channels, width, stride, config.dropPath() * blocks.size() / total));
                channels = Bottleneck.EXPANSION * width;
            }
        }
        stages = List.copyOf(blocks);
        featureWidth = channels;
        classifier = Linear.head(featureWidth, config.classes());
    }

    /** Whether a maximum of windows follows the first convolution. */
    public boolean pools() {
        return config.stem().pool();
    }

    @Override
    public InputSpec input() {
        return config.input();
    }

    @Override
    public int featureWidth() {
        return featureWidth;
    }

    @Override
    public <T> T features(Ops<T> ops, T x) { // [N, C, S, S]; at 224 as published, at 48 with the small stem:
        T y = ops.foldedConv2d(x, stem, config.stem().fold());
        x = ops.relu(ops.batchNorm(y, stemNorm)); // [N, 64, 112, 112] or [N, 64, 24, 24]
        if (config.stem().pool()) {
            x = ops.maxPool2d(x, 3, 2, 1); // [N, 64, 56, 56]
        }
        for (Bottleneck block : stages) {
            x = block.forward(ops, x); // ... [N, 2048, 7, 7] or [N, 2048, 3, 3]
        }
        return ops.mean(ops.mean(x, 3), 2); // [N, 2048]
    }

    @Override
    public <T> T head(Ops<T> ops, T features) {
        return ops.linear(ops.dropout(features, config.dropout()), classifier); // [N, 7]
    }
}
