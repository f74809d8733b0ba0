package org.mimika.learn.weights;

import java.util.Arrays;
import org.mimika.learn.nn.BatchNorm2d;

/**
 * The values of some channels of a batch norm in a network that is grown.
 *
 * @param weight scale
 * @param bias shift
 * @param mean running mean
 * @param variance running variance
 */
record GrownNorm(float[] weight, float[] bias, float[] mean, float[] variance) {
    /** Deviations by which what must pass a ReLU whole is lifted. */
    static final float REACH = 8;

    private static final float ONE = (float) Math.sqrt(1 + BatchNorm2d.EPS);

    /** Takes a constant off each channel; for inputs of mean 0 and variance 1. */
    static GrownNorm lowering(float[] by) {
        float[] bias = new float[by.length];
        for (int i = 0; i < by.length; i++) {
            bias[i] = -by[i];
        }
        return new GrownNorm(filled(by.length, ONE), bias, new float[by.length], filled(by.length, 1));
    }

    /** Changes nothing; likewise. */
    static GrownNorm identity(int channels) {
        return lowering(new float[channels]);
    }

    /** Zero, whatever comes. */
    static GrownNorm silent(int channels) {
        return new GrownNorm(new float[channels], new float[channels], new float[channels], filled(channels, 1));
    }

    /** The same, with each channel's mean {@value #REACH} deviations above zero. */
    GrownNorm lifted() {
        float[] lifted = lift();
        for (int i = 0; i < lifted.length; i++) {
            lifted[i] += bias[i];
        }
        return new GrownNorm(weight, lifted, mean, variance);
    }

    /** By how much {@link #lifted} lifts each channel. */
    float[] lift() {
        float[] lift = new float[bias.length];
        for (int i = 0; i < lift.length; i++) {
            lift[i] = REACH * Math.abs(weight[i]) - bias[i];
        }
        return lift;
    }

    /** The values of one of the norm's parameters. */
    float[] field(String name) {
        return switch (name) {
            case "weight" -> weight;
            case "bias" -> bias;
            case "runningMean" -> mean;
            case "runningVar" -> variance;
            default -> throw new IllegalArgumentException("a batch norm has no " + name);
        };
    }

    private static float[] filled(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return values;
    }
}
