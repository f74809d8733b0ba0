package org.mimika.learn.chart;

import java.util.ArrayList;
import java.util.List;

/** How figures lie along an axis. */
interface Scale {
    /** Where a figure lies, 0 at the low end of the axis, 1 at its high end. */
    double at(double value);

    /** The figures that are marked, from low to high. */
    List<Double> ticks();

    /**
     * Even steps that hold both figures, with ends on a tick.
     *
     * @param steps about how many
     */
    static Scale linear(double low, double high, int steps) {
        double span = high > low ? high - low : Math.max(1e-9, Math.abs(low) * 0.1);
        double raw = span / steps;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = power * (raw / power <= 1.001 ? 1 : raw / power <= 2.001 ? 2 : raw / power <= 5.001 ? 5 : 10);
        long from = (long) Math.floor(low / step + 1e-9);
        long to = Math.max(from + 1, (long) Math.ceil(high / step - 1e-9));
        List<Double> ticks = new ArrayList<>();
        for (long i = from; i <= to; i++) {
            // Through a decimal text, so that 3 x 0.1 is 0.3.
            ticks.add(Double.parseDouble(String.format(java.util.Locale.ROOT, "%.10g", i * step)));
        }
        return new Linear(ticks.get(0), ticks.get(ticks.size() - 1), List.copyOf(ticks));
    }

    /** The figures given, evenly apart: for few sizes, such as batches. */
    static Scale fixed(double low, double high, List<Double> ticks) {
        return new Linear(low, high, List.copyOf(ticks));
    }

    /** Equal ratios are equally long; both figures above 0. */
    static Scale log(double low, double high) {
        double from = step(low, false);
        double to = step(high, true);
        if (to <= from) {
            to = step(from * 1.5, true);
        }
        List<Double> ticks = new ArrayList<>();
        boolean wide = to / from > 300;
        for (double tick = from; tick <= to * 1.0001; tick = step(tick * 1.2, true)) {
            double lead = tick / Math.pow(10, Math.floor(Math.log10(tick) + 1e-9));
            if (!wide || Math.abs(lead - 1) < 1e-6) {
                ticks.add(tick);
            }
        }
        return new Log(from, to, List.copyOf(ticks));
    }

    /** The nearest 1, 2 or 5 of a power of ten: not below, or not above. */
    private static double step(double value, boolean up) {
        double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
        double[] leads = {1, 2, 5, 10};
        double found = up ? 10 : 1;
        for (int i = 0; i < leads.length; i++) {
            double lead = leads[up ? leads.length - 1 - i : i];
            if (up ? lead >= value / power * 0.9999 : lead <= value / power * 1.0001) {
                found = lead;
            }
        }
        return Double.parseDouble(String.format(java.util.Locale.ROOT, "%.6g", found * power));
    }

    /** Even steps. */
    record Linear(double low, double high, List<Double> ticks) implements Scale {
        @Override
        public double at(double value) {
            return (value - low) / (high - low);
        }
    }

    /** Equal ratios. */
    record Log(double low, double high, List<Double> ticks) implements Scale {
        @Override
        public double at(double value) {
            return Math.log(value / low) / Math.log(high / low);
        }
    }
}
