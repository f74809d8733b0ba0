package org.mimika.learn.eval;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.mimika.core.Emotion;

/**
 * Whether a network's confidence is what it says, and the temperature that makes it so. Pure functions.
 *
 * <p>Source: Guo et al., "On Calibration of Modern Neural Networks", 2017.
 */
public final class Calibration {
    /** Bins of the calibration error. */
    public static final int BINS = 15;

    /** The temperatures that are searched, 1/20 to 20: a network outside is broken rather than uncalibrated. */
    static final double LARGEST_TEMPERATURE = 20;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Calibration() {}

    /**
     * The expected calibration error: faces are sorted by confidence into {@value #BINS} bins of equal width, each open
     * below and closed above; the distance between a bin's accuracy and its mean confidence is averaged over the faces.
     *
     * @param temperature what the logits are divided by
     * @return 0 to 1; NaN without faces
     */
    public static double ece(Predictions predictions, double temperature) {
        double[] gaps = new double[BINS];
        for (int i = 0; i < predictions.size(); i++) {
            double confidence = predictions.confidence(i, temperature);
            gaps[bin(confidence)] += (predictions.right(i) ? 1 : 0) - confidence;
        }
        return Arrays.stream(gaps).map(Math::abs).sum() / predictions.size();
    }

    /** The bin that a confidence from 0 to 1 falls into, from 0: open below, closed above. */
    public static int bin(double confidence) {
        return Math.max(0, Math.min(BINS - 1, (int) Math.ceil(confidence * BINS) - 1));
    }

    /** The mean negative logarithm of the probability of the true class, in nats; NaN without faces. */
    public static double nll(Predictions predictions, double temperature) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            sum -= predictions.logProbability(i, predictions.labels()[i], temperature);
        }
        return sum / predictions.size();
    }

    /**
     * The temperature with the least {@link #nll}, from 1/20 to 20. The loss has one valley in the temperature (it is
     * convex in its inverse), so a golden-section search over its logarithm finds it.
     *
     * @throws IllegalArgumentException without faces
     */
    public static double fitTemperature(Predictions predictions) {
        if (predictions.size() == 0) {
            throw new IllegalArgumentException("no faces to fit a temperature on");
        }
        double end = Math.log(LARGEST_TEMPERATURE);
        return Math.exp(minimum(log -> nll(predictions, Math.exp(log)), -end, end));
    }

    private static double minimum(DoubleUnaryOperator function, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = function.applyAsDouble(left);
        double atRight = function.applyAsDouble(right);
        while (high - low > 1e-6) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = function.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = function.applyAsDouble(right);
            }
        }
        return (low + high) / 2;
    }

    /**
     * The calibration error that a fitted temperature leaves on faces it was not fitted on. The faces are halved: of
     * each class, the first, third, fifth and so on make one half and the others the other, so that both have the same
     * classes and a run repeats. Each half is measured at the temperature fitted on the other.
     *
     * @throws IllegalArgumentException with fewer than two faces
     */
    public static Crosswise crosswise(Predictions predictions) {
        Predictions first = half(predictions, 0);
        Predictions second = half(predictions, 1);
        double fittedOnFirst = fitTemperature(first);
        double fittedOnSecond = fitTemperature(second);
        return new Crosswise(fittedOnFirst, ece(second, fittedOnFirst), fittedOnSecond, ece(first, fittedOnSecond));
    }

    private static Predictions half(Predictions predictions, int parity) {
        int[] seen = new int[Emotion.COUNT];
        int[] indices = new int[predictions.size()];
        int count = 0;
        for (int i = 0; i < predictions.size(); i++) {
            if (seen[predictions.labels()[i]]++ % 2 == parity) {
                indices[count++] = i;
            }
        }
        return predictions.select(Arrays.copyOf(indices, count));
    }

    /**
     * A calibration error measured crosswise.
     *
     * @param firstTemperature fitted on the first half
     * @param secondEce error on the second half at {@code firstTemperature}
     * @param secondTemperature fitted on the second half
     * @param firstEce error on the first half at {@code secondTemperature}
     */
    public record Crosswise(double firstTemperature, double secondEce, double secondTemperature, double firstEce) {
        /** The mean error of the two halves. */
        public double ece() {
            return (firstEce + secondEce) / 2;
        }
    }
}
