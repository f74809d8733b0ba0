package org.mimika.learn.zoo;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mimika.core.Emotion;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.MimikaException;
import org.mimika.learn.nn.Network;

/** The registry of architectures: every test of networks runs over its names. */
public final class Zoo {
    /**
     * What of a network a recipe may choose.
     *
     * @param side of the input in pixels; 0 for the network's own
     * @param dropout before the head; does not matter in inference
     * @param dropPath stochastic depth of the last block; does not matter in inference
     */
    public record Options(int side, double dropout, double dropPath) {
        /** The network's own size; nothing is dropped. */
        public static final Options INFERENCE = new Options(0, 0, 0);

        private int sideOr(int own) {
            return side == 0 ? own : side;
        }
    }

    @FunctionalInterface
    private interface Factory {
        Network create(Options options);
    }

    private static final Map<String, Factory> NETWORKS = new TreeMap<>(Map.ofEntries(
            entry("hybrid", o -> hybrid(o, 2, List.of(48, 96, 192), List.of(2, 3, 3), 3, 6)),
            entry("hybrid-fine", o -> hybrid(o, 1, List.of(24, 48, 96, 192), List.of(1, 2, 2, 2), 3, 6)),
            entry("hybrid-medium", o -> hybrid(o, 2, List.of(48, 96, 192), List.of(1, 2, 3), 3, 6)),
            entry("hybrid-small", o -> hybrid(o, 2, List.of(48, 96, 192), List.of(1, 2, 2), 3, 6)),
            entry("hybrid-tiny", o -> hybrid(o, 2, List.of(8, 16, 24), List.of(1, 1, 1), 1, 2)),
            entry("resnet50", o -> resNet50(grey(o), ResNet50.Stem.SMALL, o)),
            entry("resnet50-pooled", o -> resNet50(grey(o), ResNet50.Stem.SMALL_POOLED, o)),
            // Channels by eights: with 6 and 12, LibTorch's convolutions wrote past their memory on a CPU with AVX2
            // alone.
            entry("resnet-seed-tiny", o -> seed(o, List.of(8, 16), List.of(1, 1), 16, 1)),
            entry("resnet50-seed", o -> seed(o, List.of(48, 96, 192), List.of(1, 2, 3), 512, 3)),
            entry("resnet50-224", o -> resNet50(rgb(o, 0.449f, 0.226f), ResNet50.Stem.PUBLISHED, o)),
            entry("resnet-tiny", o -> resNet(grey(o), ResNet50.Stem.SMALL_POOLED, 4, List.of(1, 1, 1, 1), o)),
            entry("vit", o -> vit(grey(o), 6, 192, 8, 3, o)),
            entry("vit-b16", o -> vit(rgb(o, 0.5f, 0.5f), 16, 768, 12, 12, o)),
            entry("vit-tiny", o -> vit(grey(o), 8, 24, 2, 2, o))));

    private Zoo() {}

    private static Network hybrid(
            Options options, int fold, List<Integer> widths, List<Integer> depths, int blocks, int heads) {
        return new Hybrid(new Hybrid.Config(
                grey(options), fold, widths, depths, blocks, heads, options.dropout(), options.dropPath()));
    }

    private static Network resNet50(InputSpec input, ResNet50.Stem stem, Options options) {
        return resNet(input, stem, ResNet50.Config.WIDTH_50, ResNet50.Config.DEPTHS_50, options);
    }

    private static Network resNet(
            InputSpec input, ResNet50.Stem stem, int width, List<Integer> depths, Options options) {
        return new ResNet50(
                new ResNet50.Config(input, stem, width, depths, Emotion.COUNT, options.dropout(), options.dropPath()));
    }

    private static Network vit(InputSpec input, int patch, int width, int depth, int heads, Options options) {
        return new VisionTransformer(new VisionTransformer.Config(
                input, patch, width, depth, heads, Emotion.COUNT, options.dropout(), options.dropPath()));
    }

    private static Network seed(
            Options options, List<Integer> widths, List<Integer> depths, int tailWidth, int tailDepth) {
        return new ResNetSeed(new ResNetSeed.Config(
                grey(options), 2, widths, depths, tailWidth, tailDepth, options.dropout(), options.dropPath()));
    }

    /** FER2013's own form; mean and deviation are those of its Training pixels, in 0..1. */
    private static InputSpec grey(Options options) {
        int side = options.sideOr(48);
        return new InputSpec(side, side, 1, 0.508f, 0.255f, FaceCrop.FER2013);
    }

    /** The form of the published ImageNet weights; grey is repeated, so mean and deviation are one for all channels. */
    private static InputSpec rgb(Options options, float mean, float std) {
        int side = options.sideOr(224);
        return new InputSpec(side, side, 3, mean, std, FaceCrop.FER2013);
    }

    /** The names, sorted. */
    public static List<String> names() {
        return List.copyOf(NETWORKS.keySet());
    }

    /**
     * Checks a name.
     *
     * @throws MimikaException if there is no network of that name; the message lists the known names
     */
    public static void require(String name) {
        if (!NETWORKS.containsKey(name)) {
            throw new MimikaException("unknown network '" + name + "': known are " + String.join(", ", names()));
        }
    }

    /**
     * The network of a name.
     *
     * @throws MimikaException if there is none, the message lists the known names; or if it cannot have that size
     */
    public static Network create(String name, Options options) {
        require(name);
        try {
            return NETWORKS.get(name).create(options);
        } catch (IllegalArgumentException e) {
            throw new MimikaException("network " + name + ": " + e.getMessage(), e);
        }
    }

    /** The network of a name, as it is, for inference. */
    public static Network create(String name) {
        return create(name, Options.INFERENCE);
    }
}
