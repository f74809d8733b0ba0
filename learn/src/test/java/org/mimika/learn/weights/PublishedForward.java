package org.mimika.learn.weights;

import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * What the published networks compute, from the papers and under the published names, in nested loops over doubles: it
 * shares nothing with our networks or their interpreters, so that a weight in the wrong place shows.
 */
final class PublishedForward {
    private final Map<String, int[]> shapes;

    PublishedForward(Map<String, int[]> shapes) {
        this.shapes = shapes;
    }

    /** Channels of rows of columns. */
    private record Image(int channels, int side, double[] data) {
        Image(int channels, int side) {
            this(channels, side, new double[channels * side * side]);
        }

        int plane() {
            return side * side;
        }
    }

    private float[] values(String name) {
        return Published.values(name, shapes.get(name));
    }

    /**
     * ResNet50's pooled features (He et al., 2016; the stride on the 3x3).
     *
     * @param pixels {@code [3, side, side]}, normalised as published
     * @param border what is padded around it, by channel
     */
    double[] resNet50(double[] pixels, int side, IntToDoubleFunction border) {
        Image x = relu(norm(conv(new Image(3, side, pixels), "conv1", 2, 3, border), "bn1"));
        x = maxPool(x);
        for (int stage = 1; shapes.containsKey("layer" + stage + ".0.conv1.weight"); stage++) {
            for (int block = 0; shapes.containsKey("layer" + stage + "." + block + ".conv1.weight"); block++) {
                x = bottleneck(x, "layer" + stage + "." + block + ".", stage > 1 && block == 0 ? 2 : 1);
            }
        }
        double[] pooled = new double[x.channels];
        for (int i = 0; i < x.data.length; i++) {
            pooled[i / x.plane()] += x.data[i] / x.plane();
        }
        return pooled;
    }

    private Image bottleneck(Image x, String at, int stride) {
        Image y = relu(norm(conv(x, at + "conv1", 1, 0, c -> 0), at + "bn1"));
        y = relu(norm(conv(y, at + "conv2", stride, 1, c -> 0), at + "bn2"));
        y = norm(conv(y, at + "conv3", 1, 0, c -> 0), at + "bn3");
        boolean projected = shapes.containsKey(at + "downsample.0.weight");
        Image skip = projected ? norm(conv(x, at + "downsample.0", stride, 0, c -> 0), at + "downsample.1") : x;
        for (int i = 0; i < y.data.length; i++) {
            y.data[i] += skip.data[i];
        }
        return relu(y);
    }

    private Image conv(Image x, String name, int stride, int padding, IntToDoubleFunction border) {
        int[] shape = shapes.get(name + ".weight");
        float[] weight = values(name + ".weight");
        int kernel = shape[2];
        Image y = new Image(shape[0], (x.side + 2 * padding - kernel) / stride + 1);
        for (int o = 0; o < y.data.length; o++) {
            int row = o % y.plane() / y.side * stride - padding;
            int column = o % y.side * stride - padding;
            double sum = 0;
            for (int c = 0; c < x.channels; c++) {
                for (int k = 0; k < kernel * kernel; k++) {
                    int i = row + k / kernel;
                    int j = column + k % kernel;
                    boolean inside = i >= 0 && i < x.side && j >= 0 && j < x.side;
                    double value = inside ? x.data[c * x.plane() + i * x.side + j] : border.applyAsDouble(c);
                    sum += weight[(o / y.plane() * x.channels + c) * kernel * kernel + k] * value;
                }
            }
            y.data[o] = sum;
        }
        return y;
    }

    private Image norm(Image x, String name) {
        float[] weight = values(name + ".weight");
        float[] bias = values(name + ".bias");
        float[] mean = values(name + ".running_mean");
        float[] variance = values(name + ".running_var");
        for (int i = 0; i < x.data.length; i++) {
            int c = i / x.plane();
            x.data[i] = (x.data[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5) * weight[c] + bias[c];
        }
        return x;
    }

    private static Image relu(Image x) {
        for (int i = 0; i < x.data.length; i++) {
            x.data[i] = Math.max(0, x.data[i]);
        }
        return x;
    }

    /** 3x3, stride 2, of what lies inside. */
    private static Image maxPool(Image x) {
        Image y = new Image(x.channels, (x.side + 1) / 2);
        for (int o = 0; o < y.data.length; o++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int i = Math.max(0, o % y.plane() / y.side * 2 - 1);
                    i <= Math.min(x.side - 1, o % y.plane() / y.side * 2 + 1);
                    i++) {
                for (int j = Math.max(0, o % y.side * 2 - 1); j <= Math.min(x.side - 1, o % y.side * 2 + 1); j++) {
                    most = Math.max(most, x.data[o / y.plane() * x.plane() + i * x.side + j]);
                }
            }
            y.data[o] = most;
        }
        return y;
    }

