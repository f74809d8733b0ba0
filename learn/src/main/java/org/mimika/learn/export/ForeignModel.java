package org.mimika.learn.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mimika.core.Emotion;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;

/**
 * Makes somebody else's ONNX file keep Mimika's contract, by what a {@link ForeignDescription} says of it: nodes before
 * its input turn {@code input}, {@code [N, C, H, W]} of pixels from 0 to 1, into what it expects, and nodes after its
 * output turn that into {@code logits}, {@code [N, 7]} in {@link Emotion} order. Its own nodes and weights stay as they
 * are.
 */
public final class ForeignModel {
    private static final String INPUT = "input";
    private static final String OUTPUT = "logits";
    private static final String PREFIX = "mimika_";
    private static final int OLDEST_OPERATORS = 7;

    /** The crop for video; faces of data sets are cropped already. */
    private static final FaceCrop CROP = new FaceCrop(1.17f, 0, -0.09f);

    private final ForeignDescription description;
    private final String where;
    private final ModelProto model;
    private final List<NodeProto> before = new ArrayList<>();
    private final List<NodeProto> after = new ArrayList<>();
    private final GraphProto.Builder graph;

    private ForeignModel(ModelProto model, ForeignDescription description, String where) {
        this.model = model;
        this.description = description;
        this.where = where;
        graph = model.getGraph().toBuilder();
    }

    /**
     * Whether a file says itself that it keeps the contract, so that it needs no description.
     *
     * @param where the file, for messages
     * @throws MimikaException if the file is damaged
     */
    public static boolean isOurs(byte[] onnx, String where) {
        return OnnxWeights.parse(onnx, where).getMetadataPropsList().stream()
                .anyMatch(entry -> entry.getKey().equals(ModelMetadata.PREFIX + "format"));
    }

    /**
     * The bytes of a file that keeps the contract.
     *
     * @param where the file, for messages
     * @throws MimikaException if the file is damaged, lacks its weights, or is not what the description says
     */
    public static byte[] adapt(byte[] onnx, ForeignDescription description, String where) {
        ModelProto model = OnnxWeights.parse(onnx, where);
        return new ForeignModel(model, description, where).adapt();
    }

    private byte[] adapt() {
        long operators = model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty())
                .mapToLong(set -> set.getVersion())
                .findFirst()
                .orElse(0);
        if (operators < OLDEST_OPERATORS) {
            throw new MimikaException(where + ": ONNX operator set " + operators + ", expected " + OLDEST_OPERATORS
                    + " or newer: convert the file");
        }
        requireOwnWeights();
        ValueInfoProto input = onlyInput();
        ValueInfoProto output = onlyOutput();
        prepareInput(input);
        prepareOutput(output, (int) Math.min(operators, Integer.MAX_VALUE));
        rename(INPUT); // other values may have the names that the contract claims
        rename(OUTPUT);
        List<NodeProto> own = List.copyOf(graph.getNodeList());
        graph.clearValueInfo(); // intermediate shapes may name another batch size
        graph.clearNode().addAllNode(before).addAllNode(own).addAllNode(after);
        graph.clearInput().addInput(value(INPUT, List.of(channels(), description.height(), description.width())));
        graph.clearOutput().addOutput(value(OUTPUT, List.of((long) Emotion.COUNT)));
        // From version 4 on, weights need not be listed among the inputs, which old files do.
        ModelProto.Builder adapted = model.toBuilder()
                .setIrVersion(Math.max(4, model.getIrVersion()))
                .setGraph(graph)
                .clearMetadataProps();
        metadata()
                .toMap()
                .forEach((key, text) -> adapted.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
        return adapted.build().toByteArray();
    }

    /** The bytes of the file are all that is opened: nothing tells where it lies, or others that belong to it. */
    private void requireOwnWeights() {
        if (graph.getInitializerList().stream()
                .anyMatch(weight -> weight.getDataLocation() == TensorProto.DataLocation.EXTERNAL)) {
            throw new MimikaException(where + ": it keeps its weights in another file: export it with its weights in it"
                    + " (in PyTorch with external_data=False)");
        }
    }

    private ModelMetadata metadata() {
        InputSpec input = new InputSpec(description.width(), description.height(), (int) channels(), 0, 1, CROP);
        return new ModelMetadata(
                description.name(),
                description.architecture(),
                input,
                description.temperature(),
                new TreeMap<>(Map.of("origin", "a foreign file with a description")));
    }

    private long channels() {
        return description.channels();
    }

    /** The input that is not a weight; old files list their weights among the inputs. */
    private ValueInfoProto onlyInput() {
        Set<String> weights = new HashSet<>();
        graph.getInitializerList().forEach(weight -> weights.add(weight.getName()));
        return only(
                "input",
                graph.getInputList().stream()
                        .filter(value -> !weights.contains(value.getName()))
                        .toList());
    }

    private ValueInfoProto onlyOutput() {
        List<ValueInfoProto> outputs = graph.getOutputList().stream()
                .filter(value ->
                        description.output().isEmpty() || value.getName().equals(description.output()))
                .toList();
        return only(description.output().isEmpty() ? "output" : "output '" + description.output() + "'", outputs);
    }

