package org.mimika.learn.train;

import java.util.SplittableRandom;

/** The forward and backward pass of one batch. Not thread-safe. Owns what it needs beside the weights until closed. */
interface TrainingStep extends AutoCloseable {
    /**
     * Runs: gradients of the loss are added to the weights'.
     *
     * @param order the epoch's order of faces, of which {@code from} to {@code to} are the batch
     * @param random where all draws come from but those of LibTorch
     * @param stage of the run: whether faces and labels are plain, and whether only the head's parameters get a
     *     gradient and the rest is computed without one
     * @return the loss that is shown
     */
    double run(int[] order, int from, int to, SplittableRandom random, Stage stage);

    /**
     * The share of what the network's head learns in an epoch that is spread evenly over all classes.
     *
     * @param epoch counted from 1
     */
    double smoothing(int epoch);

    @Override
    void close();
}
