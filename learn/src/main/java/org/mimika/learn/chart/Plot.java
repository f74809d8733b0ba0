package org.mimika.learn.chart;

import org.mimika.learn.chart.Canvas.Anchor;
import org.mimika.learn.chart.Canvas.Tone;
import org.mimika.learn.chart.Canvas.Type;

/** The part of a chart between its axes. */
final class Plot {
    private final Canvas canvas;
    private final Box box;
    private final Scale x;
    private final Scale y;

    Plot(Canvas canvas, Box box, Scale x, Scale y) {
        this.canvas = canvas;
        this.box = box;
        this.x = x;
        this.y = y;
    }

    /** A rectangle. */
    record Box(double left, double top, double right, double bottom) {
        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    Box box() {
        return box;
    }

    double x(double value) {
        return box.left + x.at(value) * (box.right - box.left);
    }

    double y(double value) {
        return box.bottom - y.at(value) * (box.bottom - box.top);
    }

    /** Below the plot; takes 44 units. */
    void xAxis(Axis axis) {
        double lastEnd = Double.NEGATIVE_INFINITY;
        for (double tick : x.ticks()) {
            double at = x(tick);
            canvas.line(at, box.top, at, box.bottom + 4, Tone.GRID);
            String label = axis.label().apply(tick);
            double half = TextWidth.of(label, Canvas.SMALL) / 2;
            if (at - half > lastEnd + 4) {
                canvas.text(at, box.bottom + 18, label, Type.small(Anchor.MIDDLE));
                lastEnd = at + half;
            }
        }
        canvas.line(box.left, box.bottom, box.right, box.bottom, Tone.RULE);
        xTitle(axis.title());
    }

    /** Under the marks of the axis, towards its right end. */
    private void xTitle(String title) {
        double half = TextWidth.of(title, Canvas.SMALL) / 2;
        double middle = Math.max((box.left + box.right) / 2, half + 4);
        canvas.text(middle, box.bottom + 37, title, new Type(Canvas.SMALL, false, Tone.INK, Anchor.MIDDLE));
    }

    /** Left of the plot, its title level above it, where it reads without a turned head; takes 22 units there. */
    void yAxis(Axis axis) {
        for (double tick : y.ticks()) {
            double at = y(tick);
            canvas.line(box.left - 4, at, box.right, at, Tone.GRID);
            canvas.text(box.left - 8, at + 4.3, axis.label().apply(tick), Type.small(Anchor.END));
        }
        canvas.line(box.left, box.top, box.left, box.bottom, Tone.RULE);
        canvas.text(4, box.top - 12, axis.title(), new Type(Canvas.SMALL, false, Tone.INK, Anchor.START));
    }

    /** How much room the marks of an upright axis take. */
    static double yRoom(Axis axis, Scale scale) {
        double widest = scale.ticks().stream()
                .mapToDouble(tick -> TextWidth.of(axis.label().apply(tick), Canvas.SMALL))
                .max()
                .orElse(0);
        return widest + 14;
    }

    /** An interval across, with ends. */
    void xWhisker(double lo, double hi, double at, Look look) {
        if (hi > lo) {
            double from = x(lo);
            double to = x(hi);
            canvas.path(
                    "M " + n(from) + " " + n(at) + " H " + n(to) + " M " + n(from) + " " + n(at - 4) + " v 8 M " + n(to)
                            + " " + n(at - 4) + " v 8",
                    look,
                    1.6,
                    false);
        }
    }

    /** An upright interval, with ends. */
    void yWhisker(double at, double lo, double hi, Look look) {
        if (hi > lo) {
            double from = y(lo);
            double to = y(hi);
            canvas.path(
                    "M " + n(at) + " " + n(from) + " V " + n(to) + " M " + n(at - 4) + " " + n(from) + " h 8 M "
                            + n(at - 4) + " " + n(to) + " h 8",
                    look,
                    1.4,
                    false);
        }
    }

    static String n(double value) {
        return Markup.number(value);
    }
}
