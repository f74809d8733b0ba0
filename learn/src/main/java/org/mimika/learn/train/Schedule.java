package org.mimika.learn.train;

/**
 * The learning rate by step: linear warm-up, then half a cosine down to the floor (Loshchilov and Hutter, "SGDR",
 * 2017, without restarts).
 *
 * @param peak the highest rate
 * @param floor the last rate, as a share of the highest
 * @param warmup steps of warm-up
 * @param total steps in all
 */
record Schedule(double peak, double floor, long warmup, long total) {
    /** The rate of a step, counted from 0. */
    double rate(long step) {
        if (step < warmup) {
            return peak * (step + 1) / warmup;
        }
        double progress = Math.min(1, (double) (step - warmup) / Math.max(1, total - warmup));
        return peak * (floor + (1 - floor) * (1 + Math.cos(Math.PI * progress)) / 2);
    }
}
