package org.mimika.learn.nn;

/**
 * Multi-head self-attention, softmax(Q K^T / sqrt(d)) V, written out (Vaswani et al., "Attention Is All You Need",
 * 2017, section 3.2).
 *
 * @param query {@code [D, D]}
 * @param key {@code [D, D]}
 * @param value {@code [D, D]}
 * @param projection {@code [D, D]}
 * @param heads how many parts D is split into
 */
public record SelfAttention(Linear query, Linear key, Linear value, Linear projection, int heads) implements Layer {
    /** For tokens of this width, which the number of heads divides. */
    public static SelfAttention of(int width, int heads) {
        if (width % heads != 0) {
            throw new IllegalArgumentException("width " + width + " does not split into " + heads + " heads");
        }
        return new SelfAttention(
                Linear.of(width, width),
                Linear.of(width, width),
                Linear.of(width, width),
                Linear.of(width, width),
                heads);
    }

    /**
     * {@code [N, L, D] -> [N, L, D]}.
     *
     * @param length L, the number of tokens
     */
    public <T> T forward(Ops<T> ops, T x, int length) {
        int width = query.out();
        int d = width / heads;
        // The scale goes onto Q: L x D products instead of heads x L x L.
        T q = split(ops, ops.scale(ops.linear(x, query), 1 / Math.sqrt(d)), length, d, 0, 2, 1, 3); // [N, h, L, d]
        T k = split(ops, ops.linear(x, key), length, d, 0, 2, 3, 1); // [N, h, d, L]
        T v = split(ops, ops.linear(x, value), length, d, 0, 2, 1, 3); // [N, h, L, d]
        T weights = ops.softmax(ops.matmul(q, k), -1); // [N, h, L, L]
        T y = ops.transpose(ops.matmul(weights, v), 0, 2, 1, 3); // [N, L, h, d]
        return ops.linear(ops.reshape(y, length, width), projection);
    }

    private <T> T split(Ops<T> ops, T x, int length, int d, int... order) {
        return ops.transpose(ops.reshape(x, length, heads, d), order); // from [N, L, h, d]
    }
}
