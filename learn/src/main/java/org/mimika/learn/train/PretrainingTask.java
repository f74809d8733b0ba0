package org.mimika.learn.train;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.learn.nn.Layer;
import org.mimika.learn.nn.Network;
import org.mimika.learn.pretrain.Neighbours;
import org.mimika.learn.torch.FaceBatches;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchWeights;

/**
 * Learns from the faces of Training without their labels; judged by the heads' losses on a share of them that is held
 * out by the seed. Labels are read to measure the features now and then, never to learn or to choose.
 */
final class PretrainingTask implements Task {
    /** How many faces the measurement knows: enough to tell good features from bad, few enough to be quick. */
    private static final int KNOWN = 4000;

    private final Recipe recipe;
    private final PretrainingLosses losses;
    private final FaceView learned;
    private final FaceView heldOut;

    PretrainingTask(Recipe recipe, FaceSet faces) {
        this.recipe = recipe;
        FaceView training = faces.require(Split.TRAINING);
        int[] order = new Randomness(recipe.seed()).order(-1, training.size()); // no epoch has this order
        int apart = (int) Math.round(training.size() * recipe.pretraining().heldOut());
        if (apart < 2 || training.size() - apart < 2) {
            throw new MimikaException("pretraining.heldOut holds out " + apart + " of " + training.size()
                    + " faces: expected at least 2, and as many to train on");
        }
        heldOut = training.subset(Arrays.copyOf(order, apart));
        learned = training.subset(Arrays.copyOfRange(order, apart, order.length));
        losses = new PretrainingLosses(recipe, SelfSupervised.of(recipe));
    }

    @Override
    public Layer trainee() {
        return losses.trainee();
    }

    @Override
    public Network network() {
        return losses.trainee().network();
    }

    @Override
    public int faces() {
        return learned.size();
    }

    @Override
    public String header() {
        return PretrainingReport.HEADER;
    }

    @Override
    public TrainingStep step(TorchWeights weights) {
        return new PretrainingStep(losses, weights, learned);
    }

    @Override
    public EpochRow judge(TorchWeights average, Finished epoch) {
        Map<PretrainingLosses.Head, Double> found = heldOutLosses(average);
        double sum = 0;
        for (Map.Entry<PretrainingLosses.Head, Double> loss : found.entrySet()) {
            sum += loss.getKey().weight(recipe.pretraining()) * loss.getValue();
        }
        boolean probe = epoch.epoch() % recipe.pretraining().probeEvery() == 0 || epoch.epoch() == recipe.epochs();
        return new PretrainingReport(
                epoch.epoch(),
                epoch.rate(),
                epoch.trainLoss(),
                sum,
                new PretrainingReport.Losses(
                        found.getOrDefault(PretrainingLosses.Head.RECONSTRUCTION, Double.NaN),
                        found.getOrDefault(PretrainingLosses.Head.CONTRASTIVE, Double.NaN),
                        found.getOrDefault(PretrainingLosses.Head.ROTATION, Double.NaN)),
                probe ? neighbourAccuracy(average) : Double.NaN,
                epoch.seconds().getAsDouble());
    }

    /** With the same views, masks and turns after every epoch. */
    private Map<PretrainingLosses.Head, Double> heldOutLosses(TorchWeights average) {
        SplittableRandom random = new SplittableRandom(recipe.seed());
        TorchOps ops = new TorchOps(average, false);
        int size =
                Math.min(recipe.batch(), heldOut.size()); // whole batches: the contrastive loss depends on their size
        int count = heldOut.size() / size;
        int[] order = all(heldOut);
        Map<PretrainingLosses.Head, Double> mean = new EnumMap<>(PretrainingLosses.Head.class);
        try (FaceBatches batches =
                new FaceBatches(heldOut, losses.trainee().network().input(), average.device())) {
            for (int i = 0; i < count; i++) {
                try (PointerScope scope = new PointerScope();
                        NoGradGuard noGrad = new NoGradGuard()) {
                    Tensor faces = batches.tensor(order, i * size, (i + 1) * size);
                    losses.of(ops, faces, random)
                            .forEach((head, loss) -> mean.merge(head, loss.item_double() / count, Double::sum));
                }
            }
        }
        return mean;
    }

    private double neighbourAccuracy(TorchWeights average) {
        FaceView known = learned.subset(
                IntStream.range(0, Math.min(KNOWN, learned.size())).toArray()); // in the seed's order: an even choice
        Features features = new Features(losses.trainee().network(), average, recipe.precision());
        return Neighbours.accuracy(labelled(features, known), labelled(features, heldOut));
    }

    private static Neighbours.Labelled labelled(Features features, FaceView faces) {
        return new Neighbours.Labelled(
                features.of(faces), Arrays.stream(all(faces)).map(faces::label).toArray());
    }

    private static int[] all(FaceView faces) {
        return IntStream.range(0, faces.size()).toArray();
    }
}
