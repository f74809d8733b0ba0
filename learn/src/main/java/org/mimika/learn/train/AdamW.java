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

    /** Values that are moved at a time: five vectors of 1 MB. */
    private static final long CHUNK = 1 << 18;

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
            double meanBias = 1 - Math.pow(options.beta1(), step + 1);
            double squareBias = 1 - Math.pow(options.beta2(), step + 1);
            for (long from = 0; from < weights.learned(); from += CHUNK) {
                try (PointerScope part = new PointerScope()) {
                    new Chunk(from, factors).step(rate, meanBias, squareBias);
                }
            }
            return norm;
        }
    }

    /** A part of all vectors that stays in the processor's cache while the operations go over it one after another. */
    private final class Chunk {
        private final long from;
        private final long size;
        private final Tensor factors;

        Chunk(long from, Tensor factors) {
            this.from = from;
            this.factors = factors;
            size = Math.min(CHUNK, weights.learned() - from);
        }

        private Tensor of(Tensor vector) {
            return vector.narrow(0, from, size);
        }

        void step(double rate, double meanBias, double squareBias) {
            Tensor gradient = of(weights.gradients());
            Tensor direction = of(mean).lerp_(gradient, new Scalar(1 - options.beta1()));
            Tensor denominator = of(square)
                    .mul_(new Scalar(options.beta2()))
                    .addcmul_(gradient, gradient, new Scalar(1 - options.beta2()))
                    .sqrt()
                    .div_(new Scalar(Math.sqrt(squareBias)))
                    .add_(new Scalar(EPS));
            decay(rate);
            if (factors != null) {
                direction = direction.mul(of(factors));
            }
            of(weights.flat()).addcdiv_(direction, denominator, new Scalar(-rate / meanBias));
            gradient.zero_();
        }

        /** The decayed weights come first: of this chunk all, a part, or none. */
        private void decay(double rate) {
            long decayed = Math.min(size, weights.decayed() - from);
            if (decayed > 0) {
                Tensor some = weights.flat().narrow(0, from, decayed);
                double share = rate * options.weightDecay();
                if (factors == null) {
                    some.mul_(new Scalar(1 - share));
                } else {
                    some.sub_(some.mul(factors.narrow(0, from, decayed)), new Scalar(share));
                }
            }
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
