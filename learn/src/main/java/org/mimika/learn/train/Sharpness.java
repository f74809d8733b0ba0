package org.mimika.learn.train;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mimika.learn.torch.TorchWeights;

/**
 * Sharpness-aware minimisation (Foret et al., "Sharpness-Aware Minimization for Efficiently Improving Generalization",
 * 2021, algorithm 1): a step follows the gradient not of where the weights are but of the worst place near them, so that
 * they end where the loss is low all around. Owns a copy of the weights until closed. Not thread-safe.
 */
final class Sharpness implements AutoCloseable {
    private final double radius;
    private final TorchWeights weights;
    private final Tensor before;

    /**
     * Between the two passes of a step.
     *
     * @param radius how far the worst place is sought, as the Euclidean distance of all learned values together
     * @param weights what is trained
     */
    Sharpness(double radius, TorchWeights weights) {
        this.radius = radius;
        this.weights = weights;
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            before = weights.flat().clone().retainReference();
        }
    }

    /** Moves the weights along their gradients to the worst place, to first order, and clears the gradients. */
    void climb() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            before.copy_(weights.flat());
            Tensor gradient = weights.gradients();
            double norm = gradient.norm().item_double();
            if (norm > 0) {
                weights.flat().narrow(0, 0, weights.learned()).add_(gradient, new Scalar(radius / norm));
            }
            gradient.zero_();
        }
    }

    /** Back to where {@link #climb} began; running statistics too, which are of the weights there. */
    void comeBack() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            weights.flat().copy_(before);
        }
    }

    @Override
    public void close() {
        before.close();
    }
}
