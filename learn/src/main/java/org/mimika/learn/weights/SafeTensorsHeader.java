package org.mimika.learn.weights;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mimika.core.MimikaException;

/**
 * The JSON header of a safetensors file, as it was read and checked: the tensors cover the file's values one after
 * another, so that what is read is never more than what the file holds.
 *
 * @param metadata free keys and values
 * @param entries the tensors in the order of the header
 */
record SafeTensorsHeader(Map<String, String> metadata, List<Entry> entries) {
    /** The key of the free keys and values, which is no tensor's name. */
    static final String METADATA = "__metadata__";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * One tensor.
     *
     * @param name its name
     * @param type how its numbers are stored
     * @param shape its extents, at most 2^31 - 1 numbers together
     * @param start where its bytes begin, after the header
     * @param end where they end
     */
    record Entry(String name, ElementType type, int[] shape, long start, long end) {}

    /**
     * Reads a header.
     *
     * @param dataSize how many bytes follow it
     * @throws IOException if it is not JSON
     * @throws MimikaException if it promises anything but tensors that cover those bytes, naming the tensor
     */
    static SafeTensorsHeader parse(byte[] json, long dataSize, Path file) throws IOException {
        if (!(JSON.readTree(json) instanceof ObjectNode header)) {
            throw new MimikaException(file + " has a broken header: expected a JSON object");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (field.getKey().equals(METADATA)) {
                field.getValue()
                        .properties()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
            } else {
                entries.add(entry(field.getKey(), field.getValue(), file));
            }
        }
        requireCover(entries, dataSize, file);
        return new SafeTensorsHeader(metadata, entries);
    }

    private static Entry entry(String name, JsonNode tensor, Path file) {
        String where = file + ": tensor " + TensorName.shown(name);
        if (!TensorName.isPlain(name)) {
            throw new MimikaException(where + " has control characters in its name");
        }
        String named = TensorName.shown(tensor.path("dtype").asText("of no type"));
        ElementType type = ElementType.of(named)
                .orElseThrow(() -> new MimikaException(where + " is " + named + ", a type that is not known"));
        int[] shape = shape(tensor.path("shape"), where);
        long bytes = count(shape, where) * type.bytes();
        JsonNode offsets = tensor.path("data_offsets");
        long start = offset(offsets.path(0));
        long end = offset(offsets.path(1));
        if (start < 0 || end < start || end - start != bytes) {
            throw new MimikaException(
                    where + " has a place of " + offsets + " in the file, which does not fit its " + bytes + " bytes");
        }
        return new Entry(name, type, shape, start, end);
    }

    private static long count(int[] shape, String where) {
        long count = 1;
        for (int extent : shape) {
            if (extent > 0 && count > Integer.MAX_VALUE / extent) {
                throw new MimikaException(where + " has more than the 2^31 - 1 numbers that are supported");
            }
            count *= extent;
        }
        return count;
    }

    private static int[] shape(JsonNode extents, String where) {
        int[] shape = new int[extents.size()];
        for (int i = 0; i < shape.length; i++) {
            JsonNode extent = extents.path(i);
            shape[i] = extent.isIntegralNumber() && extent.canConvertToInt() ? extent.intValue() : -1;
            if (shape[i] < 0) {
                throw new MimikaException(where + " has an extent of " + extent + ", expected 0 to 2147483647");
            }
        }
        if (!extents.isArray()) {
            throw new MimikaException(where + " has no list of extents");
        }
        return shape;
    }

    /** A place in the file; negative where it is none. */
    private static long offset(JsonNode place) {
        return place.isIntegralNumber() && place.canConvertToLong() ? place.longValue() : -1;
    }

    /** As the format wants it: no holes, and no byte that belongs to two tensors. */
    private static void requireCover(List<Entry> entries, long dataSize, Path file) {
        List<Entry> byPlace = new ArrayList<>(entries);
        byPlace.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
        long at = 0;
        for (Entry entry : byPlace) {
            if (entry.end() > dataSize) {
                throw new MimikaException(file + ": tensor " + entry.name() + " ends after the file: is it cut off?");
            }
            if (entry.start() != at) {
                throw new MimikaException(
                        file + ": tensor " + entry.name() + " does not begin where the one before it ends");
            }
            at = entry.end();
        }
        if (at != dataSize) {
            throw new MimikaException(file + ": " + (dataSize - at) + " bytes belong to no tensor");
        }
    }
}