    /**
     * The class token after the last norm (Dosovitskiy et al., 2021, equations 1 to 4), under HuggingFace's names.
     *
     * @param pixels {@code [3, side, side]}, normalised as published
     * @param positions {@code [1 + L, 768]}
     */
    double[] vit(double[] pixels, int side, float[] positions) {
        Image patches = convolved(new Image(3, side, pixels));
        int tokens = 1 + patches.plane();
        double[] x = new double[tokens * 768];
        float[] classToken = values("embeddings.cls_token");
        for (int i = 0; i < x.length; i++) {
            int d = i % 768;
            double embedded = i < 768 ? classToken[d] : patches.data[d * patches.plane() + i / 768 - 1];
            x[i] = embedded + positions[i];
        }
        for (int i = 0; shapes.containsKey("encoder.layer." + i + ".output.dense.weight"); i++) {
            x = block(x, tokens, "encoder.layer." + i + ".");
        }
        return java.util.Arrays.copyOf(layerNorm(x, "layernorm"), 768);
    }

    private Image convolved(Image image) {
        Image y = conv(image, "embeddings.patch_embeddings.projection", 16, 0, c -> 0);
        float[] bias = values("embeddings.patch_embeddings.projection.bias");
        for (int i = 0; i < y.data.length; i++) {
            y.data[i] += bias[i / y.plane()];
        }
        return y;
    }

    private double[] block(double[] x, int tokens, String at) {
        double[] normed = layerNorm(x, at + "layernorm_before");
        double[] q = linear(normed, at + "attention.attention.query");
        double[] k = linear(normed, at + "attention.attention.key");
        double[] v = linear(normed, at + "attention.attention.value");
        double[] attended = new double[x.length];
        for (int head = 0; head < 12; head++) {
            for (int i = 0; i < tokens; i++) {
                attend(q, k, v, i, head * 64, tokens, attended);
            }
        }
        double[] y = plus(linear(attended, at + "attention.output.dense"), x);
        double[] wide = linear(layerNorm(y, at + "layernorm_after"), at + "intermediate.dense");
        for (int i = 0; i < wide.length; i++) {
            wide[i] = gelu(wide[i]);
        }
        return plus(linear(wide, at + "output.dense"), y);
    }

    private static void attend(double[] q, double[] k, double[] v, int i, int offset, int tokens, double[] into) {
        double[] weights = new double[tokens];
        double total = 0;
        for (int j = 0; j < tokens; j++) {
            double score = 0;
            for (int d = offset; d < offset + 64; d++) {
                score += q[i * 768 + d] * k[j * 768 + d];
            }
            weights[j] = Math.exp(score / 8);
            total += weights[j];
        }
        for (int j = 0; j < tokens; j++) {
            for (int d = offset; d < offset + 64; d++) {
                into[i * 768 + d] += weights[j] / total * v[j * 768 + d];
            }
        }
    }

    private static double[] plus(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
        return a;
    }

    private double[] linear(double[] x, String name) {
        float[] weight = values(name + ".weight");
        float[] bias = values(name + ".bias");
        int out = bias.length;
        int in = weight.length / out;
        double[] y = new double[x.length / in * out];
        for (int i = 0; i < y.length; i++) {
            double sum = bias[i % out];
            int from = i % out * in;
            int row = i / out * in;
            for (int j = 0; j < in; j++) {
                sum += weight[from + j] * x[row + j];
            }
            y[i] = sum;
        }
        return y;
    }

    private double[] layerNorm(double[] x, String name) {
        float[] weight = values(name + ".weight");
        float[] bias = values(name + ".bias");
        double[] y = new double[x.length];
        for (int row = 0; row < x.length; row += 768) {
            double mean = 0;
            double square = 0;
            for (int i = row; i < row + 768; i++) {
                mean += x[i] / 768;
                square += x[i] * x[i] / 768;
            }
            double deviation = Math.sqrt(square - mean * mean + 1e-12); // HuggingFace's; 1e-6 in the paper's own code
            for (int i = 0; i < 768; i++) {
                y[row + i] = (x[row + i] - mean) / deviation * weight[i] + bias[i];
            }
        }
        return y;
    }

    /** x Phi(x), Phi by integrating the density from 0 (Simpson's rule). */
    private static double gelu(double x) {
        int parts = 40;
        double h = x / parts;
        double sum = 1 + Math.exp(-x * x / 2);
        for (int i = 1; i < parts; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * Math.exp(-i * h * i * h / 2);
        }
        return x * (0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI));
    }
}
