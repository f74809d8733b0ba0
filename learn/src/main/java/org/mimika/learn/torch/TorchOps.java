package org.mimika.learn.torch;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.mimika.learn.nn.BatchNorm2d;
import org.mimika.learn.nn.Conv2d;
import org.mimika.learn.nn.LayerNorm;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Ops;
import org.mimika.learn.nn.Parameter;

/**
 * Runs a network on LibTorch. The caller opens a {@link org.bytedeco.javacpp.PointerScope} around a pass, which owns
 * all that the pass makes. Not thread-safe.
 *
 * @param weights the parameters' values
 * @param training true for batch statistics, dropout and stochastic depth
 * @param layout how images lie in memory
 */
public record TorchOps(TorchWeights weights, boolean training, Layout layout) implements Ops<Tensor> {
    /** How images lie in memory; the result is the same. */
    public enum Layout {
        /** Channels innermost, N H W C: about twice as fast on the CPU. */
        CHANNELS_LAST,
        /** LibTorch's default, N C H W. */
        CONTIGUOUS
    }

    /** Channels last. */
    public TorchOps(TorchWeights weights, boolean training) {
        this(weights, training, Layout.CHANNELS_LAST);
    }

    @Override
    public Tensor conv2d(Tensor x, Conv2d layer) {
        long[] stride = {layer.stride(), layer.stride()};
        long[] padding = {layer.padding(), layer.padding()};
        return torch.conv2d(
                laidOut(x),
                weights.get(layer.weight()),
                optional(layer.bias()),
                stride,
                padding,
                new long[] {1, 1},
                layer.groups());
    }

    @Override
    public Tensor batchNorm(Tensor x, BatchNorm2d layer) {
        return torch.batch_norm(
                x,
                optional(layer.weight()),
                optional(layer.bias()),
                optional(layer.runningMean()),
                optional(layer.runningVar()),
                training,
                BatchNorm2d.MOMENTUM,
                BatchNorm2d.EPS,
                true);
    }

    @Override
    public Tensor layerNorm(Tensor x, LayerNorm layer) {
        long[] over = {layer.weight().size()};
        return torch.layer_norm(x, over, optional(layer.weight()), optional(layer.bias()), LayerNorm.EPS, true);
    }

    @Override
    public Tensor linear(Tensor x, Linear layer) {
        boolean f32OnCpu = weights.device() == Device.CPU && !torch.is_autocast_enabled(torch.DeviceType.CPU);
        return x.dim() == 3 && f32OnCpu
                ? linearAsConvolution(x, layer)
                : torch.linear(x, weights.get(layer.weight()), optional(layer.bias()));
    }

    /**
     * The same as a 1x1 convolution over an image of N rows and L columns, channels last: in f32 LibTorch multiplies by
     * OpenBLAS, which has one thread here, and convolves by oneDNN, which shares LibTorch's. Twice as fast on two cores.
     */
    private Tensor linearAsConvolution(Tensor x, Linear layer) { // [N, L, in]
        Tensor weight = weights.get(layer.weight());
        long[] one = {1, 1};
        Tensor y = torch.conv2d(
                x.unsqueeze(0).permute(0, 3, 1, 2), // [1, in, N, L]
                weight.view(weight.size(0), weight.size(1), 1, 1),
                optional(layer.bias()),
                one,
                new long[] {0, 0},
                one,
                1);
        return y.permute(0, 2, 3, 1).squeeze(0); // [N, L, out]
    }

    @Override
    public Tensor relu(Tensor x) {
        return torch.relu(x);
    }

    @Override
    public Tensor gelu(Tensor x) {
        return torch.gelu(x);
    }

    @Override
    public Tensor add(Tensor a, Tensor b) {
        // Under autocast a parameter is f32 beside bf16 activations: the sum stays in the activations' type.
        return a.add(b.scalar_type() == a.scalar_type() ? b : b.to(a.scalar_type()));
    }

    @Override
    public Tensor scale(Tensor x, double factor) {
        return x.mul(new Scalar(factor));
    }

    @Override
    public Tensor matmul(Tensor a, Tensor b) {
        return torch.matmul(a, b);
    }

    @Override
    public Tensor softmax(Tensor x, int axis) {
        return torch.softmax(x, axis);
    }

    @Override
    public Tensor reshape(Tensor x, int... rest) {
        long[] shape = new long[rest.length + 1];
        shape[0] = x.size(0);
        for (int i = 0; i < rest.length; i++) {
            shape[i + 1] = rest[i];
        }
        return x.reshape(shape);
    }

    @Override
    public Tensor transpose(Tensor x, int... order) {
        return x.permute(Arrays.stream(order).asLongStream().toArray());
    }

    @Override
    public Tensor mean(Tensor x, int axis) {
        return x.mean(axis);
    }

    @Override
    public Tensor maxPool2d(Tensor x, int kernel, int stride, int padding) {
        long[] steps = {stride, stride};
        return torch.max_pool2d(
                x, new long[] {kernel, kernel}, steps, new long[] {padding, padding}, new long[] {1, 1}, false);
    }

    @Override
    public Tensor prepend(Parameter token, Tensor x) {
        Tensor one = weights.get(token).to(x.scalar_type()).expand(x.size(0), 1, x.size(2));
        return torch.cat(new TensorVector(one, x), 1);
    }

    @Override
    public Tensor select(Tensor x, int axis, int index) {
        return x.select(axis, index);
    }

    @Override
    public Tensor foldedConv2d(Tensor x, Conv2d layer, int fold) {
        return conv2d(fold == 1 ? x : torch.pixel_unshuffle(x, fold), layer); // over one channel it would be slow
    }

    @Override
    public Tensor parameter(Parameter parameter) {
        return weights.get(parameter);
    }

    @Override
    public Tensor dropout(Tensor x, double p) {
        return training && p > 0 ? torch.dropout(x, p, true) : x;
    }

    @Override
    public Tensor dropPath(Tensor residual, double p) {
        if (!training || p == 0) {
            return residual;
        }
        long[] each = new long[Math.toIntExact(residual.dim())];
        Arrays.fill(each, 1);
        each[0] = residual.size(0);
        Tensor kept = weights.device().filled(1 - p, each).bernoulli();
        return residual.mul(kept.mul(new Scalar(1 / (1 - p))).to(residual.scalar_type()));
    }

    private Tensor laidOut(Tensor x) {
        return layout == Layout.CHANNELS_LAST ? x.contiguous(torch.MemoryFormat.ChannelsLast) : x;
    }

    private TensorOptional optional(Parameter parameter) {
        return parameter == null ? new TensorOptional() : new TensorOptional(weights.get(parameter));
    }
}
