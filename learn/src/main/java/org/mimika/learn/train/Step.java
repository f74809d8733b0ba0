package org.mimika.learn.train;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.Autocast;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.FaceBatches;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchWeights;

/**
 * The forward and backward pass of one batch, on the weights' device: gradients of the loss are added to the weights'.
 * Not thread-safe. Owns the faces there and the teachers until closed.
 */
final class Step implements TrainingStep {
    private final Recipe recipe;
    private final Trainee trainee;
    private final TorchOps ops;
    private final FaceBatches batches;
    private final Targets targets;
    private final Augmenter augmenter;
    private final Augmenter plainAugmenter;
    private final Mixer mixer;
    private final Teachers teachers;

    Step(Recipe recipe, Trainee trainee, TorchWeights weights, FaceView faces) {
        this.recipe = recipe;
        this.trainee = trainee;
        ops = new TorchOps(weights, true);
        teachers = new Teachers(recipe, trainee.network().input(), weights.device()); // first: they may be missing
        batches = new FaceBatches(faces, trainee.network().input(), weights.device());
        targets = new Targets(faces, recipe.regularisation(), weights.device());
        augmenter = new Augmenter(recipe.augmentation(), trainee.network().input(), weights.device());
        plainAugmenter =
                new Augmenter(recipe.augmentation().whole(), trainee.network().input(), weights.device());
        mixer = Mixer.of(recipe.regularisation(), weights.device());
    }

    /** The loss it returns is the mean cross-entropy of the labels. */
    @Override
    public double run(int[] order, int from, int to, SplittableRandom random, Stage stage) {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = (stage.plain() ? plainAugmenter : augmenter)
                    .augment(batches.tensor(order, from, to), random); // [N, C, H, W]
            Tensor labels = targets.labels(order, from, to, !stage.plain()); // [N, 7]
            Mixer.Mixture mixture = stage.plain()
                    ? null
                    : mixer.draw(random, to - from, Math.toIntExact(x.size(2)), Math.toIntExact(x.size(3)));
            if (mixture != null) {
                x = mixture.images(x);
                labels = mixture.targets(labels);
            }
            Tensor logits; // [N, 7]
            Tensor votes = null; // [N, 10]
            Device device = ops.weights().device();
            try (Autocast autocast = device.autocast(recipe.precision().isBf16(device))) {
                Network network = trainee.network();
                Tensor features = stage.headOnly() ? still(network, x) : network.features(ops, x); // [N, D]
                logits = network.head(ops, features);
                if (trainee.votesHead() != null) {
                    votes = ops.linear(
                            ops.dropout(features, recipe.regularisation().dropout()), trainee.votesHead());
                }
            }
            Tensor loss = crossEntropy(logits, labels, 1);
            Tensor total = teachers.isEmpty() ? loss : distilled(loss, logits, x);
            if (votes != null) {
                Tensor wanted = targets.votes(order, from, to);
                Tensor second = crossEntropy(votes, mixture == null ? wanted : mixture.targets(wanted), 1);
                total = total.add(second.mul(new Scalar(recipe.regularisation().votes())));
            }
            total.backward();
            return loss.item_double();
        }
    }

    private Tensor still(Network network, Tensor x) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            return network.features(ops, x);
        }
    }

    /** Labels and teachers, each by its share; the square keeps the gradient's size (Hinton et al., 2015, section 2). */
    private Tensor distilled(Tensor loss, Tensor logits, Tensor x) {
        double temperature = recipe.distillation().temperature();
        double share = recipe.distillation().weight();
        Tensor taught = crossEntropy(logits, teachers.probabilities(x), temperature);
        return loss.mul(new Scalar(1 - share)).add(taught.mul(new Scalar(share * temperature * temperature)));
    }

    /** -sum p log q, the mean over the batch; p the target, q the softmax of the logits over T, in f32. */
    private static Tensor crossEntropy(Tensor logits, Tensor target, double temperature) {
        Tensor scaled = logits.to(torch.ScalarType.Float).div(new Scalar(temperature));
        return torch.log_softmax(scaled, 1).mul(target).sum().mul(new Scalar(-1.0 / target.size(0)));
    }

    /** Also that which teachers learnt and pass on. */
    @Override
    public double smoothing(int epoch) {
        double passedOn = teachers.isEmpty() ? 0 : recipe.distillation().weight() * teachers.smoothing();
        return recipe.smoothing(epoch) + passedOn;
    }

    @Override
    public void close() {
        teachers.close();
        batches.close();
    }
}
