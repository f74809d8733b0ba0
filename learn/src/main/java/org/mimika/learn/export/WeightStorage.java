package org.mimika.learn.export;

import java.util.Locale;
import org.mimika.core.MimikaException;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.torch.TorchWeights;

/**
 * How an ONNX file stores the weights of convolutions and linear layers, which are nearly all of it. They are computed
 * with as f32 in any case. Norms, biases, position embeddings and running statistics are always f32: they are small,
 * and they scale everything that passes through them.
 *
 * <p>Batch norm is not folded into the convolutions before rounding: the step between neighbouring halves is in
 * proportion to the value, so scaled weights would be rounded by as much, and the scale itself would be rounded as
 * well. The runtime folds it when it opens the file, in f32.
 */
public enum WeightStorage {
    /** As they were trained. */
    FP32,
    /** Rounded to 11 significant bits: half the file. Each is followed by a cast, which the runtime does once. */
    FP16;

    /** Whether this parameter is rounded. */
    boolean rounds(Parameter parameter) {
        return this == FP16 && parameter.isWeight();
    }

    /**
     * The weights as they will be read from the file; the caller closes them.
     *
     * @throws MimikaException if one is too large for a half
     */
    TorchWeights stored(Network network, TorchWeights weights) {
        TorchWeights stored = TorchWeights.empty(network);
        try {
            weights.named().forEach((name, parameter) -> {
                float[] values = weights.values(name);
                if (rounds(parameter)) {
                    round(name, values);
                }
                stored.set(name, values);
            });
            return stored;
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private static void round(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (Math.abs(values[i]) > HalfFloat.LARGEST) {
                throw new MimikaException("the weights " + name + " hold " + values[i]
                        + ", which is too large for fp16: export with --weights fp32");
            }
            values[i] = HalfFloat.toFloat(HalfFloat.of(values[i]));
        }
    }

    /** As it is typed, and as it stands in the file's metadata: {@code fp16}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
