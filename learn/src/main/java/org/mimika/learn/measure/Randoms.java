package org.mimika.learn.measure;

import java.util.SplittableRandom;

/**
 * Random numbers of one purpose: the same for the same seed and the same two numbers, whatever was drawn elsewhere. Not
 * thread-safe.
 */
final class Randoms {
    private final SplittableRandom random;

    /**
     * Begins a sequence.
     *
     * @param seed of the comparison
     * @param purpose what it is for
     * @param item which of its kind, such as a face
     */
    Randoms(long seed, long purpose, long item) {
        // Three steps of a generator that scrambles well: sequences of neighbouring numbers have nothing in common.
        long first = new SplittableRandom(seed).nextLong();
        long second = new SplittableRandom(first ^ purpose).nextLong();
        random = new SplittableRandom(second ^ item);
    }

    /** From 0 up to, not including, {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Normally distributed, mean 0, standard deviation 1. */
    double gaussian() {
        return random.nextGaussian();
    }
}
