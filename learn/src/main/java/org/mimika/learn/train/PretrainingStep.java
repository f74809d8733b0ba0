package org.mimika.learn.train;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.torch.FaceBatches;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchWeights;

/** The pass of one batch of faces through the self-supervised heads. Not thread-safe. Owns them until closed. */
final class PretrainingStep implements TrainingStep {
    private final PretrainingLosses losses;
    private final TorchOps ops;
    private final FaceBatches batches;

    PretrainingStep(PretrainingLosses losses, TorchWeights weights, FaceView faces) {
        this.losses = losses;
        ops = new TorchOps(weights, true);
        batches = new FaceBatches(faces, losses.trainee().network().input(), weights.device());
    }

    /** The loss it returns is the weighted sum of the heads'; the stage makes no difference. */
    @Override
    public double run(int[] order, int from, int to, SplittableRandom random, Stage stage) {
        try (PointerScope scope = new PointerScope()) {
            Tensor total = losses.total(losses.of(ops, batches.tensor(order, from, to), random));
            total.backward();
            return total.item_double();
        }
    }

    /** None: no label is looked at. */
    @Override
    public double smoothing(int epoch) {
        return 0;
    }

    @Override
    public void close() {
        batches.close();
    }
}
