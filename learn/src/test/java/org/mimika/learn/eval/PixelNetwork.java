package org.mimika.learn.eval;

import java.util.Map;
import org.mimika.core.Emotion;
import org.mimika.core.InputSpec;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.export.OnnxModel;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Ops;

/**
 * The network of tests whose answers are plain to see: its logits are the first seven values of the face, its upper
 * left pixels.
 */
public record PixelNetwork(InputSpec input, Linear head) implements Network {
    /** An ONNX file of this network that keeps the contract. */
    public static byte[] onnx(ModelMetadata metadata) {
        InputSpec input = metadata.input();
        float[] weight = new float[Emotion.COUNT * input.size()]; // [7, values]
        for (int k = 0; k < Emotion.COUNT; k++) {
            weight[k * input.size() + k] = 1;
        }
        Map<String, float[]> values = Map.of("head.weight", weight, "head.bias", new float[Emotion.COUNT]);
        return OnnxModel.write(
                new PixelNetwork(input, Linear.head(input.size(), Emotion.COUNT)), values::get, metadata);
    }

    @Override
    public int featureWidth() {
        return input.size();
    }

    @Override
    public <T> T features(Ops<T> ops, T x) {
        return ops.reshape(x, input.size());
    }

    @Override
    public <T> T head(Ops<T> ops, T features) {
        return ops.linear(features, head);
    }
}
