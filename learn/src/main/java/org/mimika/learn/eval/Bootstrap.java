package org.mimika.learn.eval;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Intervals of figures that are no plain shares of faces: as many faces are drawn from the faces, with replacement, and
 * the figure is taken again, many times over. Pure functions.
 *
 * <p>Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, sections 10 and 13.
 */
public final class Bootstrap {
    /** How often is drawn. */
    static final int DRAWS = 1000;

    private Bootstrap() {}

    /**
     * The 95% interval of a figure: the percentiles of what the draws give, less the draws' bias. A calibration error
     * needs the latter, since the draws' own noise makes it greater.
     *
     * @param faces how many there are
     * @param seed fixes the draws
     * @param figure of the faces with these indices, 0 to {@code faces - 1}, some of them several times; finite or NaN
     * @return both ends NaN where the figure is
     */
    public static Interval ci95(int faces, long seed, ToDoubleFunction<int[]> figure) {
        int[] drawn = new int[faces];
        Arrays.setAll(drawn, i -> i);
        double own = figure.applyAsDouble(drawn);
        if (Double.isNaN(own)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] figures = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            Arrays.setAll(drawn, i -> random.nextInt(faces));
            figures[draw] = figure.applyAsDouble(drawn);
        }
        Arrays.sort(figures);
        double bias = Arrays.stream(figures).average().orElseThrow() - own;
        return new Interval(figures[DRAWS / 40] - bias, figures[DRAWS - 1 - DRAWS / 40] - bias);
    }
}
