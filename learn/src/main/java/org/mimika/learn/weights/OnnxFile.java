package org.mimika.learn.weights;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mimika.core.MimikaException;
import org.mimika.core.Sha256;

/**
 * The weights of an ONNX file that {@code mimika export} wrote, under the names of the network's parameters and in their
 * shapes, but for a first convolution over folded pixels, which is as {@link PixelFold#unfolded} leaves it. In memory
 * whole. How names tell what became of a weight stands here for the writer too.
 */
public final class OnnxFile implements WeightFile {
    /** Behind the name of a linear layer's weight that is written {@code [in, out]}. */
    public static final String TRANSPOSED = ".T";

    /** Behind the name of a convolution's weight that is written as one over the pixels themselves. */
    public static final String UNFOLDED = ".unfolded";

    /** Behind the name of a weight that is stored as fp16 and computed as f32. */
    public static final String HALF = ".fp16";

    private final Path path;
    private final String sha256;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, TensorProto> tensors = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private OnnxFile(Path path, byte[] bytes, ModelProto model) {
        this.path = path;
        sha256 = Sha256.of(bytes);
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            Optional<ElementType> type = type(tensor);
            if (type.isPresent() && tensor.getDimsCount() > 0) { // the others are the graph's constants
                String name = plain(tensor);
                requireWhole(tensor, type.get(), name);
                if (tensors.put(name, tensor) != null) {
                    throw new MimikaException(path + " holds two tensors that stand for " + TensorName.shown(name));
                }
                entries.put(name, new Entry(type.get(), shape(tensor)));
            }
        }
    }

    private void requireWhole(TensorProto tensor, ElementType type, String name) {
        long bytes = type.bytes();
        for (long extent : tensor.getDimsList()) {
            bytes = extent < 1 ? -1 : Math.multiplyExact(bytes, extent);
            if (bytes < 0) {
                break;
            }
        }
        if (!TensorName.isPlain(name) || bytes != tensor.getRawData().size()) {
            throw new MimikaException(path + " is not as mimika export writes it, or damaged: tensor "
                    + TensorName.shown(name) + " " + tensor.getDimsList() + " holds "
                    + tensor.getRawData().size() + " bytes");
        }
    }

    /**
     * Reads the bytes of such a file.
     *
     * @param where what to call it in messages
     * @throws MimikaException if it is damaged
     */
    static OnnxFile of(byte[] bytes, Path where) {
        try {
            return new OnnxFile(where, bytes, ModelProto.parseFrom(bytes));
        } catch (InvalidProtocolBufferException | ArithmeticException e) {
            throw new MimikaException(where + " is not an ONNX file, or a damaged one", e);
        }
    }

    static OnnxFile open(Path file) {
        try {
            if (Files.size(file) > Integer.MAX_VALUE - 8) {
                throw new MimikaException(file + " has over 2 GB, more than an ONNX file of ours");
            }
            return of(Files.readAllBytes(file), file);
        } catch (IOException e) {
            throw new MimikaException("cannot read " + file + ": " + MimikaException.reason(e), e);
        }
    }

    /** Whether a file may be one: its first field is the version of the format. */
    static boolean begins(byte[] start) {
        return start.length > 8 && start[0] == 8 && start[8] != '{'; // safetensors: a length of 8 bytes, and JSON
    }

    private static Optional<ElementType> type(TensorProto tensor) {
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
        if (type == TensorProto.DataType.FLOAT) {
            return Optional.of(ElementType.F32);
        }
        return type == TensorProto.DataType.FLOAT16 ? Optional.of(ElementType.F16) : Optional.empty();
    }

    private static String plain(TensorProto tensor) {
        String name = without(tensor.getName(), HALF);
        return isTransposed(tensor) ? without(name, TRANSPOSED) : without(name, UNFOLDED);
    }

    private static String without(String name, String ending) {
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    private static boolean isTransposed(TensorProto tensor) {
        return tensor.getDimsCount() == 2 && without(tensor.getName(), HALF).endsWith(TRANSPOSED);
    }

    private static int[] shape(TensorProto tensor) {
        int[] shape = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
        return isTransposed(tensor) ? new int[] {shape[1], shape[0]} : shape;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public String sha256() {
        return sha256;
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
        TensorProto tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(path + " has no tensor " + name);
        }
        Entry entry = entries.get(name);
        ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / entry.type().bytes()];
        entry.type().decode(bytes, values, 0, values.length);
        Tensors.requireFinite(values, name, path);
        return isTransposed(tensor) ? transposed(values, entry.shape()[0], entry.shape()[1]) : values;
    }

    /** {@code [in, out] -> [out, in]}. */
    private static float[] transposed(float[] columns, int out, int in) {
        float[] rows = new float[columns.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                rows[o * in + i] = columns[i * out + o];
            }
        }
        return rows;
    }

    @Override
    public void close() {
        // It was read whole.
    }
}
