package org.mimika.learn.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes what {@code torch.save(state_dict)} writes: the same opcodes of protocol 2 that Python's pickler chooses, with
 * its memo, in a stored zip.
 */
public final class TorchSave {
    /** One tensor: a storage of raw bytes and the view of it. */
    record Tensor(String storageType, byte[] storage, int itemSize, long offset, int[] shape, long[] strides) {}

    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    private final Map<String, Integer> memo = new LinkedHashMap<>();
    private final Map<String, byte[]> storages = new LinkedHashMap<>();
    private int memoized;

    private TorchSave() {}

    /** Writes f32 tensors, row-major; names that end in {@code num_batches_tracked} as an int64 of no axis. */
    public static void write(Path file, Map<String, SafeTensors.Values> tensors) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        tensors.forEach((name, values) -> all.put(name, tensor(name, values)));
        writeTensors(file, all);
    }

    private static Tensor tensor(String name, SafeTensors.Values values) {
        if (name.endsWith("num_batches_tracked")) {
            return new Tensor("LongStorage", new byte[8], 8, 0, new int[0], new long[0]);
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.data().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values.data());
        return new Tensor("FloatStorage", bytes.array(), 4, 0, values.shape(), rowMajor(values.shape()));
    }

    static long[] rowMajor(int... shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= shape[i];
        }
        return strides;
    }

    static void writeTensors(Path file, Map<String, Tensor> tensors) {
        TorchSave save = new TorchSave();
        save.dictionary(tensors);
        save.finish(file);
    }

    /** As {@code torch.save(dict(state_dict))}: LibTorch's own reader knows no ordered dictionary. */
    static void writePlain(Path file, Map<String, Tensor> tensors) {
        TorchSave save = new TorchSave();
        save.bytes(0x80, 2, '}');
        save.memoize();
        save.bytes('(');
        tensors.forEach(save::entry);
        save.bytes('u', '.');
        save.finish(file);
    }

    private void finish(Path file) {
        try {
            zip(file, pickle.toByteArray(), storages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A zip as PyTorch lays it out, with this pickle. */
    static void zip(Path file, byte[] pickle, Map<String, byte[]> storages) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            stored(zip, "archive/data.pkl", pickle);
            stored(zip, "archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
                stored(zip, "archive/data/" + storage.getKey(), storage.getValue());
            }
            stored(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private void dictionary(Map<String, Tensor> tensors) {
        bytes(0x80, 2);
        global("collections", "OrderedDict");
        bytes(')', 'R');
        memoize();
        bytes('(');
        tensors.forEach(this::entry);
        bytes('u', '}');
        memoize();
        text("_metadata"); // a module's versions, as state_dict() attaches them
        global("collections", "OrderedDict");
        bytes(')', 'R');
        memoize();
        text("");
        bytes('}');
        memoize();
        text("version");
        bytes('K', 1, 's', 's', 's', 'b', '.');
    }

    private void entry(String name, Tensor tensor) {
        String key = Integer.toString(storages.size());
        storages.put(key, tensor.storage());
        text(name);
        global("torch._utils", "_rebuild_tensor_v2");
        bytes('(', '(');
        text("storage");
        global("torch", tensor.storageType());
        text(key);
        text("cpu");
        integer(tensor.storage().length / tensor.itemSize());
        bytes('t');
        memoize();
        bytes('Q');
        integer(tensor.offset());
        tuple(java.util.Arrays.stream(tensor.shape()).asLongStream().toArray());
        tuple(tensor.strides());
        bytes(0x89); // requires no gradient
        global("collections", "OrderedDict"); // hooks
        bytes(')', 'R');
        memoize();
        bytes('t');
        memoize();
        bytes('R');
        memoize();
    }

    private void tuple(long... values) {
        if (values.length == 0) {
            bytes(')');
            return;
        }
        if (values.length > 3) {
            bytes('(');
        }
        for (long value : values) {
            integer(value);
        }
        bytes(values.length > 3 ? 't' : 0x84 + values.length);
        memoize();
    }

    private void integer(long value) {
        if (value < 256) {
            bytes('K', (int) value);
        } else if (value < 65536) {
            bytes('M', (int) value & 0xff, (int) value >> 8);
        } else {
            bytes('J', (int) value & 0xff, (int) value >> 8 & 0xff, (int) value >> 16 & 0xff, (int) value >> 24);
        }
    }

    private void text(String text) {
        if (remembered("text " + text)) {
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes('X', utf8.length & 0xff, utf8.length >> 8, 0, 0);
        pickle.writeBytes(utf8);
        memo.put("text " + text, memoize());
    }

    private void global(String module, String name) {
        if (remembered("global " + module + "." + name)) {
            return;
        }
        pickle.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        memo.put("global " + module + "." + name, memoize());
    }

    private boolean remembered(String what) {
        Integer index = memo.get(what);
        if (index == null) {
            return false;
        }
        if (index < 256) {
            bytes('h', index);
        } else {
            bytes('j', index & 0xff, index >> 8 & 0xff, index >> 16, 0);
        }
        return true;
    }

    private int memoize() {
        int index = memoized++;
        if (index < 256) {
            bytes('q', index);
        } else {
            bytes('r', index & 0xff, index >> 8 & 0xff, index >> 16, 0);
        }
        return index;
    }

    private void bytes(int... values) {
        for (int value : values) {
            pickle.write(value);
        }
    }
}
