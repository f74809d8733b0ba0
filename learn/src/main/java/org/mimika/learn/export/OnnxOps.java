package org.mimika.learn.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.mimika.learn.nn.BatchNorm2d;
import org.mimika.learn.nn.Conv2d;
import org.mimika.learn.nn.CostOps;
import org.mimika.learn.nn.CostOps.Shape;
import org.mimika.learn.nn.LayerNorm;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Ops;
import org.mimika.learn.nn.Parameter;

/**
 * Writes a network's forward pass as an ONNX graph (operator set {@value #OPSET}), its weights as initialisers under
 * the parameters' names. Shapes come from {@link CostOps}, for a batch of one; the graph's batch is free. Not
 * thread-safe.
 */
final class OnnxOps implements Ops<OnnxOps.Value> {
    /** Old enough for runtimes of 2022, new enough for LayerNormalization. */
    static final int OPSET = 17;

    /**
     * A value of the graph.
     *
     * @param name its name
     * @param shape its extents for one face
     */
    record Value(String name, Shape shape) {}

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("mimika");
    private final CostOps shapes = new CostOps();
    private final Map<Parameter, String> names = new IdentityHashMap<>();
    private final Function<String, float[]> values;
    private final Set<String> written = new HashSet<>();
    private final Map<String, Integer> counters = new HashMap<>();

    /**
     * Writes with these weights.
     *
     * @param named the network's parameters
     * @param values a parameter's values by its name, row-major
     */
    OnnxOps(Map<String, Parameter> named, Function<String, float[]> values) {
        named.forEach((name, parameter) -> names.put(parameter, name));
        this.values = values;
    }

    /** The graph so far. */
    GraphProto.Builder graph() {
        return graph;
    }

    @Override
    public Value conv2d(Value x, Conv2d layer) {
        long stride = layer.stride();
        long padding = layer.padding();
        String[] inputs = layer.bias() == null
                ? new String[] {x.name, initializer(layer.weight())}
                : new String[] {x.name, initializer(layer.weight()), initializer(layer.bias())};
        return node(
                "Conv",
                shapes.conv2d(x.shape, layer),
                inputs,
                ints("kernel_shape", layer.kernel(), layer.kernel()),
                ints("strides", stride, stride),
                ints("pads", padding, padding, padding, padding),
                integer("group", layer.groups()));
    }

    @Override
    public Value batchNorm(Value x, BatchNorm2d layer) {
        String[] inputs = {
            x.name,
            initializer(layer.weight()),
            initializer(layer.bias()),
            initializer(layer.runningMean()),
            initializer(layer.runningVar())
        };
        return node("BatchNormalization", shapes.batchNorm(x.shape, layer), inputs, real("epsilon", BatchNorm2d.EPS));
    }

    @Override
    public Value layerNorm(Value x, LayerNorm layer) {
        String[] inputs = {x.name, initializer(layer.weight()), initializer(layer.bias())};
        return node(
                "LayerNormalization",
                shapes.layerNorm(x.shape, layer),
                inputs,
                integer("axis", -1),
                real("epsilon", LayerNorm.EPS));
    }

    @Override
    public Value linear(Value x, Linear layer) {
        Shape shape = shapes.linear(x.shape, layer);
        Value product = node("MatMul", shape, new String[] {x.name, transposed(layer.weight())});
        return node("Add", shape, new String[] {product.name, initializer(layer.bias())});
    }

    @Override
    public Value relu(Value x) {
        return node("Relu", shapes.relu(x.shape), new String[] {x.name});
    }

    @Override
    public Value gelu(Value x) {
        // x (1 + erf(x / sqrt 2)) / 2: the operator Gelu came later, and runtimes know this pattern.
        Value erf = node(
                "Erf", x.shape, new String[] {node("Div", x.shape, new String[] {x.name, scalar(Math.sqrt(2))}).name});
        Value sum = node("Add", x.shape, new String[] {erf.name, scalar(1)});
        Value product = node("Mul", x.shape, new String[] {x.name, sum.name});
        return node("Mul", shapes.gelu(x.shape), new String[] {product.name, scalar(0.5)});
    }

