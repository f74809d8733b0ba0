package org.mimika.learn.compare;

import java.util.List;
import java.util.OptionalLong;

/**
 * How a model was trained, as far as its file or run tells.
 *
 * @param epochs that the recipe plans
 * @param bestEpoch whose weights were kept, from 1; 0 where those that it began with were
 * @param seconds of training up to them; NaN if unknown, and where there was none
 * @param machine processor, system and JVM; empty if unknown
 * @param recipe every value of it, in lines; empty if unknown
 * @param trainingSha256 of the pixels it was trained on; empty if unknown
 * @param curve one point an epoch, in order; empty if unknown
 */
public record Training(
        OptionalLong epochs,
        OptionalLong bestEpoch,
        double seconds,
        String machine,
        String recipe,
        String trainingSha256,
        List<Epoch> curve) {
    /** Validates and copies. */
    public Training {
        Checks.notNegative("training seconds", seconds);
        seconds = bestEpoch.orElse(-1) == 0 ? Double.NaN : seconds;
        curve = List.copyOf(curve);
        for (int i = 1; i < curve.size(); i++) {
            Checks.require(
                    curve.get(i).epoch() > curve.get(i - 1).epoch(),
                    "an epoch",
                    curve.get(i).epoch(),
                    "one after the last");
        }
    }

    /**
     * A point of the curve.
     *
     * @param epoch from 1
     * @param accuracy on PublicTest, 0 to 1
     * @param trainLoss mean loss over Training, with what regularises it; NaN if unknown
     * @param publicLoss mean loss on PublicTest; NaN if unknown
     * @param seconds of training since the run began; NaN if unknown
     */
    public record Epoch(int epoch, double accuracy, double trainLoss, double publicLoss, double seconds) {
        /** Validates. */
        public Epoch {
            Checks.atLeast("epoch", 1, epoch);
            Checks.share("accuracy of epoch " + epoch, accuracy);
        }
    }

    /** Of a model that tells nothing. */
    public static Training unknown() {
        return new Training(OptionalLong.empty(), OptionalLong.empty(), Double.NaN, "", "", "", List.of());
    }
}