    private ValueInfoProto only(String what, List<ValueInfoProto> values) {
        if (values.size() != 1) {
            throw new MimikaException(where + ": the graph has " + values.size() + " of its " + what + " "
                    + values.stream().map(ValueInfoProto::getName).toList() + ", expected one"
                    + (what.equals("output") ? ": name it in the description" : ""));
        }
        return values.get(0);
    }

    private void prepareInput(ValueInfoProto input) {
        List<Long> expected = description.layout() == ForeignDescription.Layout.NCHW
                ? List.of(channels(), (long) description.height(), (long) description.width())
                : List.of((long) description.height(), (long) description.width(), channels());
        requireShape("input", input, expected);
        // pixel = 255 x; (pixel / scale - mean) / std = x * 255 / (scale std) - mean / std.
        float[] factor = new float[(int) channels()];
        float[] offset = new float[factor.length];
        for (int c = 0; c < factor.length; c++) {
            float std = description.std(c);
            factor[c] = 255 / (description.scale() * std);
            offset[c] = -description.mean(c) / std;
        }
        List<Long> perChannel = List.of(1L, channels(), 1L, 1L);
        constant("factor", perChannel, factor);
        constant("offset", perChannel, offset);
        before.add(node("Mul", List.of(INPUT, PREFIX + "factor"), PREFIX + "scaled"));
        boolean turned = description.layout() == ForeignDescription.Layout.NHWC;
        String last = rename(input.getName());
        before.add(node("Add", List.of(PREFIX + "scaled", PREFIX + "offset"), turned ? PREFIX + "nchw" : last));
        if (turned) {
            before.add(node("Transpose", List.of(PREFIX + "nchw"), last).toBuilder()
                    .addAttribute(integers("perm", 0, 2, 3, 1))
                    .build());
        }
    }

    private void prepareOutput(ValueInfoProto output, int operators) {
        requireShape("output", output, List.of((long) description.labels().size()));
        String from = rename(output.getName());
        if (description.answers() == ForeignDescription.Answers.PROBABILITIES) {
            // A probability that underflowed to 0 would become an infinite logit.
            constant("least", List.of(1L), new float[] {1e-30f});
            after.add(node("Max", List.of(from, PREFIX + "least"), PREFIX + "positive"));
            after.add(node("Log", List.of(PREFIX + "positive"), PREFIX + "log"));
            from = PREFIX + "log";
            if (operators < 8) {
                throw new MimikaException(where + ": ONNX operator set " + operators
                        + " and probabilities as answers: expected operator set 8 or newer");
            }
        }
        TensorProto.Builder order = TensorProto.newBuilder()
                .setName(PREFIX + "order")
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(Emotion.COUNT);
        description.order().forEach(index -> order.addInt64Data(index));
        graph.addInitializer(order);
        after.add(node("Gather", List.of(from, PREFIX + "order"), OUTPUT).toBuilder()
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1))
                .build());
    }

    /** Gives a value of the graph's own another name, in case it is the one that the contract has for another. */
    private String rename(String name) {
        String renamed = PREFIX + "own_" + name;
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (graph.getInitializer(i).getName().equals(name)) {
                graph.getInitializerBuilder(i).setName(renamed);
            }
        }
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto.Builder node = graph.getNodeBuilder(i);
            for (int at = 0; at < node.getInputCount(); at++) {
                if (node.getInput(at).equals(name)) {
                    node.setInput(at, renamed);
                }
            }
            for (int at = 0; at < node.getOutputCount(); at++) {
                if (node.getOutput(at).equals(name)) {
                    node.setOutput(at, renamed);
                }
            }
        }
        return renamed;
    }

    /** What the file says of a value must not contradict the description; the first dimension is the batch. */
    private void requireShape(String what, ValueInfoProto value, List<Long> expected) {
        TypeProto.Tensor type = value.getType().getTensorType();
        if (type.getElemType() != TensorProto.DataType.FLOAT.getNumber()) {
            throw new MimikaException(where + ": the graph's " + what + " is not float32");
        }
        List<TensorShapeProto.Dimension> dims = type.getShape().getDimList();
        boolean fits = !type.hasShape() || dims.size() == expected.size() + 1;
        for (int i = 1; fits && i < dims.size(); i++) {
            fits = !dims.get(i).hasDimValue()
                    || dims.get(i).getDimValue() <= 0
                    || dims.get(i).getDimValue() == expected.get(i - 1);
        }
        if (!fits) {
            throw new MimikaException(where + ": the graph's " + what + " is "
                    + dims.stream()
                            .map(d -> d.hasDimValue() ? "" + d.getDimValue() : "?")
                            .toList()
                    + ", the description says [N, "
                    + String.join(", ", expected.stream().map(String::valueOf).toList()) + "]");
        }
    }

    private void constant(String name, List<Long> dims, float[] values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(PREFIX + name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addAllDims(dims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
    }

    private static NodeProto node(String type, List<String> inputs, String output) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .setName(PREFIX + output)
                .addAllInput(inputs)
                .addOutput(output)
                .build();
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, List<? extends Number> dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        dims.forEach(dim -> shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim.longValue())));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
