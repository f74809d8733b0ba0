package org.mimika.learn.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.MimikaException;

/** The foreign network gives back the first values of its input, flattened. */
class ForeignModelTest {
    private static final String LABELS = "labels: [angry, disgust, fear, happy, sad, surprise, neutral]\n";

    @TempDir
    Path folder;

    @Test
    void scalesPixelsAndPutsAnswersInOrder() throws IOException {
        // Pixels from 0 to 255 less 100, by 50; its answers are contempt and the seven in another order.
        Path file = write(
                "a",
                network(8, 1, 4, 3),
                """
                name: theirs
                architecture: resnet18
                input: {width: 3, height: 4, channels: 1, scale: 1, mean: [100], std: [50]}
                labels: ["-", neutral, happy, surprise, sad, angry, disgust, fear]
                temperature: 2
                """);
        float[] face = new float[12];
        for (int i = 0; i < face.length; i++) {
            face[i] = i / 20f; // of full range
        }
        try (EmotionClassifier classifier = open(file)) {
            assertEquals("theirs", classifier.metadata().name());
            assertEquals("resnet18", classifier.metadata().architecture());
            assertEquals(2, classifier.metadata().temperature());
            assertEquals(4, classifier.metadata().input().height());
            float[][] logits = classifier.logits(two(face), 2);
            for (int copy = 0; copy < 2; copy++) {
                float[] expected = {5, 6, 7, 2, 4, 3, 1}; // where each of ours stands among theirs
                for (int k = 0; k < 7; k++) {
                    assertEquals((expected[k] / 20f * 255 - 100) / 50, logits[copy][k], 1e-4f);
                }
            }
        }
    }

    @Test
    void takesChannelsLastWithAScaleForEach() throws IOException {
        Path file = write(
                "b",
                network(7, 2, 2, 3),
                "input: {width: 2, height: 2, channels: 3, layout: nhwc, mean: [0.1, 0.2, 0.3], std: [1, 2, 4]}\n"
                        + LABELS);
        // Grey, repeated in three planes as InputSpec has it.
        float[] face = {0.5f, 0.6f, 0.7f, 0.8f, 0.5f, 0.6f, 0.7f, 0.8f, 0.5f, 0.6f, 0.7f, 0.8f};
        try (EmotionClassifier classifier = open(file)) {
            assertEquals("b", classifier.metadata().name());
            float[] expected = {0.4f, 0.15f, 0.05f, 0.5f, 0.2f, 0.075f, 0.6f};
            assertArrayEquals(expected, classifier.logits(two(face), 2)[1], 1e-6f);
        }
    }

    @Test
    void probabilitiesBecomeLogits() throws IOException {
        Path file = write(
                "c",
                network(7, 1, 3, 3),
                "input: {width: 3, height: 3, channels: 1}\nanswers: probabilities\n" + LABELS);
        float[] shares = {0.1f, 0.2f, 0.05f, 0.3f, 0.15f, 0.2f, 0, 0, 0};
        try (EmotionClassifier classifier = open(file)) {
            float[] scores = classifier.classify(two(shares), 2).get(0).probabilities();
            for (int k = 0; k < 7; k++) {
                assertEquals(shares[k], scores[k], 1e-6f);
            }
        }
    }

    @Test
    void sayWhatDoesNotFit() throws IOException {
        byte[] onnx = network(7, 1, 4, 3);
        String input = "input: {width: 3, height: 4, channels: 1}\n";
        refused(onnx, "input: {width: 5, height: 4, channels: 1}\n" + LABELS, "the description says [N, 1, 4, 5]");
        refused(onnx, "input: {width: 3, height: 4, channels: 2}\n" + LABELS, "input.channels is 2: expected 1 or 3");
        refused(onnx, "input: {height: 4, channels: 1}\n" + LABELS, "input.width: it has no value");
        refused(onnx, LABELS, "input is missing");
        refused(onnx, input, "labels are missing");
        refused(onnx, input + LABELS.replace("sad", "contempt"), "labels are angry, disgust, fear, happy, contempt");
        refused(onnx, input + LABELS.replace("[angry", "[\"-\", angry"), "the description says [N, 8]");
        refused(onnx, input + LABELS + "colour: red\n", "colour");
        refused(onnx, input + LABELS + "output: other\n", "has 0 of its output 'other'");
        refused(onnx, "input: {width: 3, height: 4, channels: 1, std: [0]}\n" + LABELS, "input.std");
        refused(onnx, "input: {width: 3, height: 4, channels: 1, mean: [1.0e39]}\n" + LABELS, "input.mean");
        refused(onnx, "input: {width: 3, height: 4, channels: 1, mean: [~]}\n" + LABELS, "input.mean");
        refused(onnx, input + LABELS + "name: ' '\n", "name is missing, blank or of several lines");
        refused(onnx, input + LABELS + "name: \"a\\nb\"\n", "name is missing, blank or of several lines");
        refused(onnx, input + LABELS + "architecture: ''\n", "architecture is missing, blank or of several lines");
        refused("no".getBytes(), input + LABELS, "not an ONNX file");
    }

