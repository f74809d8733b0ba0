package org.mimika.cli;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import org.mimika.core.Emotion;
import org.mimika.core.ModelMetadata;

/** Writes an ONNX file whose logits are the first seven values of the face: its upper left pixels. */
final class PixelOnnx {
    private PixelOnnx() {}

    static byte[] model(ModelMetadata metadata) {
        int channels = metadata.input().channels();
        int height = metadata.input().height();
        int width = metadata.input().width();
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("pixels")
                .addInput(value("input", -1, channels, height, width))
                .addOutput(value("logits", -1, Emotion.COUNT))
                .addInitializer(weights(metadata.input().size()))
                .addNode(node("Flatten", "flat", "input"))
                .addNode(node("MatMul", "logits", "flat", "weights"));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
                .setGraph(graph);
        metadata.toMap()
                .forEach((key, text) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
        return model.build().toByteArray();
    }

    private static TensorProto weights(int size) {
        TensorProto.Builder weights = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(size)
                .addDims(Emotion.COUNT);
        for (int i = 0; i < size * Emotion.COUNT; i++) {
            weights.addFloatData(i / Emotion.COUNT == i % Emotion.COUNT ? 1 : 0);
        }
        return weights.build();
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node.build();
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
