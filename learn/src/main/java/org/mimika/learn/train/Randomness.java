package org.mimika.learn.train;

import java.util.SplittableRandom;

/**
 * All that is random in a run, as a function of the seed and the place in the run. Nothing is drawn from a running
 * sequence, so a run that resumes at a step draws what an unbroken one would, and a checkpoint has no state to keep.
 *
 * @param seed the recipe's
 */
record Randomness(long seed) {
    private static final long EPOCH = 0x632BE59BD9B4E019L;
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** A permutation of 0 to n - 1: the order of the faces in an epoch (Fisher and Yates). */
    int[] order(int epoch, int n) {
        SplittableRandom random = new SplittableRandom(seed ^ (epoch + 1) * EPOCH);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** For the augmentation of a step; steps count through all epochs. */
    SplittableRandom augmentation(long step) {
        return new SplittableRandom(stepSeed(step));
    }

    /** For the masks that LibTorch draws in a step. */
    long torchSeed(long step) {
        return new SplittableRandom(stepSeed(step) + 1).nextLong() & Long.MAX_VALUE;
    }

    private long stepSeed(long step) {
        return (seed + 1) * EPOCH ^ (step + 1) * STEP;
    }
}
