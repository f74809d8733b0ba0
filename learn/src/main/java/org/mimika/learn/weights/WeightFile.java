package org.mimika.learn.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.mimika.core.MimikaException;
import org.mimika.core.Sha256;

/**
 * An open file of named tensors, read one tensor at a time, so that a file need not fit into memory; an ONNX file alone
 * is read whole. Nothing in such a file is ever executed.
 *
 * <p>Belongs to one thread. May hold the file open until closed.
 */
public interface WeightFile extends AutoCloseable {
    /**
     * What the file says about a tensor.
     *
     * @param type how its numbers are stored
     * @param shape its extents; not copied
     */
    record Entry(ElementType type, int[] shape) {
        /** {@code F32 [64, 3, 7, 7]}. */
        @Override
        public String toString() {
            return type + " " + Arrays.toString(shape);
        }
    }

    /** The file; of a bundled model its name. */
    Path path();

    /** Of all its bytes, in lower-case hexadecimal digits. */
    default String sha256() {
        return Sha256.of(path());
    }

    /** Free keys and values; empty where the format has none. */
    Map<String, String> metadata();

    /** The tensors by name, in the file's order. */
    Map<String, Entry> entries();

    /**
     * Reads one tensor.
     *
     * @return its values as f32, row-major whatever its layout in the file
     * @throws MimikaException if the file cannot be read, or the tensor does not hold floats or holds one that is not
     *     finite, naming it
     * @throws IllegalArgumentException if there is no tensor of that name
     */
    float[] read(String name);

    @Override
    void close();

    /**
     * Opens a file; its content says which format it has, not its name.
     *
     * @throws MimikaException if it is missing, cut off, damaged, or of a format that is not read
     */
    static WeightFile open(Path file) {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(64);
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "it is a folder" : MimikaException.reason(e);
            throw new MimikaException("cannot read weights from " + file + ": " + reason, e);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK")) {
            return TorchFile.open(file);
        }
        if (text.startsWith("\u0080\u0002")) {
            throw new MimikaException(file + " is in PyTorch's format of before 2020: load it in Python with"
                    + " torch.load(..., weights_only=True) and torch.save it again");
        }
        if (text.startsWith("version https://git-lfs")) {
            throw new MimikaException(file + " is a pointer of Git LFS, not the weights: fetch the file itself");
        }
        if (text.stripLeading().startsWith("<")) {
            throw new MimikaException(file + " is a web page, not weights: download the file itself");
        }
        return OnnxFile.begins(start) ? OnnxFile.open(file) : SafeTensorsFile.open(file);
    }

    /**
     * Opens an ONNX file of ours that is in memory.
     *
     * @param where what to call it in messages
     * @throws MimikaException if it is damaged
     */
    static WeightFile ofOnnx(byte[] bytes, Path where) {
        return OnnxFile.of(bytes, where);
    }
}
