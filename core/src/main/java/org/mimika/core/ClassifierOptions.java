package org.mimika.core;

/**
 * How an {@link EmotionClassifier} uses the processor.
 *
 * @param threads threads that compute one batch together, 1 to 1024
 * @param maxBatch faces computed at once, 1 to 4096; more are split, so that memory stays bounded
 * @param spinning true if idle threads wait for work by spinning, which shortens a call by some microseconds and burns
 *     a core between calls; false if they sleep
 */
public record ClassifierOptions(int threads, int maxBatch, boolean spinning) {
    /** Validates. */
    public ClassifierOptions {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads " + threads + ": expected 1 to 1024");
        }
        if (maxBatch < 1 || maxBatch > 4096) {
            throw new IllegalArgumentException("maxBatch " + maxBatch + ": expected 1 to 4096");
        }
    }

    /** Up to four threads, as many as there are processors; batches of 32; no spinning. */
    public static ClassifierOptions defaults() {
        return new ClassifierOptions(Math.min(4, Runtime.getRuntime().availableProcessors()), 32, false);
    }

    /** The same with another number of threads. */
    public ClassifierOptions withThreads(int newThreads) {
        return new ClassifierOptions(newThreads, maxBatch, spinning);
    }

    /** The same with another greatest batch. */
    public ClassifierOptions withMaxBatch(int newMaxBatch) {
        return new ClassifierOptions(threads, newMaxBatch, spinning);
    }
}
