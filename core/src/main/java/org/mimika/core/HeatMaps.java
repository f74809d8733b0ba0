package org.mimika.core;

import java.util.List;

/** From values inside a network to heat maps. Pure functions. */
final class HeatMaps {
    private HeatMaps() {}

    /**
     * Attention rollout (Abnar and Zuidema, "Quantifying Attention Flow in Transformers", 2020, section 3). A block
     * hands on A = (mean of the heads' weights + identity) / 2, the identity for the shortcut, each row divided by its
     * sum; the product of all blocks' A says how much of each input token is in each output token. Shown is what the
     * head reads: the class token's row without its own share, or the mean of the rows.
     *
     * @param weights by block, from the first: {@code [heads, L, L]}, L as {@code taps.length()}
     */
    static HeatMap rollout(List<float[]> weights, ExplanationTaps.Attention taps) {
        int length = taps.length();
        double[] reading = new double[length]; // of each token, as seen from the end; a row of the product suffices
        for (int token = 0; token < length; token++) {
            reading[token] = taps.classToken() ? (token == 0 ? 1 : 0) : 1.0 / length;
        }
        for (int block = weights.size() - 1; block >= 0; block--) {
            reading = through(reading, weights.get(block), length);
        }
        int first = taps.classToken() ? 1 : 0;
        double[] shown = new double[length - first];
        System.arraycopy(reading, first, shown, 0, shown.length);
        return HeatMap.stretched(taps.gridWidth(), taps.gridHeight(), shown);
    }

    /** A row of shares, times a block's A. */
    private static double[] through(double[] row, float[] weights, int length) {
        int heads = weights.length / (length * length);
        double[] result = new double[length];
        double[] line = new double[length];
        for (int query = 0; query < length; query++) {
            double sum = 0;
            for (int key = 0; key < length; key++) {
                double mean = 0;
                for (int head = 0; head < heads; head++) {
                    mean += weights[(head * length + query) * length + key];
                }
                line[key] = mean / heads + (key == query ? 1 : 0);
                sum += line[key];
            }
            for (int key = 0; key < length; key++) {
                result[key] += row[query] * line[key] / sum;
            }
        }
        return result;
    }

    /**
     * Grad-CAM (Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks", 2017, equations 1 and 2): the
     * positive part of the feature maps' sum, each weighted by the mean gradient of the class's logit in it. Where
     * global average pooling and one linear layer follow, as here, that gradient is the layer's weight divided by the
     * number of places; the division falls out in the scaling, and no gradient need be computed.
     *
     * @param map {@code [channels, height, width]}
     * @param headWeight {@code [channels, 7]}
     */
    static HeatMap gradCam(float[] map, float[] headWeight, int width, int height, Emotion emotion) {
        int places = width * height;
        double[] heat = new double[places];
        for (int channel = 0; channel < map.length / places; channel++) {
            double weight = headWeight[channel * Emotion.COUNT + emotion.ordinal()];
            for (int i = 0; i < places; i++) {
                heat[i] += weight * map[channel * places + i];
            }
        }
        return HeatMap.positive(width, height, heat);
    }
}
