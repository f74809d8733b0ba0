package org.mimika.learn.train;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mimika.learn.nn.PatchNetwork;
import org.mimika.learn.pretrain.InfoNce;
import org.mimika.learn.pretrain.Mask;
import org.mimika.learn.pretrain.QuarterTurns;
import org.mimika.learn.torch.Autocast;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchOps;

/**
 * The losses of the self-supervised heads for a batch of faces. Every head sees the faces through the same pass where it
 * can: what the reconstruction's encoder made of the kept patches is one of the contrastive loss's two views (as in
 * Mishra et al., "A simple, efficient and scalable contrastive masked autoencoder", 2022).
 *
 * @param recipe the heads' weights
 * @param trainee network and heads
 */
record PretrainingLosses(Recipe recipe, SelfSupervised trainee) {
    /** A head of self-supervision. */
    enum Head {
        RECONSTRUCTION,
        CONTRASTIVE,
        ROTATION;

        /** Its weight in the loss. */
        double weight(Recipe.Pretraining options) {
            return switch (this) {
                case RECONSTRUCTION -> options.reconstruction();
                case CONTRASTIVE -> options.contrastive();
                case ROTATION -> options.rotation();
            };
        }
    }

    /**
     * What the network makes of a batch.
     *
     * @param features {@code [N, D]}
     * @param tokens {@code [N, 1 + K, D]}, or null
     * @param mask which patches it saw; null for all
     */
    private record Encoded(Tensor features, Tensor tokens, Mask mask) {}

    /**
     * What the answers are measured against.
     *
     * @param view the faces as the first pass saw them
     * @param encoded what it made of them; null where only turns are told
     * @param partner {@code [N, P]}, the projections of other views; null without the contrastive head
     * @param turns null without that head
     */
    private record Wanted(Tensor view, Encoded encoded, Tensor partner, QuarterTurns turns) {}

    /**
     * The losses, one by one, without their weights; scalars in f32 that the caller's scope owns.
     *
     * @param faces {@code [N, C, S, S]}
     */
    Map<Head, Tensor> of(TorchOps ops, Tensor faces, SplittableRandom random) {
        Device device = ops.weights().device();
        Augmenter augmenter =
                new Augmenter(recipe.augmentation(), trainee.network().input(), device);
        Tensor view = augmenter.augment(faces, random);
        Tensor other = trainee.contrastive() == null ? null : augmenter.augment(faces, random);
        int n = Math.toIntExact(faces.size(0));
        QuarterTurns turns = trainee.rotation() == null ? null : QuarterTurns.draw(n, random, device);
        Map<Head, Tensor> answers = new EnumMap<>(Head.class);
        Tensor partner = null;
        Encoded encoded = null;
        try (Autocast autocast = device.autocast(recipe.precision().isBf16(device))) {
            if (trainee.reconstruction() != null || trainee.contrastive() != null) {
                encoded = encode(ops, view, random);
            }
            if (trainee.reconstruction() != null) {
                answers.put(Head.RECONSTRUCTION, trainee.reconstruction().paint(ops, encoded.tokens(), encoded.mask()));
            }
            if (trainee.contrastive() != null) {
                answers.put(Head.CONTRASTIVE, trainee.contrastive().project(ops, encoded.features()));
                partner = trainee.contrastive()
                        .project(ops, encode(ops, other, random).features());
            }
            if (trainee.rotation() != null) {
                Tensor turned = encode(ops, turns.turn(view), random).features();
                answers.put(Head.ROTATION, ops.linear(turned, trainee.rotation()));
            }
        }
        return losses(answers, new Wanted(view, encoded, partner, turns), device);
    }

    private Map<Head, Tensor> losses(Map<Head, Tensor> answers, Wanted wanted, Device device) {
        Map<Head, Tensor> losses = new EnumMap<>(Head.class);
        answers.forEach((head, answer) -> losses.put(
                head,
                switch (head) {
                    case RECONSTRUCTION ->
                        trainee.reconstruction()
                                .loss(answer, wanted.view(), wanted.encoded().mask(), device);
                    case CONTRASTIVE ->
                        InfoNce.loss(
                                answer, wanted.partner(), recipe.pretraining().temperature());
                    case ROTATION -> wanted.turns().loss(answer);
                }));
        return losses;
    }

    /** The sum that is learned. */
    Tensor total(Map<Head, Tensor> losses) {
        Tensor total = null;
        for (Map.Entry<Head, Tensor> loss : losses.entrySet()) {
            Tensor weighted = loss.getValue().mul(new Scalar(loss.getKey().weight(recipe.pretraining())));
            total = total == null ? weighted : total.add(weighted);
        }
        return total;
    }

    /** Through the patches that are kept where the network has patches, else through the whole face. */
    private Encoded encode(TorchOps ops, Tensor x, SplittableRandom random) {
        double keep = recipe.pretraining().keep();
        if (keep < 1 && trainee.network() instanceof PatchNetwork network) {
            Mask mask = Mask.draw(Math.toIntExact(x.size(0)), network.patchCount(), keep, random);
            Tensor tokens = network.encode(
                    ops, mask.keep(network.embed(ops, x), ops.weights().device()), 1 + mask.kept());
            return new Encoded(tokens.select(1, 0), tokens, mask);
        }
        return new Encoded(trainee.network().features(ops, x), null, null);
    }
}
