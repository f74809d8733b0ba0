package org.mimika.learn.train;

import java.util.function.DoubleSupplier;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.nn.Layer;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.TorchWeights;

/** What a run learns: which weights, from which faces, by which loss, and how an epoch is judged. */
interface Task {
    /**
     * An epoch that was trained and is to be judged.
     *
     * @param epoch counted from 1; 0 before the first
     * @param rate the learning rate at its end
     * @param trainLoss mean loss over its batches
     * @param seconds of training since the run began, when asked
     */
    record Finished(int epoch, double rate, double trainLoss, DoubleSupplier seconds) {}

    /** The task of a recipe: self-supervision where it gives one of its heads a weight, else labels. */
    static Task of(Recipe recipe, FaceSet faces) {
        return recipe.pretraining().any() ? new PretrainingTask(recipe, faces) : new RecognitionTask(recipe, faces);
    }

    /** All that has weights: the network as the field {@code network}, and heads beside it. */
    Layer trainee();

    /** The network, whose weights are kept. */
    Network network();

    /** The number of faces that are trained on. */
    int faces();

    /** The first line of {@code metrics.csv}. */
    String header();

    /** What is done with a batch; the weights outlive it. */
    TrainingStep step(TorchWeights weights);

    /** Measures the averaged weights. */
    EpochRow judge(TorchWeights average, Finished epoch);
}
