package org.mimika.core;

import ai.onnx.proto.OnnxMl.AttributeProto;
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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes ONNX files for tests whose answer is plain arithmetic: the logit of emotion {@code k} is {@code (k + 1)} times
 * the face's value number {@code k}.
 */
final class TinyOnnx {
    private TinyOnnx() {}

    /** Grey faces of 4x3, {@code (pixel / 255 - 0.5) / 0.25}, no margin, temperature 2. */
    static ModelMetadata metadata() {
        SortedMap<String, String> provenance = new TreeMap<>(Map.of("seed", "7"));
        InputSpec spec = new InputSpec(4, 3, 1, 0.5f, 0.25f, new FaceCrop(1, 0, 0));
        return new ModelMetadata("tiny", "diagonal", spec, 2, provenance);
    }

    /** The logits that the network gives for a face's values. */
    static float[] expected(float[] face) {
        float[] logits = new float[Emotion.COUNT];
        for (int k = 0; k < logits.length; k++) {
            logits[k] = (k + 1) * face[k];
        }
        return logits;
    }

    /** A file that keeps the contract. */
    static byte[] valid() {
        return model(metadata().toMap(), "input", "logits", -1, 1, 3, 4);
    }

    /** A file with these metadata, names and input shape; an axis of -1 is free. */
    static byte[] model(Map<String, String> metadata, String input, String output, long... shape) {
        long size = shape[1] * shape[2] * shape[3];
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value(input, shape))
                .addOutput(value(output, -1, Emotion.COUNT))
                .addInitializer(weights(size))
                .addNode(flatten(input))
                .addNode(NodeProto.newBuilder()
                        .setOpType("MatMul")
                        .addInput("flat")
                        .addInput("weights")
                        .addOutput(output));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private static NodeProto flatten(String input) {
        return NodeProto.newBuilder()
                .setOpType("Flatten")
                .addInput(input)
                .addOutput("flat")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1))
                .build();
    }

    private static TensorProto weights(long size) {
        TensorProto.Builder weights = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(size)
                .addDims(Emotion.COUNT);
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < Emotion.COUNT; k++) {
                weights.addFloatData(i == k ? k + 1 : 0);
            }
        }
        return weights.build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long extent : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            dimensions.addDim(extent < 0 ? dimension.setDimParam("N") : dimension.setDimValue(extent));
        }
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(dimensions);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
