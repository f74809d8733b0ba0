package org.mimika.learn.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.weights.OnnxFile;
import org.mimika.learn.weights.PixelFold;

/** The constants of an ONNX graph, its initialisers: weights and numbers, each written once. Not thread-safe. */
final class OnnxConstants {
    private final GraphProto.Builder graph;
    private final Map<Parameter, String> names = new IdentityHashMap<>();
    private final Function<String, float[]> values;
    private final WeightStorage storage;
    private final Set<String> written = new HashSet<>();

    /**
     * Writes into this graph.
     *
     * @param named the network's parameters
     * @param values a parameter's values by its name, row-major
     * @param storage how weights are stored
     */
    OnnxConstants(
            GraphProto.Builder graph,
            Map<String, Parameter> named,
            Function<String, float[]> values,
            WeightStorage storage) {
        this.graph = graph;
        this.storage = storage;
        named.forEach((name, parameter) -> names.put(parameter, name));
        this.values = values;
    }

    /** A parameter as it is; its name. */
    String of(Parameter parameter) {
        String name = names.get(parameter);
        if (written.add(name)) {
            write(parameter, name, values.apply(name), parameter.shape());
        }
        return name;
    }

    /** A linear layer's weight as ONNX multiplies it: {@code [in, out]}. */
    String transposed(Parameter weight) {
        String name = names.get(weight) + OnnxFile.TRANSPOSED;
        if (written.add(name)) {
            int out = weight.shape()[0];
            int in = weight.shape()[1];
            float[] rows = values.apply(names.get(weight));
            float[] columns = new float[rows.length];
            for (int o = 0; o < out; o++) {
                for (int i = 0; i < in; i++) {
                    columns[i * out + o] = rows[o * in + i];
                }
            }
            write(weight, name, columns, in, out);
        }
        return name;
    }

    /**
     * The weight {@code [out, in f^2, k, k]} of a convolution over folded pixels as that of the same convolution over
     * the pixels themselves, {@code [out, in, f k, f k]}; its name.
     */
    String unfolded(Parameter weight, int fold) {
        if (fold == 1) {
            return of(weight);
        }
        String name = names.get(weight) + OnnxFile.UNFOLDED;
        if (written.add(name)) {
            int[] shape = weight.shape();
            int k = shape[2];
            int side = fold * k;
            int in = shape[1] / (fold * fold);
            float[] whole = new PixelFold(fold, k).unfolded(values.apply(names.get(weight)));
            write(weight, name, whole, shape[0], in, side, side);
        }
        return name;
    }

    /** One number; its name. */
    String scalar(double value) {
        String name = "constant_" + (float) value;
        if (written.add(name)) {
            write(name, new float[] {(float) value});
        }
        return name;
    }

    private void write(Parameter parameter, String name, float[] data, int... shape) {
        if (!storage.rounds(parameter)) {
            write(name, data, shape);
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(data.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : data) {
            bytes.putShort(HalfFloat.of(value));
        }
        String stored = name + OnnxFile.HALF;
        write(stored, TensorProto.DataType.FLOAT16, bytes.flip(), shape);
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Cast")
                .setName(name)
                .addInput(stored)
                .addOutput(name)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(TensorProto.DataType.FLOAT.getNumber())));
    }

    private void write(String name, float[] data, int... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(data.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(data);
        write(name, TensorProto.DataType.FLOAT, bytes, shape);
    }

    private void write(String name, TensorProto.DataType type, ByteBuffer bytes, int... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes));
        Arrays.stream(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
    }

    /** A list of whole numbers; its name. */
    String integers(long... data) {
        String name = "shape_" + Arrays.toString(data).replaceAll("[^0-9,]", "").replace(',', 'x');
        return whole(name, data, data.length);
    }

    /** One whole number, without an axis; its name. */
    String integer(long value) {
        return whole("integer_" + value, new long[] {value});
    }

    private String whole(String name, long[] data, int... shape) {
        if (written.add(name)) {
            ByteBuffer bytes = ByteBuffer.allocate(data.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(data);
            write(name, TensorProto.DataType.INT64, bytes, shape);
        }
        return name;
    }
}
