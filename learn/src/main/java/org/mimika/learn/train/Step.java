package org.mimika.learn.train;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.torch.Autocast;
import org.mimika.learn.torch.FaceBatches;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchWeights;

/** The forward and backward pass of one batch: gradients of the loss are added to the weights'. Not thread-safe. */
final class Step {
    private final Recipe recipe;
    private final Trainee trainee;
    private final TorchOps ops;
    private final FaceBatches batches;
    private final Targets targets;
    private final Augmenter augmenter;

    Step(Recipe recipe, Trainee trainee, TorchWeights weights, FaceView faces) {
        this.recipe = recipe;
        this.trainee = trainee;
        ops = new TorchOps(weights, true);
        batches = new FaceBatches(faces, trainee.network().input());
        targets = new Targets(faces, recipe.regularisation().labelSmoothing());
        augmenter = new Augmenter(recipe.augmentation());
    }

    /**
     * Runs.
     *
     * @param order the epoch's order of faces, of which {@code from} to {@code to} are the batch
     * @return the loss: mean cross-entropy of the labels
     */
    double run(int[] order, int from, int to, SplittableRandom random) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = augmenter.augment(batches.tensor(order, from, to), random); // [N, 1, 48, 48]
            Tensor logits; // [N, 7]
            Tensor votes = null; // [N, 10]
            try (Autocast autocast = new Autocast(recipe.precision() == Recipe.Precision.BF16)) {
                Tensor features = trainee.network().features(ops, x); // [N, D]
                logits = trainee.network().head(ops, features);
                if (trainee.votesHead() != null) {
                    votes = ops.linear(
                            ops.dropout(features, recipe.regularisation().dropout()), trainee.votesHead());
                }
            }
            Tensor loss = crossEntropy(logits, targets.labels(order, from, to));
            Tensor total = loss;
            if (votes != null) {
                Tensor second = crossEntropy(votes, targets.votes(order, from, to));
                total = loss.add(second.mul(new Scalar(recipe.regularisation().votes())));
            }
            total.backward();
            return loss.item_double();
        }
    }

    /** -sum p log q, the mean over the batch; p the target, q the softmax of the logits, in f32. */
    private static Tensor crossEntropy(Tensor logits, Tensor target) {
        Tensor logProbabilities = torch.log_softmax(logits.to(torch.ScalarType.Float), 1);
        return logProbabilities.mul(target).sum().mul(new Scalar(-1.0 / target.size(0)));
    }
}
