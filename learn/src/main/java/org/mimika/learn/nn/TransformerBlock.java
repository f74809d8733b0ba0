package org.mimika.learn.nn;

/**
 * A transformer encoder block with the norms first (Dosovitskiy et al., "An Image is Worth 16x16 Words", 2021,
 * equations 2 and 3): attention, then a two-layer perceptron with GELU, each beside a shortcut.
 *
 * @param norm1 before the attention
 * @param attention multi-head
 * @param norm2 before the perceptron
 * @param up {@code [D] -> [ratio D]}
 * @param down {@code [ratio D] -> [D]}
 * @param drop probability of stochastic depth, for each of the two residuals
 */
public record TransformerBlock(
        LayerNorm norm1, SelfAttention attention, LayerNorm norm2, Linear up, Linear down, double drop)
        implements Layer {
    /** For tokens of this width; the perceptron is {@code ratio} times as wide. */
    public static TransformerBlock of(int width, int heads, int ratio, double drop) {
        return new TransformerBlock(
                LayerNorm.of(width),
                SelfAttention.of(width, heads),
                LayerNorm.of(width),
                Linear.of(width, ratio * width),
                Linear.of(ratio * width, width),
                drop);
    }

    /**
     * {@code [N, L, D] -> [N, L, D]}.
     *
     * @param length L, the number of tokens
     */
    public <T> T forward(Ops<T> ops, T x, int length) {
        T attended = attention.forward(ops, ops.layerNorm(x, norm1), length);
        x = ops.add(x, ops.dropPath(attended, drop));
        T y = ops.linear(ops.gelu(ops.linear(ops.layerNorm(x, norm2), up)), down);
        return ops.add(x, ops.dropPath(y, drop));
    }
}
