package org.mimika.learn.train;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.Autocast;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.FaceBatches;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchWeights;

/**
 * What a network's head would read of whole faces.
 *
 * @param network the network
 * @param weights its own
 * @param precision of the pass
 */
record Features(Network network, TorchWeights weights, Recipe.Precision precision) {
    private static final int BATCH = 128;

    /** A row for each face. */
    float[][] of(FaceView faces) {
        int[] order = IntStream.range(0, faces.size()).toArray();
        float[][] rows = new float[faces.size()][network.featureWidth()];
        TorchOps ops = new TorchOps(weights, false);
        try (FaceBatches batches = new FaceBatches(faces, network.input(), weights.device())) {
            for (int from = 0; from < order.length; from += BATCH) {
                int to = Math.min(order.length, from + BATCH);
                try (PointerScope scope = new PointerScope();
                        NoGradGuard noGrad = new NoGradGuard()) {
                    FloatBuffer values = FloatBuffer.wrap(read(ops, batches.tensor(order, from, to)));
                    for (int i = from; i < to; i++) {
                        values.get(rows[i]);
                    }
                }
            }
        }
        return rows;
    }

    private float[] read(TorchOps ops, Tensor x) {
        Tensor y;
        try (Autocast autocast = weights.device().autocast(precision.isBf16(weights.device()))) {
            y = network.features(ops, x);
        }
        return Device.values(y);
    }
}
