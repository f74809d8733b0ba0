package org.mimika.learn.train;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mimika.learn.torch.TorchWeights;

/**
 * AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, algorithm 2) over the flat vector of
 * {@link TorchWeights}, with the gradient's norm clipped. Owns its moments until closed. Not thread-safe.
 */
final class AdamW implements AutoCloseable {
    private static final double EPS = 1e-8;

    private final Recipe.Optimiser options;
    private final TorchWeights weights;
    private final Tensor mean;
    private final Tensor square;

    AdamW(Recipe.Optimiser options, TorchWeights weights) {
        this.options = options;
        this.weights = weights;
        try (PointerScope scope = new PointerScope()) {
            mean = weights.device().zeros(weights.learned()).retainReference();
            square = weights.device().zeros(weights.learned()).retainReference();
        }
    }

    /** The running mean of the gradient; owned by this object. */
    Tensor mean() {
        return mean;
    }

    /** The running mean of its square; owned by this object. */
    Tensor square() {
        return square;
    }

    /** {@link #step(long, double, Tensor)} with all values moving alike. */
    double step(long step, double rate) {
        return step(step, rate, null);
    }

    /**
     * Moves the weights along the gradients and clears these.
     *
     * @param step counted from 0
     * @param rate the learning rate of the step
     * @param factors share of the rate for each learned value; null where all move alike
     * @return the gradient's norm before clipping
     */
    double step(long step, double rate, Tensor factors) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor gradient = weights.gradients();
            if (factors != null) {
                gradient.mul_(factors.narrow(0, 0, weights.learned()).gt(new Scalar(0.0))); // else it shortens the rest
            }
            double norm = gradient.norm().item_double();
            if (norm > options.clip()) {
                gradient.mul_(new Scalar(options.clip() / norm));
            }
            mean.lerp_(gradient, new Scalar(1 - options.beta1()));
            square.mul_(new Scalar(options.beta2())).addcmul_(gradient, gradient, new Scalar(1 - options.beta2()));
            double meanBias = 1 - Math.pow(options.beta1(), step + 1);
            double squareBias = 1 - Math.pow(options.beta2(), step + 1);
            Tensor denominator =
                    square.sqrt().div_(new Scalar(Math.sqrt(squareBias))).add_(new Scalar(EPS));
            move(denominator, rate, meanBias, factors);
            gradient.zero_();
            return norm;
        }
    }

    private void move(Tensor denominator, double rate, double meanBias, Tensor factors) {
        Tensor decayed = weights.flat().narrow(0, 0, weights.decayed());
        Tensor learned = weights.flat().narrow(0, 0, weights.learned());
        if (factors == null) {
            decayed.mul_(new Scalar(1 - rate * options.weightDecay()));
            learned.addcdiv_(mean, denominator, new Scalar(-rate / meanBias));
        } else {
            Tensor shares = factors.narrow(0, 0, weights.learned());
            decayed.addcmul_(
                    decayed.clone(), shares.narrow(0, 0, weights.decayed()), new Scalar(-rate * options.weightDecay()));
            learned.addcdiv_(mean.mul(shares), denominator, new Scalar(-rate / meanBias));
        }
    }

    /** Forgets its moments: what follows counts its steps from 0 again. */
    void restart() {
        mean.zero_();
        square.zero_();
    }

    @Override
    public void close() {
        mean.close();
        square.close();
    }
}