    @Test
    void weightsInAnotherFileAreRefusedWithAWayOut() throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(network(7, 1, 4, 3)).toBuilder();
        model.getGraphBuilder().getInitializerBuilder(0).setDataLocation(TensorProto.DataLocation.EXTERNAL);
        String yaml = "input: {width: 3, height: 4, channels: 1}\n" + LABELS;
        refused(model.build().toByteArray(), yaml, "it keeps its weights in another file");
    }

    @Test
    void aFileThatKeepsTheContractIsOurs() throws IOException {
        Path file = write("d", network(7, 1, 4, 3), "input: {width: 3, height: 4, channels: 1}\n" + LABELS);
        byte[] onnx = Files.readAllBytes(file);
        assertFalse(ForeignModel.isOurs(onnx, "d.onnx"));
        assertTrue(
                ForeignModel.isOurs(ForeignModel.adapt(onnx, new ForeignFile(file).description(), "d.onnx"), "d.onnx"));
    }

    @Test
    void aFileWithoutDescriptionIsNotForeign() throws IOException {
        assertFalse(new ForeignFile(Files.write(folder.resolve("bare.onnx"), new byte[1])).isDescribed());
        assertEquals(
                "x.yaml", new ForeignFile(Path.of("x.ONNX")).descriptionFile().toString());
    }

    @Test
    void countsWeights() {
        assertEquals(new OnnxWeights(0, "none"), OnnxWeights.of(network(7, 1, 4, 3), "x"));
        GraphProto graph = GraphProto.newBuilder()
                .addInitializer(tensor(TensorProto.DataType.FLOAT16, 3, 5))
                .addInitializer(tensor(TensorProto.DataType.FLOAT, 4))
                .addInitializer(tensor(TensorProto.DataType.INT64, 99))
                .build();
        byte[] onnx = ModelProto.newBuilder().setGraph(graph).build().toByteArray();
        assertEquals(new OnnxWeights(19, "fp16"), OnnxWeights.of(onnx, "x"));
    }

    private void refused(byte[] onnx, String yaml, String why) throws IOException {
        Path file = write("bad", onnx, yaml);
        MimikaException refused =
                assertThrows(MimikaException.class, () -> open(file).close());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertTrue(refused.getMessage().contains("bad."), refused.getMessage());
    }

    private Path write(String name, byte[] onnx, String yaml) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), yaml);
        return Files.write(folder.resolve(name + ".onnx"), onnx);
    }

    private static EmotionClassifier open(Path file) throws IOException {
        ForeignFile foreign = new ForeignFile(file);
        assertTrue(foreign.isDescribed());
        byte[] adapted = ForeignModel.adapt(Files.readAllBytes(file), foreign.description(), file.toString());
        return EmotionClassifier.open(adapted, file.toString(), ClassifierOptions.defaults());
    }

    private static FloatBuffer two(float[] face) {
        return FloatBuffer.allocate(2 * face.length).put(face).put(face).flip();
    }

    /** Takes "input", {@code [N, dims]}, and gives its first values as "out"; the batch is said to be 1. */
    private static byte[] network(int answers, int... dims) {
        TensorProto.Builder first = TensorProto.newBuilder()
                .setName("first")
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(answers);
        for (int i = 0; i < answers; i++) {
            first.addInt64Data(i);
        }
        GraphProto graph = GraphProto.newBuilder()
                .setName("theirs")
                .addInput(value("input", dims))
                .addOutput(value("out", answers))
                .addInitializer(first)
                .addNode(NodeProto.newBuilder()
                        .setOpType("Flatten")
                        .addInput("input")
                        .addOutput("logits"))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Gather")
                        .addInput("logits")
                        .addInput("first")
                        .addOutput("out")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(1)))
                .build();
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name, int... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
        for (int dim : dims) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static TensorProto tensor(TensorProto.DataType type, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        return tensor.build();
    }
}
