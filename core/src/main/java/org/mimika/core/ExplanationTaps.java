package org.mimika.core;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which values inside an ONNX graph explain its answers. Stands in the file's metadata beside {@link ModelMetadata},
 * for {@link EmotionExplainer}. Immutable.
 *
 * <table>
 * <caption>Keys and values: those of attention, or those of a feature map</caption>
 * <tr><td>{@code mimika.explain.attention}</td><td>names of graph values, separated by commas</td></tr>
 * <tr><td>{@code mimika.explain.class_token}</td><td>{@code true} or {@code false}</td></tr>
 * <tr><td>{@code mimika.explain.grid.width}, {@code .height}</td><td>whole numbers</td></tr>
 * <tr><td>{@code mimika.explain.feature_map}, {@code .head_weight}</td><td>names of graph values</td></tr>
 * </table>
 */
public sealed interface ExplanationTaps {
    /** The beginning of every key. */
    String PREFIX = ModelMetadata.PREFIX + "explain.";

    /** The names of all values in the graph. */
    List<String> values();

    /** Keys and values for the metadata, sorted by key; {@link #fromMap} reads the same back. */
    SortedMap<String, String> toMap();

    /**
     * A transformer's attention.
     *
     * @param weights by block: the name of the softmax's output, float32 {@code [N, heads, L, L]}, rows summing to 1
     * @param classToken whether token 0 is a class token, which the head reads; without one it reads the tokens' mean
     * @param gridWidth columns of the tokens that show parts of the picture
     * @param gridHeight their rows; the tokens lie row by row
     */
    record Attention(List<String> weights, boolean classToken, int gridWidth, int gridHeight)
            implements ExplanationTaps {
        /** Validates and copies. */
        public Attention {
            weights = List.copyOf(weights);
            requireNames(weights);
            if (gridWidth < 1 || gridHeight < 1 || gridWidth > 4096 || gridHeight > 4096) {
                throw new IllegalArgumentException(
                        "a grid of " + gridWidth + "x" + gridHeight + " tokens: expected 1 to 4096");
            }
        }

        /** L, the number of tokens with the class token. */
        public int length() {
            return gridWidth * gridHeight + (classToken ? 1 : 0);
        }

        @Override
        public List<String> values() {
            return weights;
        }

        @Override
        public SortedMap<String, String> toMap() {
            return new TreeMap<>(Map.of(
                    PREFIX + "attention", String.join(",", weights),
                    PREFIX + "class_token", Boolean.toString(classToken),
                    PREFIX + "grid.width", Integer.toString(gridWidth),
                    PREFIX + "grid.height", Integer.toString(gridHeight)));
        }
    }

    /**
     * A convolutional network that ends in global average pooling and one linear layer.
     *
     * @param map the name of the last feature map, float32 {@code [N, C, h, w]}
     * @param headWeight the name of the linear layer's weight, float32 {@code [C, 7]}
     */
    record FeatureMap(String map, String headWeight) implements ExplanationTaps {
        /** Validates. */
        public FeatureMap {
            requireNames(List.of(map, headWeight));
        }

        @Override
        public List<String> values() {
            return List.of(map, headWeight);
        }

        @Override
        public SortedMap<String, String> toMap() {
            return new TreeMap<>(Map.of(PREFIX + "feature_map", map, PREFIX + "head_weight", headWeight));
        }
    }

    private static void requireNames(List<String> names) {
        if (names.isEmpty() || names.stream().anyMatch(name -> name.isBlank() || name.contains(","))) {
            throw new IllegalArgumentException(
                    "names of graph values " + names + ": expected one or more, without commas");
        }
    }

    /**
     * Reads what {@link #toMap} wrote.
     *
     * @param map the custom metadata of an ONNX file
     * @param where the file, for messages
     * @throws MimikaException if there are no such keys, or a value is bad
     */
    static ExplanationTaps fromMap(Map<String, String> map, String where) {
        try {
            if (map.containsKey(PREFIX + "attention")) {
                return new Attention(
                        Arrays.asList(text(map, "attention").split(",", -1)),
                        Boolean.parseBoolean(text(map, "class_token")),
                        Integer.parseInt(text(map, "grid.width")),
                        Integer.parseInt(text(map, "grid.height")));
            }
            if (map.containsKey(PREFIX + "feature_map")) {
                return new FeatureMap(text(map, "feature_map"), text(map, "head_weight"));
            }
        } catch (IllegalArgumentException e) {
            throw new MimikaException(where + ": bad metadata in " + PREFIX + "*: " + e.getMessage(), e);
        }
        throw new MimikaException(where + " cannot be explained: its metadata has neither " + PREFIX + "attention nor "
                + PREFIX + "feature_map, as the files of older versions; write it again with 'mimika export'");
    }

    /** How a file with this custom metadata is explained; empty where it does not say. */
    static Optional<EmotionExplainer.Method> method(Map<String, String> map) {
        if (map.containsKey(PREFIX + "attention")) {
            return Optional.of(EmotionExplainer.Method.ATTENTION_ROLLOUT);
        }
        return map.containsKey(PREFIX + "feature_map")
                ? Optional.of(EmotionExplainer.Method.GRAD_CAM)
                : Optional.empty();
    }

    private static String text(Map<String, String> map, String key) {
        return Objects.requireNonNullElseGet(map.get(PREFIX + key), () -> {
            throw new IllegalArgumentException("no key " + PREFIX + key);
        });
    }
}
