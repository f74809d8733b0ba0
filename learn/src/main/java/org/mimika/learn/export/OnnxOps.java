package org.mimika.learn.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mimika.core.ExplanationTaps;
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
    private final OnnxConstants constants;
    private final Map<String, Integer> counters = new HashMap<>();
    private final TapFinder taps = new TapFinder();

    /**
     * Writes with these weights.
     *
     * @param named the network's parameters
     * @param values a parameter's values by its name, row-major
     * @param storage how weights are stored
     */
    OnnxOps(Map<String, Parameter> named, Function<String, float[]> values, WeightStorage storage) {
        constants = new OnnxConstants(graph, named, values, storage);
    }

    /** The graph so far. */
    GraphProto.Builder graph() {
        return graph;
    }

    /** The values of the graph so far that explain its answers. */
    Optional<ExplanationTaps> taps() {
        return taps.found();
    }

    @Override
    public Value conv2d(Value x, Conv2d layer) {
        return foldedConv2d(x, layer, 1);
    }

    /** As one convolution: folding would move every pixel twice. */
    @Override
    public Value foldedConv2d(Value x, Conv2d layer, int fold) {
        long kernel = (long) layer.kernel() * fold;
        long stride = (long) layer.stride() * fold;
        long padding = (long) layer.padding() * fold;
        String weight = constants.unfolded(layer.weight(), fold);
        String[] inputs = layer.bias() == null
                ? new String[] {x.name, weight}
                : new String[] {x.name, weight, constants.of(layer.bias())};
        return node(
                "Conv",
                shapes.foldedConv2d(x.shape, layer, fold),
                inputs,
                ints("kernel_shape", kernel, kernel),
                ints("strides", stride, stride),
                ints("pads", padding, padding, padding, padding),
                integer("group", layer.groups()));
    }

    @Override
    public Value batchNorm(Value x, BatchNorm2d layer) {
        String[] inputs = {
            x.name,
            constants.of(layer.weight()),
            constants.of(layer.bias()),
            constants.of(layer.runningMean()),
            constants.of(layer.runningVar())
        };
        return node("BatchNormalization", shapes.batchNorm(x.shape, layer), inputs, real("epsilon", BatchNorm2d.EPS));
    }

    @Override
    public Value layerNorm(Value x, LayerNorm layer) {
        String[] inputs = {x.name, constants.of(layer.weight()), constants.of(layer.bias())};
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
        String weight = constants.transposed(layer.weight());
        Value product = node("MatMul", shape, new String[] {x.name, weight});
        Value y = node("Add", shape, new String[] {product.name, constants.of(layer.bias())});
        taps.linear(x, weight, y);
        return y;
    }

    @Override
    public Value relu(Value x) {
        return node("Relu", shapes.relu(x.shape), new String[] {x.name});
    }

    @Override
    public Value gelu(Value x) {
        // x (1 + erf(x / sqrt 2)) / 2: the operator Gelu came later, and runtimes know this pattern.
        Value erf = node("Erf", x.shape, new String[] {
            node("Div", x.shape, new String[] {x.name, constants.scalar(Math.sqrt(2))}).name
        });
        Value sum = node("Add", x.shape, new String[] {erf.name, constants.scalar(1)});
        Value product = node("Mul", x.shape, new String[] {x.name, sum.name});
        return node("Mul", shapes.gelu(x.shape), new String[] {product.name, constants.scalar(0.5)});
    }

    @Override
    public Value add(Value a, Value b) {
        return node("Add", shapes.add(a.shape, b.shape), new String[] {a.name, b.name});
    }

    @Override
    public Value scale(Value x, double factor) {
        return node("Mul", shapes.scale(x.shape, factor), new String[] {x.name, constants.scalar(factor)});
    }

    @Override
    public Value matmul(Value a, Value b) {
        return node("MatMul", shapes.matmul(a.shape, b.shape), new String[] {a.name, b.name});
    }

    @Override
    public Value softmax(Value x, int axis) {
        Value y = node("Softmax", shapes.softmax(x.shape, axis), new String[] {x.name}, integer("axis", axis));
        taps.softmax(y);
        return y;
    }

    @Override
    public Value reshape(Value x, int... rest) {
        long[] target = new long[rest.length + 1]; // the leading 0 keeps the batch
        for (int i = 0; i < rest.length; i++) {
            target[i + 1] = rest[i];
        }
        Value y = node("Reshape", shapes.reshape(x.shape, rest), new String[] {x.name, constants.integers(target)});
        taps.reshape(x, y);
        return y;
    }

    @Override
    public Value transpose(Value x, int... order) {
        long[] permutation = Arrays.stream(order).asLongStream().toArray();
        return node("Transpose", shapes.transpose(x.shape, order), new String[] {x.name}, ints("perm", permutation));
    }

    @Override
    public Value mean(Value x, int axis) {
        Value y = node(
                "ReduceMean",
                shapes.mean(x.shape, axis),
                new String[] {x.name},
                ints("axes", axis),
                integer("keepdims", 0));
        taps.mean(x, axis, y);
        return y;
    }

    @Override
    public Value maxPool2d(Value x, int kernel, int stride, int padding) {
        return node(
                "MaxPool",
                shapes.maxPool2d(x.shape, kernel, stride, padding),
                new String[] {x.name},
                ints("kernel_shape", kernel, kernel),
                ints("strides", stride, stride),
                ints("pads", padding, padding, padding, padding));
    }

    @Override
    public Value prepend(Parameter token, Value x) {
        // The batch is free, so how often the token is repeated is read from the samples' shape.
        Shape one = new Shape(1, 1, token.size());
        Value batch = node("Shape", new Shape(1), new String[] {x.name}, integer("end", 1));
        Value extents = node(
                "Concat",
                new Shape(3),
                new String[] {batch.name, constants.integers(1, token.size())},
                integer("axis", 0));
        Value each = node("Expand", one, new String[] {constants.of(token), extents.name}); // [N, 1, D]
        return node("Concat", shapes.prepend(token, x.shape), new String[] {each.name, x.name}, integer("axis", 1));
    }

    @Override
    public Value select(Value x, int axis, int index) {
        return node(
                "Gather",
                shapes.select(x.shape, axis, index),
                new String[] {x.name, constants.integer(index)},
                integer("axis", axis));
    }

    @Override
    public Value parameter(Parameter parameter) {
        return new Value(constants.of(parameter), shapes.parameter(parameter));
    }

    @Override
    public Value dropout(Value x, double p) {
        return x;
    }

    @Override
    public Value dropPath(Value residual, double p) {
        return residual;
    }

    /** log(max(x - spread, floor)): no operation of networks, but the end of an export. */
    Value logAbove(Value x, double spread, double floor) {
        Value less = node("Sub", x.shape, new String[] {x.name, constants.scalar(spread)});
        Value held = node("Max", x.shape, new String[] {less.name, constants.scalar(floor)});
        return node("Log", x.shape, new String[] {held.name});
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
