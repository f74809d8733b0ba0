package org.mimika.learn.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mimika.core.MimikaException;

/** An open safetensors file; the format is described at {@link SafeTensors}. */
final class SafeTensorsFile implements WeightFile {
    private static final long MAX_HEADER = 100_000_000; // the format's own limit
    private static final int CHUNK = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final long dataStart;
    private final Map<String, String> metadata;
    private final Map<String, SafeTensorsHeader.Entry> places = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private SafeTensorsFile(Path path, FileChannel channel, long dataStart, SafeTensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.dataStart = dataStart;
        metadata = header.metadata();
        for (SafeTensorsHeader.Entry entry : header.entries()) {
            places.put(entry.name(), entry);
            entries.put(entry.name(), new Entry(entry.type(), entry.shape()));
        }
    }

    static SafeTensorsFile open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file);
            return read(file, channel);
        } catch (IOException e) {
            close(channel);
            String broken = e instanceof JsonProcessingException json
                    ? file + " has a broken header: " + json.getOriginalMessage()
                    : "cannot read " + file + ": " + MimikaException.reason(e);
            throw new MimikaException(broken, e);
        } catch (RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    private static SafeTensorsFile read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long length = -1;
        if (size >= Long.BYTES) {
            fill(channel, 0, prefix);
            length = prefix.getLong();
        }
        if (length < 2 || length > Math.min(MAX_HEADER, size - Long.BYTES)) {
            throw new MimikaException(file + " is not a safetensors file (nor .pth or ONNX), or is cut off");
        }
        ByteBuffer text = ByteBuffer.allocate((int) length);
        fill(channel, Long.BYTES, text);
        long dataStart = Long.BYTES + length;
        return new SafeTensorsFile(
                file, channel, dataStart, SafeTensorsHeader.parse(text.array(), size - dataStart, file));
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    @Override
    public Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    @Override
    public float[] read(String name) {
        return Tensors.requireFinite(raw(name), name, path);
    }

    /** The values, finite or not: a checkpoint gives back what it was given. */
    float[] raw(String name) {
        SafeTensorsHeader.Entry entry = places.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(path + " has no tensor " + name);
        }
        Tensors.requireFloating(entry.type(), name, path);
        int width = entry.type().bytes();
        float[] values = new float[Math.toIntExact((entry.end() - entry.start()) / width)];
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, entry.end() - entry.start()))
                .order(ByteOrder.LITTLE_ENDIAN);
        try {
            for (int done = 0; done < values.length; ) {
                int count = Math.min(values.length - done, CHUNK / width);
                fill(
                        channel,
                        dataStart + entry.start() + (long) done * width,
                        chunk.clear().limit(count * width));
                entry.type().decode(chunk, values, done, count);
                done += count;
            }
        } catch (IOException e) {
            throw new MimikaException("cannot read " + path + ": " + MimikaException.reason(e), e);
        }
        return values;
    }

    /** Fills the buffer up to its limit and flips it. */
    private static void fill(FileChannel in, long at, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (in.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("the file ends early");
            }
        }
        bytes.flip();
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It was only read.
        }
    }
}
