package org.mimika.learn.pretrain;

import org.bytedeco.pytorch.Tensor;
import org.mimika.learn.nn.Layer;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.torch.TorchOps;

/**
 * The two layers between the features and what the contrastive loss compares (Chen et al., "A Simple Framework for
 * Contrastive Learning of Visual Representations", 2020, section 4.2).
 *
 * @param hidden {@code [D] -> [D]}
 * @param out {@code [D] -> [P]}
 */
public record Projection(Linear hidden, Linear out) implements Layer {
    /** From {@code features} to {@code width} values. */
    public static Projection of(int features, int width) {
        return new Projection(Linear.of(features, features), Linear.of(features, width));
    }

    /** {@code [N, D] -> [N, P]}. */
    public Tensor project(TorchOps ops, Tensor features) {
        return ops.linear(ops.relu(ops.linear(features, hidden)), out);
    }
}
