package org.mimika.learn.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import org.mimika.learn.chart.Canvas.Anchor;
import org.mimika.learn.chart.Canvas.Tone;
import org.mimika.learn.chart.Canvas.Type;

/**
 * A figure a row, its name and value written above it: so a long name takes nothing from the drawing, and nothing has
 * to be read off.
 */
public final class RowChart {
    /** Of charts that stand two in a row. */
    public static final double WIDTH = 480;

    /** Of charts that stand three in a row. */
    public static final double NARROW = 380;

    private static final double SIDE = 22;
    private static final double ROW = 46;

    private RowChart() {}

    /**
     * A row.
     *
     * @param label whose figure it is
     * @param text the figure in words, at the right
     * @param look of its point or bar
     * @param hollow whether it was not measured here
     * @param value the figure; NaN draws nothing
     * @param lo lower end of its interval; NaN if it has none
     * @param hi upper end of its interval; NaN if it has none
     */
    public record Row(String label, String text, Look look, boolean hollow, double value, double lo, double hi) {}

    /** Points with their intervals. */
    public static Chart points(Caption caption, Axis axis, List<Row> rows) {
        return draw(caption, axis, rows, false);
    }

    /** Bars from 0, with intervals at their ends. */
    public static Chart bars(Caption caption, Axis axis, List<Row> rows) {
        return draw(caption, axis.holding(0, 0), rows, true);
    }

    private static Chart draw(Caption caption, Axis axis, List<Row> rows, boolean bars) {
        Canvas canvas = new Canvas(caption.id(), caption.title(), caption.description());
        double[] figures = rows.stream()
                .flatMapToDouble(row -> DoubleStream.of(row.value(), row.lo(), row.hi()))
                .toArray();
        Scale scale = axis.scale(figures, 5);
        Plot.Box box = new Plot.Box(SIDE, 6, WIDTH - SIDE, 6 + ROW * rows.size());
        Plot plot = new Plot(canvas, box, scale, Scale.linear(0, 1, 1));
        plot.xAxis(axis);
        for (int i = 0; i < rows.size(); i++) {
            row(canvas, plot, rows.get(i), box.top() + i * ROW, bars);
        }
        return canvas.chart(WIDTH, box.bottom() + 44);
    }

    private static void row(Canvas canvas, Plot plot, Row row, double top, boolean bars) {
        double right = plot.box().right();
        double textWidth = TextWidth.of(row.text(), Canvas.SMALL);
        String label = TextWidth.fit(row.label(), Canvas.TEXT * 1.16, right - SIDE - textWidth - 16);
        canvas.cell(SIDE + 2, top + 3, TextWidth.ofBold(label, Canvas.TEXT) + 6, 17);
        canvas.cell(right - textWidth - 6, top + 3, textWidth + 4, 17);
        canvas.text(SIDE + 6, top + 16, label, new Type(Canvas.TEXT, true, Tone.INK, Anchor.START));
        canvas.text(right - 4, top + 16, row.text(), new Type(Canvas.SMALL, false, Tone.INK, Anchor.END));
        if (Double.isNaN(row.value())) {
            return;
        }
        double middle = top + 32;
        if (bars) {
            canvas.bar(plot.x(0), middle - 8, plot.x(row.value()) - plot.x(0), 16, row.look(), row.hollow());
        }
        plot.xWhisker(row.lo(), row.hi(), middle, row.look());
        if (!bars) {
            canvas.marker(plot.x(row.value()), middle, row.look(), row.hollow());
        }
    }
}
