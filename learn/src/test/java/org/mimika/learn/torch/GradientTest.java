package org.mimika.learn.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.nn.PlainOps;
import org.mimika.learn.zoo.Zoo;

/** LibTorch's gradients against finite differences of the plain reference, with batch statistics, in doubles. */
class GradientTest {
    private static final int BATCH = 4;
    private static final double NUDGE = 1e-5;

    private final Network network = Zoo.create("hybrid-tiny");
    private final float[] x = noise(BATCH * network.input().size());

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        try (TorchWeights weights = TorchWeights.initialised(network, 9)) {
            openResidualBranches(weights);
            backward(weights);
            PlainOps plain = new PlainOps(network, weights::values, true);
            SplittableRandom random = new SplittableRandom(1);
            weights.named().forEach((name, parameter) -> {
                if (parameter.role() != Parameter.Role.BUFFER) {
                    int at = random.nextInt(parameter.size());
                    double expected = difference(plain, parameter, at);
                    double actual = weights.gradient(name)[at];
                    assertEquals(expected, actual, 2e-4 + 2e-2 * Math.abs(expected), name + "[" + at + "]");
                }
            });
        }
    }

    @Test
    void theComparisonWouldSeeASeveredGradient() {
        try (TorchWeights weights = TorchWeights.initialised(network, 9)) {
            openResidualBranches(weights);
            PlainOps plain = new PlainOps(network, weights::values, true);
            double largest = 0;
            for (Parameter parameter : weights.named().values()) {
                if (parameter.isWeight()) {
                    largest = Math.max(largest, Math.abs(difference(plain, parameter, 0)));
                }
            }
            assertTrue(largest > 1e-2, "differences are at most " + largest + ": too small to be told from zero");
        }
    }

    /** The last norm of a residual block starts at zero, which would hide what lies before it. */
    private static void openResidualBranches(TorchWeights weights) {
        weights.named().keySet().stream()
                .filter(name -> name.endsWith("norm2.weight"))
                .forEach(name -> {
                    float[] ones = weights.values(name);
                    java.util.Arrays.fill(ones, 1);
                    weights.set(name, ones);
                });
    }

    private double difference(PlainOps plain, Parameter parameter, int at) {
        double[] values = plain.values(parameter);
        double original = values[at];
        values[at] = original + NUDGE;
        double above = loss(plain);
        values[at] = original - NUDGE;
        double below = loss(plain);
        values[at] = original;
        return (above - below) / (2 * NUDGE);
    }

    private double loss(PlainOps plain) {
        int[] shape = {BATCH, 1, network.input().height(), network.input().width()};
        double[] logits = network.forward(plain, PlainOps.Array.of(shape, x)).data();
        double loss = 0;
        for (int n = 0; n < BATCH; n++) {
            double sum = 0;
            for (int k = 0; k < Emotion.COUNT; k++) {
                sum += Math.exp(logits[n * Emotion.COUNT + k]);
            }
            loss += (Math.log(sum) - logits[n * Emotion.COUNT + label(n)]) / BATCH;
        }
        return loss;
    }

    private void backward(TorchWeights weights) {
        long[] labels = new long[BATCH];
        for (int n = 0; n < BATCH; n++) {
            labels[n] = label(n);
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor faces = Tensor.create(
                    x, BATCH, 1, network.input().height(), network.input().width());
            Tensor logits = network.forward(new TorchOps(weights, true), faces);
            torch.cross_entropy_loss(logits, Tensor.create(labels, BATCH)).backward();
        }
    }

    private static int label(int n) {
        return n * 3 % Emotion.COUNT;
    }

    private static float[] noise(int size) {
        SplittableRandom random = new SplittableRandom(2);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
