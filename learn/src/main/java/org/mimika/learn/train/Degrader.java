package org.mimika.learn.train;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.InputSpec;
import org.mimika.learn.torch.Device;

/**
 * Makes some faces look as from a poor camera: out of focus, then dim, then noisy, each with a probability of one half
 * and at a random strength; then all are cut off at black and white. FER2013's own faces are sharp and well lit; those
 * of a video call are often not.
 *
 * @param share of the faces that this may happen to
 * @param input what the faces are normalised to
 * @param device where the batches lie
 */
record Degrader(double share, InputSpec input, Device device) {
    /** The largest standard deviation of the blur, as a share of the side: 2 pixels of 48. */
    private static final double BLUR = 2.0 / 48;

    /** The least light that is left. */
    private static final double LIGHT = 0.1;

    /** The largest standard deviation of the noise, in shares of the range; less where there is less light. */
    private static final double NOISE = 40.0 / 255;

    /**
     * Degrades.
     *
     * @param x {@code [N, C, H, W]}, normalised
     * @param random where all draws come from
     * @return the same shape; what lies beyond black or white is cut off
     */
    Tensor degrade(Tensor x, SplittableRandom random) {
        if (share == 0) {
            return x;
        }
        int n = Math.toIntExact(x.size(0));
        int pixels = Math.toIntExact(x.size(2) * x.size(3));
        double[] blur = new double[n]; // standard deviation in pixels
        float[] light = new float[n];
        float[] noise = new float[n * pixels];
        for (int i = 0; i < n; i++) {
            boolean degraded = random.nextDouble() < share;
            blur[i] = degraded && random.nextBoolean() ? random.nextDouble() * BLUR * x.size(3) : 0;
            light[i] = degraded && random.nextBoolean() ? (float) Math.pow(LIGHT, random.nextDouble()) : 1;
            if (degraded && random.nextBoolean()) {
                double deviation = random.nextDouble() * NOISE * light[i] / input.std();
                for (int p = i * pixels; p < (i + 1) * pixels; p++) {
                    noise[p] = (float) (deviation * random.nextGaussian());
                }
            }
        }
        Tensor y = blurred(x, blur);
        float black = -input.mean() / input.std();
        float white = (1 - input.mean()) / input.std();
        y = y.sub(new Scalar(black))
                .mul(device.tensor(light, n, 1, 1, 1))
                .add(new Scalar(black))
                .add(device.tensor(noise, n, 1, x.size(2), x.size(3))); // grey: alike in all channels
        return torch.clamp(y, new ScalarOptional(new Scalar(black)), new ScalarOptional(new Scalar(white)));
    }

    /** Each face by a Gaussian of its own, across and then down; beyond the edge the edge goes on. */
    private Tensor blurred(Tensor x, double[] deviations) {
        int reach = (int) Math.ceil(3 * BLUR * x.size(3));
        int size = 2 * reach + 1;
        long channels = x.size(1);
        float[] kernels = new float[Math.toIntExact(x.size(0) * channels) * size];
        for (int k = 0; k < kernels.length; k += size) {
            writeGaussian(deviations[Math.toIntExact(k / size / channels)], kernels, k, reach);
        }
        long all = x.size(0) * channels;
        Tensor y = torch.replication_pad2d(x.reshape(1, all, x.size(2), x.size(3)), reach, reach, reach, reach);
        y = filtered(y, device.tensor(kernels, all, 1, 1, size));
        y = filtered(y, device.tensor(kernels, all, 1, size, 1));
        return y.reshape(x.size(0), channels, x.size(2), x.size(3));
    }

    private static Tensor filtered(Tensor x, Tensor kernels) { // a kernel for each channel
        long[] one = {1, 1};
        return torch.conv2d(x, kernels, new TensorOptional(), one, new long[] {0, 0}, one, kernels.size(0));
    }

    private static void writeGaussian(double deviation, float[] kernels, int at, int reach) {
        if (deviation == 0) {
            kernels[at + reach] = 1;
            return;
        }
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            kernels[at + reach + i] = (float) Math.exp(-i * i / (2 * deviation * deviation));
            sum += kernels[at + reach + i];
        }
        for (int i = 0; i <= 2 * reach; i++) {
            kernels[at + i] /= (float) sum;
        }
    }
}
