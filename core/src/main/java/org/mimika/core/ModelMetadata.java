package org.mimika.core;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The contract that travels in an ONNX file's custom metadata: all that inference needs, and where the network comes
 * from. Every key begins with {@value #PREFIX}; keys of others are left alone.
 *
 * <table>
 * <caption>Keys and values</caption>
 * <tr><td>{@code mimika.format}</td><td>{@value #FORMAT}</td></tr>
 * <tr><td>{@code mimika.name}, {@code .architecture}</td><td>text of one line</td></tr>
 * <tr><td>{@code mimika.labels}</td><td>the seven labels in {@link Emotion} order, separated by commas</td></tr>
 * <tr><td>{@code mimika.input.width}, {@code .height}, {@code .channels}</td><td>whole numbers</td></tr>
 * <tr><td>{@code mimika.input.mean}, {@code .std}</td><td>decimal numbers, see {@link InputSpec}</td></tr>
 * <tr><td>{@code mimika.crop.scale}, {@code .shift_x}, {@code .shift_y}</td><td>see {@link FaceCrop}</td></tr>
 * <tr><td>{@code mimika.temperature}</td><td>what the logits are divided by before the softmax</td></tr>
 * <tr><td>{@code mimika.provenance.*}</td><td>free: data hash, split, seed, recipe, versions, metrics with n</td></tr>
 * </table>
 *
 * @param name what the model is called, such as {@code hybrid}
 * @param architecture the network's name in the registry that built it
 * @param input how a face becomes the graph's input
 * @param temperature positive; fitted on held-out data
 * @param provenance sorted; keys of small letters, digits, dots, dashes and underscores; an unmodifiable copy is kept
 */
public record ModelMetadata(
        String name, String architecture, InputSpec input, float temperature, SortedMap<String, String> provenance) {
    /** The beginning of every key. */
    public static final String PREFIX = "mimika.";

    /** The version of this contract. */
    public static final int FORMAT = 1;

    /** What every key of the provenance begins with. */
    public static final String PROVENANCE = PREFIX + "provenance.";

    private static final Pattern KEY = Pattern.compile("[a-z0-9._-]+");
    private static final String LABELS =
            String.join(",", Emotion.all().stream().map(Emotion::label).toList());

    /** Validates and copies. */
    public ModelMetadata {
        requireLine("name", name);
        requireLine("architecture", architecture);
        if (!(temperature > 0 && temperature <= 1000)) {
            throw new IllegalArgumentException("temperature " + temperature + ": expected over 0, at most 1000");
        }
        provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
        for (Map.Entry<String, String> entry : provenance.entrySet()) {
            if (!KEY.matcher(entry.getKey()).matches()) {
                throw new IllegalArgumentException("provenance key '" + entry.getKey()
                        + "': expected small letters, digits, dots, dashes and underscores");
            }
        }
    }

    private static void requireLine(String what, String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " '" + text.strip() + "': expected text of one line");
        }
    }

    /** The same model at another temperature. */
    public ModelMetadata withTemperature(float newTemperature) {
        return new ModelMetadata(name, architecture, input, newTemperature, provenance);
    }

    /** All keys and values, sorted by key; {@link #fromMap} reads the same back. */
    public SortedMap<String, String> toMap() {
        SortedMap<String, String> map = new TreeMap<>();
        map.put(PREFIX + "format", Integer.toString(FORMAT));
        map.put(PREFIX + "name", name);
        map.put(PREFIX + "architecture", architecture);
        map.put(PREFIX + "labels", LABELS);
        map.put(PREFIX + "input.width", Integer.toString(input.width()));
        map.put(PREFIX + "input.height", Integer.toString(input.height()));
        map.put(PREFIX + "input.channels", Integer.toString(input.channels()));
        map.put(PREFIX + "input.mean", Float.toString(input.mean()));
        map.put(PREFIX + "input.std", Float.toString(input.std()));
        map.put(PREFIX + "crop.scale", Float.toString(input.crop().scale()));
        map.put(PREFIX + "crop.shift_x", Float.toString(input.crop().shiftX()));
        map.put(PREFIX + "crop.shift_y", Float.toString(input.crop().shiftY()));
        map.put(PREFIX + "temperature", Float.toString(temperature));
        provenance.forEach((key, value) -> map.put(PROVENANCE + key, value));
        return map;
    }

    /**
     * Reads what {@link #toMap} wrote.
     *
     * @param map the custom metadata of an ONNX file
     * @param where the file, for messages
     * @throws MimikaException if a key is missing or its value bad; the message names the key and the file
     */
    public static ModelMetadata fromMap(Map<String, String> map, String where) {
        Reader reader = new Reader(map, where);
        if (reader.integer("format") != FORMAT) {
            throw reader.bad("format", "this version of Mimika reads " + FORMAT);
        }
        if (!reader.text("labels").equals(LABELS)) {
            throw reader.bad("labels", "expected " + LABELS + " in this order");
        }
        SortedMap<String, String> provenance = new TreeMap<>();
        map.forEach((key, value) -> {
            if (key.startsWith(PROVENANCE)) {
                provenance.put(key.substring(PROVENANCE.length()), value);
            }
        });
        FaceCrop crop = reader.build(
                "crop.*",
                r -> new FaceCrop(r.decimal("crop.scale"), r.decimal("crop.shift_x"), r.decimal("crop.shift_y")));
        InputSpec input = reader.build(
                "input.*",
                r -> new InputSpec(
                        r.integer("input.width"),
                        r.integer("input.height"),
                        r.integer("input.channels"),
                        r.decimal("input.mean"),
                        r.decimal("input.std"),
                        crop));
        return reader.build(
                "name, .architecture, .temperature, .provenance.*",
                r -> new ModelMetadata(
                        r.text("name"), r.text("architecture"), input, r.decimal("temperature"), provenance));
    }

    private record Reader(Map<String, String> map, String where) {
        String text(String key) {
            String value = map.get(PREFIX + key);
            if (value == null) {
                throw new MimikaException(where + ": no metadata key " + PREFIX + key
                        + ": expected an ONNX file written by 'mimika export'");
            }
            return value;
        }

        int integer(String key) {
            try {
                return Integer.parseInt(text(key));
            } catch (NumberFormatException e) {
                throw bad(key, "expected a whole number");
            }
        }

        float decimal(String key) {
            try {
                return Float.parseFloat(text(key));
            } catch (NumberFormatException e) {
                throw bad(key, "expected a number");
            }
        }

        /** Turns what a record's constructor refuses into a message with the keys and the file. */
        <T> T build(String keys, Function<Reader, T> constructor) {
            try {
                return constructor.apply(this);
            } catch (IllegalArgumentException e) {
                throw new MimikaException(where + ": bad metadata in " + PREFIX + keys + ": " + e.getMessage(), e);
            }
        }

        MimikaException bad(String key, String expected) {
            return new MimikaException(
                    where + ": metadata key " + PREFIX + key + " is '" + text(key) + "': " + expected);
        }
    }
}
