package org.mimika.learn.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The basic residual block (He et al., "Deep Residual Learning for Image Recognition", 2016, figure 5 left): two 3x3
 * convolutions beside a shortcut, which is projected where the shape changes.
 *
 * @param conv1 3x3, carries the stride
 * @param norm1 after conv1
 * @param conv2 3x3
 * @param norm2 after conv2, starts at zero
 * @param shortcut 1x1 with the stride, or null for the identity
 * @param shortcutNorm after the shortcut, or null
 * @param drop probability of stochastic depth
 */
public record ResidualBlock(
        Conv2d conv1,
        BatchNorm2d norm1,
        Conv2d conv2,
        BatchNorm2d norm2,
        Conv2d shortcut,
        BatchNorm2d shortcutNorm,
        double drop)
        implements Layer {
    /** From {@code in} to {@code out} channels, the side divided by the stride. */
    public static ResidualBlock of(int in, int out, int stride, double drop) {
        boolean projected = in != out || stride != 1;
        return new ResidualBlock(
                Conv2d.of(in, out, 3, stride),
                BatchNorm2d.of(out),
                Conv2d.of(out, out, 3, 1),
                BatchNorm2d.zero(out),
                projected ? Conv2d.of(in, out, 1, stride) : null,
                projected ? BatchNorm2d.of(out) : null,
                drop);
    }

    /**
     * Stages of blocks, from the first stage's width on; each stage after the first halves the side.
     *
     * @param widths channels of each stage
     * @param depths blocks of each stage
     * @param drop probability of stochastic depth of a block, by its number from 0
     */
    public static List<ResidualBlock> stages(List<Integer> widths, List<Integer> depths, IntToDoubleFunction drop) {
        List<ResidualBlock> blocks = new ArrayList<>();
        int channels = widths.get(0);
        for (int stage = 0; stage < widths.size(); stage++) {
            int out = widths.get(stage);
            for (int i = 0; i < depths.get(stage); i++) {
                int stride = stage > 0 && i == 0 ? 2 : 1;
                blocks.add(of(channels, out, stride, drop.applyAsDouble(blocks.size())));
                channels = out;
            }
        }
        return List.copyOf(blocks);
    }

    /** {@code [N, in, H, W] -> [N, out, H / stride, W / stride]}. */
    public <T> T forward(Ops<T> ops, T x) {
        T y = ops.relu(ops.batchNorm(ops.conv2d(x, conv1), norm1));
        y = ops.batchNorm(ops.conv2d(y, conv2), norm2);
        T skip = shortcut == null ? x : ops.batchNorm(ops.conv2d(x, shortcut), shortcutNorm);
        return ops.relu(ops.add(skip, ops.dropPath(y, drop)));
    }
}
