package org.mimika.learn.nn;

/**
 * The operations that networks are written in. Images are {@code [N, C, H, W]} and tokens {@code [N, L, D]}, N the
 * batch. An implementation decides what a value is: a tensor (training, reference inference), a name in an ONNX graph,
 * or a shape (cost). The methods mean what PyTorch's functions of the same name mean.
 *
 * @param <T> the value: tensor, name or shape
 */
public interface Ops<T> {
    /** Convolution: {@code [N, in, H, W] -> [N, out, (H + 2 padding - k) / stride + 1, ...]}. */
    T conv2d(T x, Conv2d layer);

    /** Normalises each channel over the batch in training, by running statistics in inference; shape is kept. */
    T batchNorm(T x, BatchNorm2d layer);

    /** Normalises over the last axis; shape is kept. */
    T layerNorm(T x, LayerNorm layer);

    /** {@code x W^T + b} over the last axis: {@code [..., in] -> [..., out]}. */
    T linear(T x, Linear layer);

    /** max(x, 0). */
    T relu(T x);

    /** x Phi(x), the exact form (Hendrycks and Gimpel, 2016). */
    T gelu(T x);

    /** Sum of two values whose shapes broadcast. */
    T add(T a, T b);

    /** Product with a constant. */
    T scale(T x, double factor);

    /** Batched matrix product over the last two axes. */
    T matmul(T a, T b);

    /** exp(x) / sum exp(x) over one axis; a negative axis counts from the end. */
    T softmax(T x, int axis);

    /** The same values in another shape, row-major; the first axis is the batch and stays, the rest is given. */
    T reshape(T x, int... rest);

    /** Axes in another order: axis i of the result is axis {@code order[i]} of x. */
    T transpose(T x, int... order);

    /** The mean over one axis, which disappears. */
    T mean(T x, int axis);

    /**
     * The largest value of each window: {@code [N, C, H, W] -> [N, C, (H + 2 padding - k) / stride + 1, ...]}; what
     * lies outside is smaller than any value.
     */
    T maxPool2d(T x, int kernel, int stride, int padding);

    /** One learned token in front of every sample's tokens: {@code [N, L, D] -> [N, L + 1, D]}. */
    T prepend(Parameter token, T x);

    /** One entry of an axis, which disappears. */
    T select(T x, int axis, int index);

    /**
     * A convolution over squares of {@code fold x fold} pixels that are folded into channels first (space to depth):
     * {@code [N, C, H, W] -> [N, C fold^2, H / fold, W / fold] -> [N, out, ...]}. It is a convolution with a kernel and a
     * stride {@code fold} times as large; which of the two ways is quicker depends on who computes it.
     */
    T foldedConv2d(T x, Conv2d layer, int fold);

    /** A learned value as such: position embeddings and the like. */
    T parameter(Parameter parameter);

    /** In training sets values to zero with probability p and scales the others by 1 / (1 - p). */
    T dropout(T x, double p);

    /**
     * Stochastic depth (Huang et al., 2016): in training sets a whole sample's residual to zero with probability p and
     * scales the others by 1 / (1 - p).
     */
    T dropPath(T residual, double p);
}
