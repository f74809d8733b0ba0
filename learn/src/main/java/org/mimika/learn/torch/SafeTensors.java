package org.mimika.learn.torch;

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
 * The safetensors file format, for f32: eight bytes with the header's length, a JSON header with type, shape and place
 * of each tensor, then the values, little-endian. Nothing in it can execute.
 *
 * @param metadata free keys and values
 * @param tensors by name
 */
public record SafeTensors(Map<String, String> metadata, Map<String, Values> tensors) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_HEADER = 100_000_000; // the format's own limit

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
     * Reads a file.
     *
     * @throws MimikaException if it is missing, cut off or not of this format, naming it
     */
    public static SafeTensors read(Path file) {
        try (FileChannel in = FileChannel.open(file)) {
            long size = in.size();
            long length = size < Long.BYTES ? -1 : fill(in, 0, Long.BYTES).getLong();
            if (length < 2 || length > Math.min(MAX_HEADER, size - Long.BYTES)) {
                throw new MimikaException(file + " is not a safetensors file, or is cut off");
            }
            byte[] text = new byte[(int) length];
            fill(in, Long.BYTES, text.length).get(text);
            long dataStart = Long.BYTES + length;
            SafeTensorsHeader header = SafeTensorsHeader.parse(text, size - dataStart, file);
            Map<String, Values> tensors = new LinkedHashMap<>();
            for (SafeTensorsHeader.Entry entry : header.entries()) {
                tensors.put(entry.name(), values(in, dataStart, entry));
            }
            return new SafeTensors(header.metadata(), tensors);
        } catch (JsonProcessingException e) {
            throw new MimikaException(file + " has a broken header: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MimikaException("cannot read " + file + ": " + MimikaException.reason(e), e);
        }
    }

    private static Values values(FileChannel in, long dataStart, SafeTensorsHeader.Entry entry) throws IOException {
        int bytes = Math.toIntExact(entry.end() - entry.start());
        float[] data = new float[bytes / Float.BYTES];
        fill(in, dataStart + entry.start(), bytes).asFloatBuffer().get(data);
        return new Values(entry.shape(), data);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void drain(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static ByteBuffer fill(FileChannel in, long at, int size) throws IOException {
        ByteBuffer bytes = little(size);
        while (bytes.hasRemaining()) {
            if (in.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("the file ends early");
            }
        }
        return bytes.flip();
    }
}
