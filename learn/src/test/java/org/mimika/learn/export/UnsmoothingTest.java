package org.mimika.learn.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.FloatBuffer;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.EmotionScores;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.zoo.Zoo;

class UnsmoothingTest {
    @Test
    void whatSmoothingMixedInIsTakenOut() {
        float[] believed = {0.05f, 0.1f, 0.02f, 0.6f, 0.13f, 0.04f, 0.06f};
        float[] answered = new float[7];
        for (int k = 0; k < 7; k++) {
            answered[k] = (float) Math.log(0.8 * believed[k] + 0.2 / 7) + 3; // logits have no fixed origin
        }
        float[] taken = new Unsmoothing(0.2).apply(answered);
        assertArrayEquals(believed, EmotionScores.fromLogits(taken, 1).probabilities(), 1e-5f);
    }

    @Test
    void aClassThatGotLessThanItsShareKeepsTheFloor() {
        float[] taken = new Unsmoothing(0.1).apply(new float[] {20, 0, 0, 0, 0, 0, 0});
        assertEquals(Math.log(0.1 / 70), taken[3], 1e-4);
    }

    @Test
    void withoutSmoothingNothingChanges() {
        float[] logits = {1, 2, 3, 4, 5, 6, 7};
        assertSame(logits, new Unsmoothing(0).apply(logits));
    }

    @Test
    void theGraphDoesTheSame() {
        Network network = Zoo.create("hybrid-tiny");
        ModelMetadata metadata = new ModelMetadata("t", "hybrid-tiny", network.input(), 1, new TreeMap<>());
        Unsmoothing unsmoothing = new Unsmoothing(0.1);
        try (TorchWeights weights = TorchWeights.initialised(network, 3)) {
            float[] face = new float[network.input().size()];
            for (int i = 0; i < face.length; i++) {
                face[i] = (float) Math.sin(i);
            }
            byte[] plain = OnnxModel.write(network, weights::values, metadata);
            byte[] unsmoothed = OnnxModel.write(
                    network, weights::values, metadata, new OnnxModel.Finish(unsmoothing, WeightStorage.FP32));
            assertArrayEquals(unsmoothing.apply(logits(plain, face)), logits(unsmoothed, face), 1e-4f);
        }
    }

    private static float[] logits(byte[] onnx, float[] face) {
        try (EmotionClassifier classifier = EmotionClassifier.open(onnx, "test", ClassifierOptions.defaults())) {
            return classifier.logits(FloatBuffer.wrap(face), 1)[0];
        }
    }
}
