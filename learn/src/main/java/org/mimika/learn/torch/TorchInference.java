package org.mimika.learn.torch;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.mimika.core.Emotion;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.eval.Predictions;
import org.mimika.learn.nn.Network;

/** A network's logits by LibTorch: the reference that exports are compared with, and the check after each epoch. */
public final class TorchInference {
    private static final int BATCH = 128;

    private TorchInference() {}

    /**
     * The answers for some faces, in order, computed where the weights lie.
     *
     * @param bf16 true to run convolutions and matrix products in bfloat16
     * @param progress told after each batch how many faces are done
     */
    public static Predictions predict(
            Network network, TorchWeights weights, FaceView faces, boolean bf16, IntConsumer progress) {
        int[] order = IntStream.range(0, faces.size()).toArray();
        float[][] logits = new float[faces.size()][Emotion.COUNT];
        TorchOps ops = new TorchOps(weights, false);
        try (FaceBatches batches = new FaceBatches(faces, network.input(), weights.device())) {
            for (int from = 0; from < order.length; from += BATCH) {
                int to = Math.min(order.length, from + BATCH);
                try (PointerScope scope = new PointerScope();
                        NoGradGuard noGrad = new NoGradGuard()) {
                    float[] values = read(ops, network, batches.tensor(order, from, to), bf16);
                    for (int i = from; i < to; i++) {
                        System.arraycopy(values, (i - from) * Emotion.COUNT, logits[i], 0, Emotion.COUNT);
                    }
                }
                progress.accept(to);
            }
        }
        int[] labels = IntStream.range(0, faces.size()).map(faces::label).toArray();
        return new Predictions(logits, labels);
    }

    private static float[] read(TorchOps ops, Network network, Tensor x, boolean bf16) {
        Tensor y;
        try (Autocast autocast = ops.weights().device().autocast(bf16)) {
            y = network.forward(ops, x);
        }
        return Device.values(y);
    }
}
