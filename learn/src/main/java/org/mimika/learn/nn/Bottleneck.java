package org.mimika.learn.nn;

/**
 * The bottleneck residual block (He et al., "Deep Residual Learning for Image Recognition", 2016, figure 5 right): a 1x1
 * convolution that narrows, a 3x3, a 1x1 that widens, beside a shortcut, which is projected where the shape changes. The
 * stride is on the 3x3, as in the published weights of torchvision.
 *
 * @param conv1 1x1, narrows
 * @param norm1 after conv1
 * @param conv2 3x3, carries the stride
 * @param norm2 after conv2
 * @param conv3 1x1, widens fourfold
 * @param norm3 after conv3, starts at zero
 * @param shortcut 1x1 with the stride, or null for the identity
 * @param shortcutNorm after the shortcut, or null
 * @param drop probability of stochastic depth
 */
public record Bottleneck(
        Conv2d conv1,
        BatchNorm2d norm1,
        Conv2d conv2,
        BatchNorm2d norm2,
        Conv2d conv3,
        BatchNorm2d norm3,
        Conv2d shortcut,
        BatchNorm2d shortcutNorm,
        double drop)
        implements Layer {
    /** How many times wider the output is than the 3x3 convolution. */
    public static final int EXPANSION = 4;

    /** From {@code in} channels to four times {@code width}, the side divided by the stride. */
    public static Bottleneck of(int in, int width, int stride, double drop) {
        int out = EXPANSION * width;
        boolean projected = in != out || stride != 1;
        return new Bottleneck(
                Conv2d.of(in, width, 1, 1),
                BatchNorm2d.of(width),
                Conv2d.of(width, width, 3, stride),
                BatchNorm2d.of(width),
                Conv2d.of(width, out, 1, 1),
                BatchNorm2d.zero(out),
                projected ? Conv2d.of(in, out, 1, stride) : null,
                projected ? BatchNorm2d.of(out) : null,
                drop);
    }

    /** {@code [N, in, H, W] -> [N, 4 width, H / stride, W / stride]}. */
    public <T> T forward(Ops<T> ops, T x) {
        T y = ops.relu(ops.batchNorm(ops.conv2d(x, conv1), norm1));
        y = ops.relu(ops.batchNorm(ops.conv2d(y, conv2), norm2));
        y = ops.batchNorm(ops.conv2d(y, conv3), norm3);
        T skip = shortcut == null ? x : ops.batchNorm(ops.conv2d(x, shortcut), shortcutNorm);
        return ops.relu(ops.add(skip, ops.dropPath(y, drop)));
    }
}
