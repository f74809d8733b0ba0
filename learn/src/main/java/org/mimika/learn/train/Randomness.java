package org.mimika.learn.train;

import java.util.List;
import java.util.SplittableRandom;

/**
 * All that is random in a run, as a function of the seed and the place in the run. Nothing is drawn from a running
 * sequence, so a run that resumes at a step draws what an unbroken one would, and a checkpoint has no state to keep.
 *
 * @param seed any number; neighbours have nothing in common
 */
record Randomness(long seed) {
    private static final int ORDER = 1;
    private static final int AUGMENTATION = 2;
    private static final int TORCH = 3;

    /**
     * That of a run. One that goes on from another's weights draws anew: else it would see the very views, batch by
     * batch, that those have learnt already.
     *
     * @param seed the recipe's
     * @param origins the SHA-256, in hexadecimal digits, of each file that the weights began from
     */
    static Randomness of(long seed, List<String> origins) {
        long mixed = seed;
        for (String sha256 : origins) {
            mixed = hash(mixed, Long.parseUnsignedLong(sha256.substring(0, 16), 16));
        }
        return new Randomness(mixed);
    }

    /** A permutation of 0 to n - 1: the order of the faces in an epoch (Fisher and Yates). */
    int[] order(int epoch, int n) {
        SplittableRandom random = new SplittableRandom(place(ORDER, epoch));
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
        return new SplittableRandom(place(AUGMENTATION, step));
    }

    /** For the masks that LibTorch draws in a step. */
    long torchSeed(long step) {
        return place(TORCH, step) & Long.MAX_VALUE;
    }

    private long place(int purpose, long number) {
        return hash(hash(seed, purpose), number);
    }

    /** Far from that of any neighbour, or one place would draw what another one does, a draw later. */
    private static long hash(long a, long b) {
        return new SplittableRandom(new SplittableRandom(a).nextLong() + b).nextLong();
    }
}
