package org.mimika.learn.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mimika.core.MimikaException;

/**
 * A safetensors file in memory, written as f32: eight bytes with the header's length, a JSON header with type, shape and place
 * of each tensor, then the values, little-endian. Nothing in it can execute.
 *
 * @param metadata free keys and values
 * @param tensors by name
 */
public record SafeTensors(Map<String, String> metadata, Map<String, Values> tensors) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One tensor.
     *
     * @param shape its extents
     * @param data its values, row-major; not copied
     */
    public record Values(int[] shape, float[] data) {}

    /** Copies the maps. */
    public SafeTensors {
        metadata = new LinkedHashMap<>(metadata);
        tensors = new LinkedHashMap<>(tensors);
    }

    /** Writes the file whole or not at all: under another name first, then renamed. */
    public void write(Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel out = FileChannel.open(
                    partial,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                byte[] header = header();
                drain(out, little(Long.BYTES).putLong(header.length).flip());
                drain(out, ByteBuffer.wrap(header));
                for (Values values : tensors.values()) {
                    ByteBuffer bytes = little(Math.multiplyExact(values.data().length, Float.BYTES));
                    bytes.asFloatBuffer().put(values.data());
                    drain(out, bytes);
                }
                out.force(true);
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            delete(partial); // on a full disk it would take the room that the next one needs
            throw new MimikaException("cannot write " + file + ": " + MimikaException.reason(e), e);
        }
    }

    private static void delete(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // The failure to write is what is reported.
        }
    }

    private byte[] header() throws JsonProcessingException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode free = header.putObject(SafeTensorsHeader.METADATA);
        metadata.forEach(free::put);
        long at = 0;
        for (Map.Entry<String, Values> entry : tensors.entrySet()) {
            ObjectNode tensor = header.putObject(entry.getKey());
            tensor.put("dtype", "F32");
            tensor.set("shape", JSON.valueToTree(entry.getValue().shape()));
            long end = at + (long) entry.getValue().data().length * Float.BYTES;
            tensor.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8); // the values start aligned
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * Reads a whole file; {@link SafeTensorsFile} reads it by tensor.
     *
     * @throws MimikaException if it is missing, cut off, not of this format or holds other numbers than floats, naming
     *     it
     */
    public static SafeTensors read(Path file) {
        try (SafeTensorsFile in = SafeTensorsFile.open(file)) {
            Map<String, Values> tensors = new LinkedHashMap<>();
            in.entries().forEach((name, entry) -> tensors.put(name, new Values(entry.shape(), in.raw(name))));
            return new SafeTensors(in.metadata(), tensors);
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void drain(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
