package org.mimika.learn.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mimika.core.Emotion;

/**
 * What somebody else's ONNX file does not say about itself: a YAML file beside it, see {@code docs/compare.md}.
 *
 * @param name what the model is called, in one line; {@link ForeignFile} fills in the file's name
 * @param architecture such as {@code resnet50}, in one line; {@code foreign} if it is missing
 * @param input how a face becomes its input
 * @param output the name of the graph's output; may be missing where there is one
 * @param labels what its answers mean, in order: the seven emotions in any order, {@code -} for one that is left out
 * @param answers whether it answers with logits or probabilities; logits if it is missing
 * @param temperature what the logits are divided by; 1 if it is missing
 */
public record ForeignDescription(
        String name,
        String architecture,
        Input input,
        String output,
        List<String> labels,
        Answers answers,
        Float temperature) {
    /** The label of an answer that is left out. */
    private static final String LEFT_OUT = "-";

    /** Fills in and validates. */
    public ForeignDescription {
        architecture = architecture == null ? "foreign" : architecture;
        output = output == null ? "" : output;
        answers = answers == null ? Answers.LOGITS : answers;
        temperature = temperature == null ? 1 : temperature;
        requireLine("name", name);
        requireLine("architecture", architecture);
        require(input != null, "input", "is missing");
        require(labels != null, "labels", "are missing");
        labels = labels.stream()
                .map(label -> label == null ? LEFT_OUT : label.strip().toLowerCase(Locale.ROOT))
                .toList();
        List<String> expected = new ArrayList<>(
                Emotion.all().stream().map(Emotion::label).sorted().toList());
        List<String> given = labels.stream()
                .filter(label -> !label.equals(LEFT_OUT))
                .sorted()
                .toList();
        require(
                given.equals(expected),
                "labels",
                "are " + String.join(", ", labels) + ": expected each of "
                        + Emotion.all().stream().map(Emotion::label).collect(Collectors.joining(", "))
                        + " once, in the network's order, and '-' for what is left out");
        require(temperature > 0 && temperature <= 1000, "temperature", "is " + temperature + ": expected above 0");
    }

    /**
     * How a face becomes the input: {@code (pixel / scale - mean) / std}, with pixel a grey level from 0 to 255.
     *
     * @param width columns
     * @param height rows
     * @param channels 1, or 3 for grey repeated
     * @param layout of the tensor; nchw if it is missing
     * @param scale 255 for pixels from 0 to 1, which it is if it is missing; 1 for pixels from 0 to 255
     * @param mean one value, or one a channel; 0 if it is missing
     * @param std one value, or one a channel; 1 if it is missing
     */
    public record Input(
            int width, int height, int channels, Layout layout, Float scale, List<Float> mean, List<Float> std) {
        /** Fills in and validates. */
        public Input {
            layout = layout == null ? Layout.NCHW : layout;
            scale = scale == null ? 255 : scale;
            mean = mean == null ? List.of(0f) : finite("input.mean", mean);
            std = std == null ? List.of(1f) : finite("input.std", std);
            require(width >= 1 && width <= 4096, "input.width", "is " + width + ": expected 1 to 4096");
            require(height >= 1 && height <= 4096, "input.height", "is " + height + ": expected 1 to 4096");
            require(channels == 1 || channels == 3, "input.channels", "is " + channels + ": expected 1 or 3");
            require(scale > 0 && Float.isFinite(scale), "input.scale", "is " + scale + ": expected a number above 0");
            require(mean.size() == 1 || mean.size() == channels, "input.mean", "has " + mean.size() + " values");
            require(std.size() == 1 || std.size() == channels, "input.std", "has " + std.size() + " values");
            require(std.stream().allMatch(value -> value > 0), "input.std", "is " + std + ": expected above 0");
        }
    }

    /** The order of the input's dimensions. */
    public enum Layout {
        /** Batch, channels, rows, columns. */
        NCHW,
        /** Batch, rows, columns, channels. */
        NHWC
    }

    /** What the output holds. */
    public enum Answers {
        /** Before the softmax. */
        LOGITS,
        /** After the softmax. */
        PROBABILITIES
    }

    /** For each emotion, in label order, the index of its answer. */
    List<Integer> order() {
        return Emotion.all().stream().map(Emotion::label).map(labels::indexOf).toList();
    }

    int width() {
        return input.width;
    }

    int height() {
        return input.height;
    }

    int channels() {
        return input.channels;
    }

    Layout layout() {
        return input.layout;
    }

    float scale() {
        return input.scale;
    }

    float mean(int channel) {
        return input.mean.get(input.mean.size() == 1 ? 0 : channel);
    }

    float std(int channel) {
        return input.std.get(input.std.size() == 1 ? 0 : channel);
    }

    /** As {@link org.mimika.core.ModelMetadata} takes it. */
    private static void requireLine(String key, String text) {
        boolean holds = text != null && !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
        require(holds, key, "is missing, blank or of several lines: expected text of one line");
    }

    private static List<Float> finite(String key, List<Float> values) {
        boolean holds = values.stream().allMatch(value -> value != null && Float.isFinite(value));
        require(holds, key, "is " + values + ": expected numbers");
        return List.copyOf(values);
    }

    private static void require(boolean holds, String key, String what) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + what);
        }
    }
}
