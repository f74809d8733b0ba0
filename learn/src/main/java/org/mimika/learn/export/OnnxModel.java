package org.mimika.learn.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Map;
import java.util.function.Function;
import org.mimika.core.Emotion;
import org.mimika.core.InputSpec;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.nn.CostOps;
import org.mimika.learn.nn.NamedParameters;
import org.mimika.learn.nn.Network;

/**
 * Writes a network and its weights as an ONNX file that keeps the contract of {@link ModelMetadata}, and says how it can
 * be explained where {@link TapFinder} finds that.
 */
public final class OnnxModel {
    private static final int IR_VERSION = 8;
    private static final String INPUT = "input";
    private static final String OUTPUT = "logits";

    private OnnxModel() {}

    /**
     * The file's bytes: {@code input} {@code [N, C, H, W]} to {@code logits} {@code [N, 7]}, N free.
     *
     * @param values a parameter's values by its name, row-major
     */
    public static byte[] write(Network network, Function<String, float[]> values, ModelMetadata metadata) {
        return write(network, values, metadata, Finish.PLAIN);
    }

    /**
     * How a graph departs from the network as it was trained.
     *
     * @param unsmoothing takes label smoothing out of the answers
     * @param storage how weights are stored
     */
    record Finish(Unsmoothing unsmoothing, WeightStorage storage) {
        /** Not at all. */
        static final Finish PLAIN = new Finish(new Unsmoothing(0), WeightStorage.FP32);
    }

    /** The same, finished in this way. */
    static byte[] write(Network network, Function<String, float[]> values, ModelMetadata metadata, Finish finish) {
        OnnxOps ops = new OnnxOps(NamedParameters.of(network), values, finish.storage());
        InputSpec input = network.input();
        CostOps.Shape shape = new CostOps.Shape(1, input.channels(), input.height(), input.width());
        OnnxOps.Value logits = finish.unsmoothing().apply(ops, network.forward(ops, new OnnxOps.Value(INPUT, shape)));
        GraphProto.Builder graph = ops.graph();
        NodeProto.Builder last = graph.getNodeBuilder(graph.getNodeCount() - 1);
        if (!last.getName().equals(logits.name())) {
            throw new IllegalStateException("the last node of the graph does not give the logits");
        }
        last.setOutput(0, OUTPUT);
        graph.addInput(value(INPUT, shape.extents())).addOutput(value(OUTPUT, 1, Emotion.COUNT));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("mimika")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OnnxOps.OPSET))
                .setGraph(graph);
        Map<String, String> keys = metadata.toMap();
        ops.taps().ifPresent(taps -> keys.putAll(taps.toMap()));
        for (Map.Entry<String, String> entry : keys.entrySet()) {
            model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(entry.getKey()).setValue(entry.getValue()));
        }
        return model.build().toByteArray();
    }

    /** A graph's input or output; its first axis is free. */
    private static ValueInfoProto value(String name, int... extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (int i = 1; i < extents.length; i++) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extents[i]));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
