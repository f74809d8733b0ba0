package org.mimika.learn.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import org.mimika.learn.chart.Canvas.Anchor;
import org.mimika.learn.chart.Canvas.Tone;
import org.mimika.learn.chart.Canvas.Type;

/** Several series side by side for each of some groups, as points with intervals. */
public final class GroupChart {
    private static final double STEP = 13;

    private GroupChart() {}

    /**
     * One figure.
     *
     * @param value the figure; NaN draws nothing
     * @param lo lower end of its interval
     * @param hi upper end of its interval
     */
    public record Figure(double value, double lo, double hi) {}

    /**
     * A group.
     *
     * @param label what its figures have in common
     * @param figures one a series
     */
    public record Group(String label, List<Figure> figures) {}

    /** Draws the groups from top to bottom. */
    public static Chart draw(Caption caption, Axis axis, List<Series> series, List<Group> groups) {
        Canvas canvas = new Canvas(caption.id(), caption.title(), caption.description());
        double[] figures = groups.stream()
                .flatMap(group -> group.figures().stream())
                .flatMapToDouble(figure -> DoubleStream.of(figure.value(), figure.lo(), figure.hi()))
                .toArray();
        double left = 14
                + groups.stream()
                        .mapToDouble(group -> TextWidth.of(group.label(), Canvas.TEXT))
                        .max()
                        .orElse(0);
        double top = 4
                + Legend.draw(
                        canvas,
                        4,
                        2,
                        RowChart.WIDTH - 8,
                        series.stream().map(one -> one.entry(false)).toList());
        double height = 14 + STEP * series.size();
        Plot.Box box = new Plot.Box(left, top + 4, RowChart.WIDTH - 22, top + 4 + height * groups.size());
        Plot plot = new Plot(canvas, box, axis.scale(figures, 5), Scale.linear(0, 1, 1));
        plot.xAxis(axis);
        for (int i = 0; i < groups.size(); i++) {
            double at = box.top() + i * height;
            if (i > 0) {
                canvas.line(4, at, box.right(), at, Tone.GRID);
            }
            canvas.text(
                    left - 10,
                    at + height / 2 + 4.5,
                    groups.get(i).label(),
                    new Type(Canvas.TEXT, false, Tone.INK, Anchor.END));
            group(canvas, plot, series, groups.get(i), at + 7);
        }
        return canvas.chart(RowChart.WIDTH, box.bottom() + 44);
    }

    private static void group(Canvas canvas, Plot plot, List<Series> series, Group group, double top) {
        for (int i = 0; i < series.size(); i++) {
            Figure figure = group.figures().get(i);
            double middle = top + STEP * (i + 0.5);
            if (!Double.isNaN(figure.value())) {
                plot.xWhisker(figure.lo(), figure.hi(), middle, series.get(i).look());
                canvas.marker(plot.x(figure.value()), middle, series.get(i).look(), false);
            }
        }
    }
}
