package org.mimika.learn.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mimika.learn.eval.Interval;

/**
 * How accuracy holds when faces get worse; every cell is measured on the same faces.
 *
 * @param n faces, drawn from the split by the report's seed
 * @param clean by {@link ModelFacts#name}, accuracy of the same faces as they are
 * @param cells one for each model, disturbance and strength
 */
public record Robustness(int n, Map<String, Share> clean, List<Cell> cells) {
    /** Copies. */
    public Robustness {
        Checks.atLeast("n", 0, n);
        clean = Collections.unmodifiableMap(new LinkedHashMap<>(clean));
        cells = List.copyOf(cells);
    }

    /**
     * One disturbance at one strength.
     *
     * @param model its {@link ModelFacts#name}
     * @param disturbance what was done to the faces
     * @param strength 1 weak, 2 middle, 3 strong
     * @param amount {@link Disturbance#amount} of that strength, in {@link Disturbance#unit}
     * @param accuracy of the disturbed faces
     * @param change that accuracy less the one of the same faces as they are
     * @param changeCi95 its 95% interval, for paired answers
     */
    public record Cell(
            String model,
            Disturbance disturbance,
            int strength,
            double amount,
            Share accuracy,
            double change,
            Interval changeCi95) {
        /** Validates. */
        public Cell {
            Checks.require(strength >= 1 && strength <= Disturbance.STRENGTHS, "strength", strength, "1 to 3");
        }

        /**
         * From how often the model is right.
         *
         * @param counts first the faces disturbed, second as they are
         */
        public static Cell of(String model, Disturbance disturbance, int strength, PairTest.Counts counts) {
            PairTest test = McNemar.test("disturbed", "as they are", counts);
            return new Cell(
                    model,
                    disturbance,
                    strength,
                    disturbance.amount(strength),
                    Share.of(counts.both() + counts.firstOnly(), counts.n()),
                    test.difference(),
                    test.differenceCi95());
        }
    }
}
