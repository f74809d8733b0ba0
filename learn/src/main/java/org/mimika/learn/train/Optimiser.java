package org.mimika.learn.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.torch.TorchWeights;

/**
 * Moves the flat vector of {@link TorchWeights} along its gradients, whose norm is clipped: all of it by AdamW
 * (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, algorithm 2), or its beginning, the weights of
 * all layers but the heads, by Muon ({@link Orthogonal}) and the rest by AdamW. Owns its moments until closed. Not thread-safe.
 */
final class Optimiser implements AutoCloseable {
    static final String MEAN = "mean/";
    static final String SQUARE = "square/";

    private static final double EPS = 1e-8;

    /**
     * The root mean square of a change by AdamW is about this share of the rate; Muon's is made the same, so that one
     * rate and one decay suit both (Liu et al., "Muon is Scalable for LLM Training", 2025, section 2.2).
     */
    private static final double MUON_RMS = 0.2;

    /** Values that are moved at a time: five vectors of 1 MB. */
    private static final long CHUNK = 1 << 18;

    private final Recipe.Optimiser options;
    private final TorchWeights weights;
    private final List<Parameter> matrices; // those that Muon moves; they lie first in the vector
    private final long first; // value that AdamW moves
    private final Tensor mean;
    private final Tensor square; // from there on

    Optimiser(Recipe.Optimiser options, TorchWeights weights) {
        this.options = options;
        this.weights = weights;
        matrices = options.method() == Recipe.Method.ADAMW
                ? List.of()
                : weights.named().values().stream()
                        .filter(parameter -> parameter.role() == Parameter.Role.HIDDEN)
                        .toList();
        first = matrices.isEmpty() ? 0 : weights.hidden();
        try (PointerScope scope = new PointerScope()) {
            mean = weights.device().zeros(weights.learned()).retainReference();
            square = weights.device().zeros(weights.learned() - first).retainReference();
        }
    }

    /**
     * All that it remembers: {@code mean/NAME} of each learned parameter's gradient, and {@code square/NAME} of those
     * that AdamW moves, as flat views, which belong to the surrounding scope.
     */
    Map<String, Tensor> moments() {
        Map<String, Tensor> moments = new LinkedHashMap<>();
        weights.named().forEach((name, parameter) -> {
            if (parameter.role() != Parameter.Role.BUFFER) {
                moments.put(MEAN + name, weights.part(mean, parameter));
                if (!matrices.contains(parameter)) {
                    moments.put(SQUARE + name, weights.part(square, first, parameter));
                }
            }
        });
        return moments;
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
            for (Parameter matrix : matrices) {
                try (PointerScope part = new PointerScope()) {
                    muon(matrix, rate, factors);
                }
            }
            double meanBias = 1 - Math.pow(options.beta1(), step + 1);
            double squareBias = 1 - Math.pow(options.beta2(), step + 1);
            for (long from = first; from < weights.learned(); from += CHUNK) {
                try (PointerScope part = new PointerScope()) {
                    new Chunk(from, factors).step(rate, meanBias, squareBias);
                }
            }
            return norm;
        }
    }

    /** One weight {@code [out, ...]} along the orthogonal matrix that is nearest to its momentum, Nesterov's. */
    private void muon(Parameter matrix, double rate, Tensor factors) {
        Tensor factor = factors == null ? null : weights.part(factors, matrix);
        if (factor != null && factor.count_nonzero().item_long() == 0) {
            return; // it stands still, and so has no gradient
        }
        long rows = matrix.shape()[0];
        long columns = matrix.size() / rows;
        Tensor gradient = weights.part(weights.gradients(), matrix);
        Tensor momentum = weights.part(mean, matrix).lerp_(gradient, new Scalar(1 - options.beta1()));
        Tensor ahead = gradient.lerp(momentum, new Scalar(options.beta1())).view(rows, columns);
        Tensor change = Orthogonal.nearest(ahead)
                .mul_(new Scalar(MUON_RMS * Math.sqrt(Math.max(rows, columns))))
                .view(matrix.size());
        Tensor values = weights.part(weights.flat(), matrix);
        change.add_(values, new Scalar(options.weightDecay()));
        if (factor != null) {
            change.mul_(factor);
        }
        values.sub_(change, new Scalar(rate));
        gradient.zero_();
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
            Tensor denominator = square.narrow(0, from - first, size)
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
