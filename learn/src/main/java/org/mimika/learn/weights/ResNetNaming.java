package org.mimika.learn.weights;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * ResNets as torchvision and timm name them: {@code conv1}, {@code bn1}, {@code layer2.0.downsample.0}, {@code fc}.
 */
final class ResNetNaming implements Naming {
    /** A name that such files have, whatever stands before it. */
    static final String SIGN = "layer1.0.conv1.weight";

    private static final Map<String, String> LAYERS = Map.of(
            "norm1", "bn1", "norm2", "bn2", "norm3", "bn3", "shortcut", "downsample.0", "shortcutNorm", "downsample.1");
    private static final Map<String, String> LEAVES =
            Map.of("runningMean", "running_mean", "runningVar", "running_var");

    private final String prefix;
    private final Map<String, String> blocks = new HashMap<>();

    /**
     * For a network of ours.
     *
     * @param prefix what stands before each of the file's names
     * @param names ours; a block with a shortcut begins a stage
     */
    ResNetNaming(String prefix, Set<String> names) {
        this.prefix = prefix;
        int stage = 0;
        int block = 0;
        for (int i = 0; names.contains("stages." + i + ".conv1.weight"); i++, block++) {
            if (names.contains("stages." + i + ".shortcut.weight")) {
                stage++;
                block = 0;
            }
            blocks.put(Integer.toString(i), "layer" + stage + "." + block);
        }
    }

    /** Whether a network of ours is one. */
    static boolean fits(Set<String> names) {
        return names.contains("stem.weight") && names.contains("stages.0.conv3.weight") && !names.contains("positions");
    }

    @Override
    public String title() {
        return "a ResNet as torchvision and timm name it";
    }

    @Override
    public Optional<Source> source(String name) {
        String[] path = name.split("\\.");
        String leaf = LEAVES.getOrDefault(path[path.length - 1], path[path.length - 1]);
        String layer =
                switch (path[0]) {
                    case "stem" -> "conv1";
                    case "stemNorm" -> "bn1";
                    case "stages" -> blocks.get(path[1]) + "." + LAYERS.getOrDefault(path[2], path[2]);
                    default -> null;
                };
        return Optional.ofNullable(layer).map(known -> Source.whole(prefix + known + "." + leaf));
    }

    @Override
    public Optional<String> leftOut(String key) {
        if (key.endsWith("num_batches_tracked")) {
            return Optional.of("counts batches");
        }
        return key.startsWith(prefix + "fc.") ? Optional.of("the head") : Optional.empty();
    }

    @Override
    public Optional<PixelScale> pixels() {
        return Optional.of(PixelScale.imageNet());
    }

    @Override
    public Optional<Constant> constant() {
        return Optional.of(new Constant("stemNorm.runningMean", -1));
    }

    @Override
    public Optional<String> firstConvolution() {
        return Optional.of("stem.weight");
    }
}
