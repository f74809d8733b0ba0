package org.mimika.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class EmotionExplainerTest {
    private static final ClassifierOptions OPTIONS = ClassifierOptions.defaults();

    @Test
    void tapsComeBackAsTheyWere() {
        for (ExplanationTaps taps : List.of(
                new ExplanationTaps.Attention(List.of("Softmax_1", "Softmax_2"), true, 8, 6),
                new ExplanationTaps.FeatureMap("Relu_7", "classifier.weight.T"))) {
            assertEquals(taps, ExplanationTaps.fromMap(taps.toMap(), "file"));
        }
    }

    @Test
    void aFileWithoutTheKeysSaysThatItCannotBeExplained() {
        MimikaException refused =
                assertThrows(MimikaException.class, () -> EmotionExplainer.open(TinyOnnx.valid(), "old.onnx", OPTIONS));
        assertTrue(refused.getMessage().startsWith("old.onnx cannot be explained"), refused.getMessage());
        assertTrue(refused.getMessage().contains("mimika.explain.attention"), refused.getMessage());
    }

    @Test
    void badKeysAreNamed() {
        assertRefused(Map.of("mimika.explain.attention", "flat"), "mimika.explain.class_token");
        assertRefused(
                Map.of(
                        "mimika.explain.attention", "flat",
                        "mimika.explain.class_token", "true",
                        "mimika.explain.grid.width", "wide",
                        "mimika.explain.grid.height", "1"),
                "wide");
        assertRefused(Map.of("mimika.explain.feature_map", "flat"), "mimika.explain.head_weight");
        assertRefused(new ExplanationTaps.FeatureMap("nonesuch", "weights").toMap(), "nonesuch");
    }

    @Test
    void aValueOfAnotherShapeIsRefusedWhereItIsRead() {
        ExplanationTaps taps = new ExplanationTaps.FeatureMap("flat", "weights");
        try (EmotionExplainer explainer = EmotionExplainer.open(tiny(taps.toMap()), "odd.onnx", OPTIONS)) {
            MimikaException refused =
                    assertThrows(MimikaException.class, () -> explainer.explain(FloatBuffer.allocate(12)));
            assertTrue(refused.getMessage().contains("odd.onnx cannot be explained"), refused.getMessage());
            assertTrue(refused.getMessage().contains("'flat'"), refused.getMessage());
        }
    }

    @Test
    void outputsAreAddedToWhatStandsThere() throws Exception {
        byte[] more = GraphOutputs.added(TinyOnnx.valid(), List.of("flat", "x".repeat(200)));
        var graph = ai.onnx.proto.OnnxMl.ModelProto.parseFrom(more).getGraph();
        assertEquals(
                List.of("logits", "flat", "x".repeat(200)),
                graph.getOutputList().stream().map(output -> output.getName()).toList());
        assertEquals(2, graph.getNodeCount());
    }

    @Test
    void aClosedExplainerSaysSo() {
        ExplanationTaps taps = new ExplanationTaps.FeatureMap("flat", "weights");
        EmotionExplainer explainer = EmotionExplainer.open(tiny(taps.toMap()), "tiny", OPTIONS);
        explainer.close();
        explainer.close();
        assertThrows(IllegalStateException.class, () -> explainer.explain(FloatBuffer.allocate(12)));
    }

    @Test
    void anAddedOutputLeavesTheAnswerAsItIs() {
        byte[] more = GraphOutputs.added(TinyOnnx.valid(), List.of("flat"));
        MimikaException refused = assertThrows(
                MimikaException.class, () -> EmotionClassifier.open(more, "more.onnx", OPTIONS)); // two outputs
        assertTrue(refused.getMessage().contains("flat"), refused.getMessage());
        float[] face = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        try (EmotionClassifier classifier = EmotionClassifier.open(TinyOnnx.valid(), "tiny", OPTIONS)) {
            assertArrayEquals(TinyOnnx.expected(face), classifier.logits(FloatBuffer.wrap(face), 1)[0]);
        }
    }

    private static void assertRefused(Map<String, String> keys, String expected) {
        MimikaException refused =
                assertThrows(MimikaException.class, () -> EmotionExplainer.open(tiny(keys), "bad.onnx", OPTIONS));
        assertTrue(refused.getMessage().contains("bad.onnx"), refused.getMessage());
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    }

    private static byte[] tiny(Map<String, String> keys) {
        SortedMap<String, String> metadata = TinyOnnx.metadata().toMap();
        metadata.putAll(keys);
        return TinyOnnx.model(metadata, "input", "logits", -1, 1, 3, 4);
    }
}