    @Override
    public Value add(Value a, Value b) {
        return node("Add", shapes.add(a.shape, b.shape), new String[] {a.name, b.name});
    }

    @Override
    public Value scale(Value x, double factor) {
        return node("Mul", shapes.scale(x.shape, factor), new String[] {x.name, scalar(factor)});
    }

    @Override
    public Value matmul(Value a, Value b) {
        return node("MatMul", shapes.matmul(a.shape, b.shape), new String[] {a.name, b.name});
    }

    @Override
    public Value softmax(Value x, int axis) {
        return node("Softmax", shapes.softmax(x.shape, axis), new String[] {x.name}, integer("axis", axis));
    }

    @Override
    public Value reshape(Value x, int... rest) {
        long[] target = new long[rest.length + 1]; // the leading 0 keeps the batch
        for (int i = 0; i < rest.length; i++) {
            target[i + 1] = rest[i];
        }
        return node("Reshape", shapes.reshape(x.shape, rest), new String[] {x.name, integers(target)});
    }

    @Override
    public Value transpose(Value x, int... order) {
        long[] permutation = Arrays.stream(order).asLongStream().toArray();
        return node("Transpose", shapes.transpose(x.shape, order), new String[] {x.name}, ints("perm", permutation));
    }

    @Override
    public Value mean(Value x, int axis) {
        return node(
                "ReduceMean",
                shapes.mean(x.shape, axis),
                new String[] {x.name},
                ints("axes", axis),
                integer("keepdims", 0));
    }

    @Override
    public Value pixelUnshuffle(Value x, int factor) {
        // Written out: ONNX's SpaceToDepth orders the channels another way.
        int[] folded = shapes.pixelUnshuffle(x.shape, factor).extents(); // [1, C f^2, H / f, W / f]
        int channels = x.shape.extents()[1];
        Value split = reshape(x, channels, folded[2], factor, folded[3], factor);
        return reshape(transpose(split, 0, 1, 3, 5, 2, 4), folded[1], folded[2], folded[3]);
    }

    @Override
    public Value parameter(Parameter parameter) {
        return new Value(initializer(parameter), shapes.parameter(parameter));
    }

    @Override
    public Value dropout(Value x, double p) {
        return x;
    }

    @Override
    public Value dropPath(Value residual, double p) {
        return residual;
    }

    private Value node(String type, Shape shape, String[] inputs, AttributeProto... attributes) {
        String name = type + "_" + counters.merge(type, 1, Integer::sum);
        graph.addNode(NodeProto.newBuilder()
                .setOpType(type)
                .setName(name)
                .addAllInput(Arrays.asList(inputs))
                .addOutput(name)
                .addAllAttribute(Arrays.asList(attributes)));
        return new Value(name, shape);
    }

    private String initializer(Parameter parameter) {
        String name = names.get(parameter);
        if (written.add(name)) {
            write(name, values.apply(name), parameter.shape());
        }
        return name;
    }

    /** A linear layer's weight as ONNX multiplies it: {@code [in, out]}. */
    private String transposed(Parameter weight) {
        String name = names.get(weight) + ".T";
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
            write(name, columns, in, out);
        }
        return name;
    }

    private String scalar(double value) {
        String name = "constant_" + (float) value;
        if (written.add(name)) {
            write(name, new float[] {(float) value});
        }
        return name;
    }

    private void write(String name, float[] data, int... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(data.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(data);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        Arrays.stream(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
    }

    private String integers(long... data) {
        String name = "shape_" + Arrays.toString(data).replaceAll("[^0-9,]", "").replace(',', 'x');
        if (written.add(name)) {
            ByteBuffer bytes = ByteBuffer.allocate(data.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(data);
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(TensorProto.DataType.INT64.getNumber())
                    .addDims(data.length)
                    .setRawData(ByteString.copyFrom(bytes)));
        }
        return name;
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    private static AttributeProto real(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }
}
