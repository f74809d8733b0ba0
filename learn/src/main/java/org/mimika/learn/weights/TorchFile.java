package org.mimika.learn.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.mimika.core.MimikaException;

/**
 * An open file of {@code torch.save}, as PyTorch writes it since 1.6: an uncompressed zip with a pickle that describes
 * the tensors, and one entry for each vector of numbers that they are views of.
 */
final class TorchFile implements WeightFile {
    private static final int MAX_PICKLE = 32 << 20;
    private static final int CHUNK = 1 << 20;
    private static final String PICKLE = "/data.pkl";

    private final Path path;
    private final ZipFile zip;
    private final String prefix;
    private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private TorchFile(Path path, ZipFile zip) throws IOException {
        this.path = path;
        this.zip = zip;
        List<String> pickles = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.indexOf('/') == name.length() - PICKLE.length() && name.endsWith(PICKLE))
                .toList();
        if (pickles.size() != 1) {
            throw new IOException("it is a zip, but not one of torch.save: it has " + pickles.size() + " data.pkl");
        }
        prefix = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length() + 1);
        requireLittleEndian();
        Object root = Pickle.read(bytes(pickles.get(0), MAX_PICKLE));
        for (Map.Entry<?, ?> weight : weights(root).entrySet()) {
            if (weight.getKey() instanceof String name && weight.getValue() instanceof TorchTensor tensor) {
                if (!TensorName.isPlain(name)) {
                    throw new IOException("tensor " + TensorName.shown(name) + " has control characters in its name");
                }
                tensors.put(name, tensor);
                entries.put(name, new Entry(tensor.storage().type(), tensor.shape()));
            }
        }
        if (entries.isEmpty()) {
            throw new IOException("it holds no named tensors");
        }
    }

    static TorchFile open(Path file) {
        ZipFile zip = null;
        try {
            zip = new ZipFile(file.toFile());
            return new TorchFile(file, zip);
        } catch (ZipException e) {
            close(zip);
            throw new MimikaException(file + " is cut off or damaged: its zip directory does not read", e);
        } catch (IOException e) {
            close(zip);
            throw new MimikaException("cannot read weights from " + file + ": " + MimikaException.reason(e), e);
        }
    }

    private void requireLittleEndian() throws IOException {
        ZipEntry order = zip.getEntry(prefix + "byteorder");
        if (order != null && !new String(bytes(order.getName(), 100), StandardCharsets.US_ASCII).equals("little")) {
            throw new IOException("its numbers are big-endian, which is not supported");
        }
    }

    /** The state dictionary itself, or under the names that training scripts keep it by. */
    private static Map<?, ?> weights(Object root) throws IOException {
        if (!(root instanceof Map<?, ?> map)) {
            throw new IOException("it holds no dictionary of tensors");
        }
        for (String key : List.of("state_dict", "model", "model_state_dict")) {
            if (map.get(key) instanceof Map<?, ?> inner) {
                return inner;
            }
        }
        return map;
    }

    private byte[] bytes(String name, int most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry.getSize() < 0 || entry.getSize() > most) {
            throw new IOException(name + " is larger than the " + most + " bytes that weights need");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(most);
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    @Override
    public float[] read(String name) {
        TorchTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(path + " has no tensor " + name);
        }
        Tensors.requireFloating(tensor.storage().type(), name, path);
        try {
            float[] values = tensor.count() == 0 ? new float[0] : tensor.gather(reached(tensor));
            return Tensors.requireFinite(values, name, path);
        } catch (IOException e) {
            throw new MimikaException("cannot read " + path + ": tensor " + name + ": " + MimikaException.reason(e), e);
        }
    }

    private float[] reached(TorchTensor tensor) throws IOException {
        TorchStorage storage = tensor.storage();
        ElementType type = storage.type();
        ZipEntry entry = zip.getEntry(prefix + "data/" + storage.key());
        if (entry == null) {
            throw new IOException("its numbers are missing");
        }
        // Never compressed: what is read is then never more than what the file holds.
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != storage.count() * type.bytes()) {
            throw new IOException("its numbers are " + entry.getSize() + " bytes, expected "
                    + storage.count() * type.bytes() + ", uncompressed");
        }
        if (entry.getSize() > Files.size(path) || tensor.span() > Integer.MAX_VALUE) {
            throw new IOException("it reaches over more numbers than the file holds or memory takes");
        }
        float[] values = new float[(int) tensor.span()];
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, (long) values.length * type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        try (InputStream in = zip.getInputStream(entry)) {
            in.skipNBytes(tensor.offset() * type.bytes());
            for (int done = 0; done < values.length; ) {
                int count = Math.min(values.length - done, chunk.capacity() / type.bytes());
                int length = count * type.bytes();
                if (in.readNBytes(chunk.array(), 0, length) < length) {
                    throw new IOException("the file ends early");
                }
                type.decode(chunk.clear(), values, done, count);
                done += count;
            }
        }
        return values;
    }

    @Override
    public void close() {
        close(zip);
    }

    private static void close(ZipFile zip) {
        try {
            if (zip != null) {
                zip.close();
            }
        } catch (IOException e) {
            // It was only read.
        }
    }
}
