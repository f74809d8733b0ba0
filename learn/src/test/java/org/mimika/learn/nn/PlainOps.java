package org.mimika.learn.nn;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * The plain reference of every operation: nested loops over doubles, written from the definitions and as slow as they
 * are. Tests hold LibTorch, ONNX Runtime and the gradients against it.
 */
public final class PlainOps implements Ops<PlainOps.Array> {
    /** Values in row-major order. */
    public record Array(int[] shape, double[] data) {
        public static Array of(int[] shape, float[] data) {
            double[] values = new double[data.length];
            for (int i = 0; i < data.length; i++) {
                values[i] = data[i];
            }
            return new Array(shape, values);
        }

        static Array zeros(int... shape) {
            return new Array(shape, new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)]);
        }

        Array map(DoubleUnaryOperator f) {
            return new Array(shape, Arrays.stream(data).map(f).toArray());
        }

        int last() {
            return shape[shape.length - 1];
        }
    }

    private final Map<Parameter, String> names = new IdentityHashMap<>();
    private final Map<Parameter, double[]> nudged = new IdentityHashMap<>();
    private final Function<String, float[]> weights;
    private final boolean training;

    /**
     * With these values, each asked for when it is used: those of the larger networks would fill a test's memory.
     *
     * @param training for batch statistics (there is no dropout here)
     */
    public PlainOps(Layer network, Function<String, float[]> weights, boolean training) {
        NamedParameters.of(network).forEach((name, parameter) -> names.put(parameter, name));
        this.weights = weights;
        this.training = training;
    }

    /** The values of a parameter, to be nudged: from now on these are computed with. */
    public double[] values(Parameter parameter) {
        return nudged.computeIfAbsent(parameter, this::read);
    }

    private double[] used(Parameter parameter) {
        double[] held = nudged.get(parameter);
        return held != null ? held : read(parameter);
    }

    private double[] read(Parameter parameter) {
        return Array.of(parameter.shape(), weights.apply(names.get(parameter))).data();
    }

    @Override
    public Array conv2d(Array x, Conv2d layer) {
        int[] w = layer.weight().shape();
        int height = (x.shape[2] + 2 * layer.padding() - w[2]) / layer.stride() + 1;
        int width = (x.shape[3] + 2 * layer.padding() - w[3]) / layer.stride() + 1;
        Array y = Array.zeros(x.shape[0], w[0], height, width);
        double[] weight = used(layer.weight());
        double[] biases = layer.bias() == null ? new double[w[0]] : used(layer.bias());
        int at = 0;
        for (int n = 0; n < x.shape[0]; n++) {
            for (int o = 0; o < w[0]; o++) {
                int firstInput = o / (w[0] / layer.groups()) * w[1];
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        double sum = biases[o];
                        for (int c = 0; c < w[1]; c++) {
                            for (int p = 0; p < w[2]; p++) {
                                for (int q = 0; q < w[3]; q++) {
                                    int row = i * layer.stride() - layer.padding() + p;
                                    int column = j * layer.stride() - layer.padding() + q;
                                    if (row >= 0 && row < x.shape[2] && column >= 0 && column < x.shape[3]) {
                                        sum += weight[((o * w[1] + c) * w[2] + p) * w[3] + q]
                                                * at(x, n, firstInput + c, row, column);
                                    }
                                }
                            }
                        }
                        y.data[at++] = sum;
                    }
                }
            }
        }
        return y;
    }

    private static double at(Array x, int n, int c, int row, int column) {
        return x.data[((n * x.shape[1] + c) * x.shape[2] + row) * x.shape[3] + column];
    }

    @Override
    public Array batchNorm(Array x, BatchNorm2d layer) {
        int plane = x.shape[2] * x.shape[3];
        double[] weight = used(layer.weight());
        double[] bias = used(layer.bias());
        double[] runningMean = used(layer.runningMean());
        double[] runningVar = used(layer.runningVar());
        Array y = Array.zeros(x.shape);
        for (int c = 0; c < x.shape[1]; c++) {
            double mean = runningMean[c];
            double variance = runningVar[c];
            if (training) {
                mean = 0;
                variance = 0;
                for (int i = 0; i < x.shape[0] * plane; i++) {
                    mean += x.data[(i / plane * x.shape[1] + c) * plane + i % plane] / (x.shape[0] * plane);
                }
                for (int i = 0; i < x.shape[0] * plane; i++) {
                    double d = x.data[(i / plane * x.shape[1] + c) * plane + i % plane] - mean;
                    variance += d * d / (x.shape[0] * plane);
                }
            }
            double scale = weight[c] / Math.sqrt(variance + 1e-5);
            for (int i = 0; i < x.shape[0] * plane; i++) {
                int at = (i / plane * x.shape[1] + c) * plane + i % plane;
                y.data[at] = (x.data[at] - mean) * scale + bias[c];
            }
        }
        return y;
    }

    @Override
    public Array layerNorm(Array x, LayerNorm layer) {
        int d = x.last();
        double[] weight = used(layer.weight());
        double[] bias = used(layer.bias());
        Array y = Array.zeros(x.shape);
        for (int row = 0; row < x.data.length / d; row++) {
            double mean = 0;
            double variance = 0;
            for (int i = 0; i < d; i++) {
                mean += x.data[row * d + i] / d;
            }
            for (int i = 0; i < d; i++) {
                variance += Math.pow(x.data[row * d + i] - mean, 2) / d;
            }
            for (int i = 0; i < d; i++) {
                y.data[row * d + i] = (x.data[row * d + i] - mean) / Math.sqrt(variance + 1e-6) * weight[i] + bias[i];
            }
        }
        return y;
    }

    @Override
    public Array linear(Array x, Linear layer) {
        int in = x.last();
        int out = layer.out();
        int[] shape = x.shape.clone();
        shape[shape.length - 1] = out;
        Array y = Array.zeros(shape);
        double[] weight = used(layer.weight());
        double[] bias = used(layer.bias());
        for (int row = 0; row < x.data.length / in; row++) {
            for (int o = 0; o < out; o++) {
                double sum = bias[o];
                for (int i = 0; i < in; i++) {
                    sum += x.data[row * in + i] * weight[o * in + i];
                }
                y.data[row * out + o] = sum;
            }
        }
        return y;
    }

    @Override
    public Array relu(Array x) {
        return x.map(v -> Math.max(v, 0));
    }

    @Override
    public Array gelu(Array x) {
        return x.map(v -> v * normalDistribution(v));
    }

    /** Phi by its series (Abramowitz and Stegun 26.2.11); exact to double precision for the values of a test. */
    private static double normalDistribution(double x) {
        if (Math.abs(x) > 8) {
            return x < 0 ? 0 : 1;
        }
        double term = x;
        double sum = x;
        for (int i = 1; i < 200; i++) {
            term *= x * x / (2 * i + 1);
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    @Override
    public Array add(Array a, Array b) {
        Array y = new Array(a.shape, a.data.clone());
        for (int i = 0; i < y.data.length; i++) {
            y.data[i] += b.data[i % b.data.length]; // a leading axis may be missing or 1
        }
        return y;
    }

    @Override
    public Array scale(Array x, double factor) {
        return x.map(v -> v * factor);
    }

    @Override
    public Array matmul(Array a, Array b) {
        int rank = a.shape.length;
        int rows = a.shape[rank - 2];
        int inner = a.shape[rank - 1];
        int columns = b.last();
        int[] shape = a.shape.clone();
        shape[rank - 1] = columns;
        Array y = Array.zeros(shape);
        for (int m = 0; m < a.data.length / (rows * inner); m++) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    double sum = 0;
                    for (int k = 0; k < inner; k++) {
                        sum += a.data[(m * rows + i) * inner + k] * b.data[(m * inner + k) * columns + j];
                    }
                    y.data[(m * rows + i) * columns + j] = sum;
                }
            }
        }
        return y;
    }

    @Override
    public Array softmax(Array x, int axis) {
        if (axis != -1 && axis != x.shape.length - 1) {
            throw new IllegalArgumentException("the reference knows the last axis only");
        }
        Array y = Array.zeros(x.shape);
        int d = x.last();
        for (int row = 0; row < x.data.length / d; row++) {
            double sum = 0;
            for (int i = 0; i < d; i++) {
                sum += Math.exp(x.data[row * d + i]);
            }
            for (int i = 0; i < d; i++) {
                y.data[row * d + i] = Math.exp(x.data[row * d + i]) / sum;
            }
        }
        return y;
    }

    @Override
    public Array reshape(Array x, int... rest) {
        int[] shape = new int[rest.length + 1];
        shape[0] = x.shape[0];
        System.arraycopy(rest, 0, shape, 1, rest.length);
        return new Array(shape, x.data);
    }

    @Override
    public Array transpose(Array x, int... order) {
        Array y = Array.zeros(Arrays.stream(order).map(axis -> x.shape[axis]).toArray());
        int[] index = new int[order.length];
        for (int at = 0; at < y.data.length; at++) {
            int rest = at;
            for (int axis = order.length - 1; axis >= 0; axis--) {
                index[order[axis]] = rest % y.shape[axis];
                rest /= y.shape[axis];
            }
            int from = 0;
            for (int axis = 0; axis < order.length; axis++) {
                from = from * x.shape[axis] + index[axis];
            }
            y.data[at] = x.data[from];
        }
        return y;
    }

    @Override
    public Array mean(Array x, int axis) {
        int inner = 1;
        for (int i = axis + 1; i < x.shape.length; i++) {
            inner *= x.shape[i];
        }
        int extent = x.shape[axis];
        int[] shape = new int[x.shape.length - 1];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = x.shape[i < axis ? i : i + 1];
        }
        Array y = Array.zeros(shape);
        for (int at = 0; at < x.data.length; at++) {
            y.data[at / (inner * extent) * inner + at % inner] += x.data[at] / extent;
        }
        return y;
    }

    @Override
    public Array maxPool2d(Array x, int kernel, int stride, int padding) {
        int height = (x.shape[2] + 2 * padding - kernel) / stride + 1;
        int width = (x.shape[3] + 2 * padding - kernel) / stride + 1;
        Array y = Array.zeros(x.shape[0], x.shape[1], height, width);
        for (int at = 0; at < y.data.length; at++) {
            int n = at / width / height / x.shape[1];
            int c = at / width / height % x.shape[1];
            double largest = Double.NEGATIVE_INFINITY;
            for (int p = 0; p < kernel; p++) {
                for (int q = 0; q < kernel; q++) {
                    int row = at / width % height * stride - padding + p;
                    int column = at % width * stride - padding + q;
                    if (row >= 0 && row < x.shape[2] && column >= 0 && column < x.shape[3]) {
                        largest = Math.max(largest, at(x, n, c, row, column));
                    }
                }
            }
            y.data[at] = largest;
        }
        return y;
    }

    @Override
    public Array prepend(Parameter token, Array x) {
        int width = x.last();
        int length = x.shape[1];
        Array y = Array.zeros(x.shape[0], length + 1, width);
        double[] first = used(token);
        for (int n = 0; n < x.shape[0]; n++) {
            System.arraycopy(first, 0, y.data, n * (length + 1) * width, width);
            System.arraycopy(x.data, n * length * width, y.data, (n * (length + 1) + 1) * width, length * width);
        }
        return y;
    }

    @Override
    public Array select(Array x, int axis, int index) {
        int[] only = x.shape.clone();
        only[axis] = 1;
        Array y = Array.zeros(only);
        int inner = 1;
        for (int i = axis + 1; i < x.shape.length; i++) {
            inner *= x.shape[i];
        }
        for (int at = 0; at < y.data.length; at++) {
            y.data[at] = x.data[(at / inner * x.shape[axis] + index) * inner + at % inner];
        }
        return mean(y, axis);
    }

    @Override
    public Array foldedConv2d(Array x, Conv2d layer, int fold) {
        int height = x.shape[2] / fold;
        int width = x.shape[3] / fold;
        Array y = Array.zeros(x.shape[0], x.shape[1] * fold * fold, height, width);
        int at = 0;
        for (int n = 0; n < x.shape[0]; n++) {
            for (int c = 0; c < y.shape[1]; c++) {
                int square = c % (fold * fold);
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        y.data[at++] = at(x, n, c / (fold * fold), i * fold + square / fold, j * fold + square % fold);
                    }
                }
            }
        }
        return conv2d(y, layer);
    }

    @Override
    public Array parameter(Parameter parameter) {
        return new Array(parameter.shape(), used(parameter));
    }

    @Override
    public Array dropout(Array x, double p) {
        return x;
    }

    @Override
    public Array dropPath(Array residual, double p) {
        return residual;
    }
}
