package org.mimika.learn.weights;

import org.mimika.core.InputSpec;

/**
 * Fits a published network's first convolution to our input, so that it answers to a grey face as the published one
 * does to the same face in red, green and blue. A grey pixel g is x = (g - m) / s to our network and (g - m_c) / s_c to
 * the published one, which is x s / s_c + (m - m_c) / s_c: the factor goes into the weights, the constant behind the
 * convolution. With one channel, the weights of the three are added. All is exact but where zeros are padded around the
 * image, for these stand for another grey.
 *
 * @param scale the published normalisation
 * @param input ours
 * @param plane weights of one output over one channel
 */
record FirstConvolution(PixelScale scale, InputSpec input, int plane) {
    private static final int RGB = 3;

    /** Whether anything changes. */
    boolean changes() {
        return input.channels() != RGB || !scale.is(input);
    }

    /** {@code [O, 3, k, k] -> [O, channels, k, k]}. */
    float[] weights(float[] published) {
        if (!changes()) {
            return published;
        }
        int outputs = published.length / (RGB * plane);
        double[] sums = new double[outputs * input.channels() * plane];
        for (int i = 0; i < published.length; i++) {
            int c = i / plane % RGB;
            int target = input.channels() == RGB ? i : i / (RGB * plane) * plane + i % plane;
            sums[target] += published[i] * scale.factor(input, c);
        }
        return floats(sums);
    }

    /** What zero in our input adds to each output of the published network, {@code [O]}. */
    private double[] constants(float[] published) {
        double[] constants = new double[published.length / (RGB * plane)];
        for (int i = 0; i < published.length; i++) {
            constants[i / (RGB * plane)] += published[i] * scale.offset(input, i / plane % RGB);
        }
        return constants;
    }

    /**
     * The bias or tracked mean behind the convolution.
     *
     * @param values as published, {@code [O]}
     * @param published weights
     * @param sign 1 for a bias, -1 for a mean that is subtracted
     */
    float[] behind(float[] values, float[] published, int sign) {
        double[] constants = constants(published);
        for (int i = 0; i < constants.length; i++) {
            constants[i] = values[i] + sign * constants[i];
        }
        return floats(constants);
    }

    private static float[] floats(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}
