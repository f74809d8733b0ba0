package org.mimika.learn.nn;

import java.util.random.RandomGenerator;

/**
 * The starting values of a parameter: normally distributed around a mean, cut at two standard deviations; constant
 * where the deviation is 0.
 *
 * @param mean the middle
 * @param std the standard deviation before cutting, 0 or more
 */
public record Init(double mean, double std) {
    /** All zeros. */
    public static final Init ZEROS = new Init(0, 0);

    /** All ones. */
    public static final Init ONES = new Init(1, 0);

    /** Deviation 0.02: position embeddings, and heads that shall start undecided (Dosovitskiy et al., 2021). */
    public static final Init SMALL = new Init(0, 0.02);

    /** Validates. */
    public Init {
        if (!Double.isFinite(mean) || !(std >= 0)) {
            throw new IllegalArgumentException("init mean=" + mean + " std=" + std);
        }
    }

    /** Deviation sqrt(2 / fan), which keeps the variance through ReLU (He et al., 2015, section 2.2). */
    public static Init he(int fan) {
        return new Init(0, Math.sqrt(2.0 / fan));
    }

    /** Deviation sqrt(2 / (in + out)), which keeps the variance both ways (Glorot and Bengio, 2010, equation 16). */
    public static Init glorot(int in, int out) {
        return new Init(0, Math.sqrt(2.0 / (in + out)));
    }

    /** Draws {@code size} values. */
    public float[] draw(RandomGenerator random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            double z = 0;
            if (std > 0) {
                do {
                    z = random.nextGaussian();
                } while (Math.abs(z) > 2);
            }
            values[i] = (float) (mean + std * z);
        }
        return values;
    }
}
