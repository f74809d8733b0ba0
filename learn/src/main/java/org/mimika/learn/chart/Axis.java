package org.mimika.learn.chart;

import java.util.function.DoubleFunction;

/**
 * An axis.
 *
 * @param title what lies along it, with its unit
 * @param label how a figure is written beside it
 * @param log whether equal ratios are equally long
 * @param least the axis begins no higher; NaN to begin where the figures do
 * @param most the axis ends no lower; NaN to end where the figures do
 */
public record Axis(String title, DoubleFunction<String> label, boolean log, double least, double most) {
    /** An axis with even steps that fits the figures. */
    public static Axis linear(String title, DoubleFunction<String> label) {
        return new Axis(title, label, false, Double.NaN, Double.NaN);
    }

    /** The same, of ratios. */
    public static Axis log(String title, DoubleFunction<String> label) {
        return new Axis(title, label, true, Double.NaN, Double.NaN);
    }

    /** The same axis, reaching at least from {@code low} to {@code high}. */
    public Axis holding(double low, double high) {
        return new Axis(title, label, log, low, high);
    }

    /** The scale that holds the figures; those that are NaN do not count. */
    Scale scale(double[] figures, int steps) {
        double low = Double.isNaN(least) ? Double.POSITIVE_INFINITY : least;
        double high = Double.isNaN(most) ? Double.NEGATIVE_INFINITY : most;
        for (double figure : figures) {
            if (!Double.isNaN(figure)) {
                low = Math.min(low, figure);
                high = Math.max(high, figure);
            }
        }
        if (low > high) {
            low = log ? 1 : 0;
            high = 1;
        }
        return log ? Scale.log(low, high) : Scale.linear(low, high, steps);
    }
}
