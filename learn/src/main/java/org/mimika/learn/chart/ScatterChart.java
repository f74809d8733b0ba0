package org.mimika.learn.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.mimika.learn.chart.Canvas.Anchor;
import org.mimika.learn.chart.Canvas.Tone;
import org.mimika.learn.chart.Canvas.Type;

/** Named points over two figures, with intervals of both, and the frontier of those that none beats in both. */
public final class ScatterChart {
    private static final double HEIGHT = 300;

    private ScatterChart() {}

    /**
     * A figure and its interval.
     *
     * @param value the figure
     * @param lo lower end of its interval; NaN if it has none
     * @param hi upper end of its interval; NaN if it has none
     */
    public record Span(double value, double lo, double hi) {}

    /**
     * A point.
     *
     * @param series its name and look
     * @param hollow whether it was not measured here
     * @param x along; less is better
     * @param y up; more is better
     * @param frontier whether no other point beats it in both
     */
    public record Point(Series series, boolean hollow, Span x, Span y, boolean frontier) {}

    /**
     * Draws points.
     *
     * @param frontier what the line through the best points is called
     */
    public static Chart draw(Caption caption, Axis x, Axis y, List<Point> points, String frontier) {
        Canvas canvas = new Canvas(caption.id(), caption.title(), caption.description());
        Scale along = x.scale(figures(points, true), 6);
        Scale up = y.scale(figures(points, false), 6);
        Legend.Entry line = new Legend.Entry(frontier, null, false, true);
        double top = 30 + Legend.draw(canvas, 4, 2, RowChart.WIDTH - 8, List.of(line));
        Plot.Box box = new Plot.Box(Plot.yRoom(y, up), top, RowChart.WIDTH - 22, top + HEIGHT);
        Plot plot = new Plot(canvas, box, along, up);
        plot.yAxis(y);
        plot.xAxis(x);
        frontier(canvas, plot, points);
        for (Point point : points) {
            plot.xWhisker(
                    point.x().lo(),
                    point.x().hi(),
                    plot.y(point.y().value()),
                    point.series().look());
            plot.yWhisker(
                    plot.x(point.x().value()),
                    point.y().lo(),
                    point.y().hi(),
                    point.series().look());
        }
        for (Point point : points) {
            canvas.marker(
                    plot.x(point.x().value()),
                    plot.y(point.y().value()),
                    point.series().look(),
                    point.hollow());
        }
        labels(canvas, plot, points);
        return canvas.chart(RowChart.WIDTH, box.bottom() + 44);
    }

    private static double[] figures(List<Point> points, boolean along) {
        return points.stream()
                .map(point -> along ? point.x() : point.y())
                .flatMapToDouble(span -> DoubleStream.of(span.value(), span.lo(), span.hi()))
                .toArray();
    }

    private static void frontier(Canvas canvas, Plot plot, List<Point> points) {
        List<Point> best = points.stream()
                .filter(Point::frontier)
                .sorted(Comparator.comparingDouble(point -> point.x().value()))
                .toList();
        if (best.isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder("M ")
                .append(Plot.n(plot.x(best.get(0).x().value())))
                .append(' ')
                .append(Plot.n(plot.box().bottom()));
        for (Point point : best) {
            path.append(" H ").append(Plot.n(plot.x(point.x().value())));
            path.append(" V ").append(Plot.n(plot.y(point.y().value())));
        }
        canvas.path(path.append(" H ").append(Plot.n(plot.box().right())).toString(), Tone.MUTED, "5 4");
    }

    /** Beside its point, or above or below it, wherever nothing is in the way. */
    private static void labels(Canvas canvas, Plot plot, List<Point> points) {
        List<Plot.Box> taken = new ArrayList<>();
        for (Point point : points) {
            taken.add(around(plot.x(point.x().value()), plot.y(point.y().value()), 8));
            taken.add(whisker(plot, point, true));
            taken.add(whisker(plot, point, false));
        }
        for (Point point : points) {
            String label = TextWidth.fit(point.series().label(), Canvas.TEXT, 220);
            Plot.Box place = place(plot, point, TextWidth.of(label, Canvas.TEXT), taken);
            taken.add(place);
            canvas.text(place.left(), place.bottom() - 4, label, new Type(Canvas.TEXT, false, Tone.INK, Anchor.START));
        }
    }

    private static Plot.Box whisker(Plot plot, Point point, boolean along) {
        double x = plot.x(point.x().value());
        double y = plot.y(point.y().value());
        Span span = along ? point.x() : point.y();
        if (!(span.hi() > span.lo())) {
            return around(x, y, 1);
        }
        return along
                ? new Plot.Box(plot.x(span.lo()), y - 4, plot.x(span.hi()), y + 4)
                : new Plot.Box(x - 4, plot.y(span.hi()), x + 4, plot.y(span.lo()));
    }

    private static Plot.Box around(double x, double y, double reach) {
        return new Plot.Box(x - reach, y - reach, x + reach, y + reach);
    }

    private static Plot.Box place(Plot plot, Point point, double width, List<Plot.Box> taken) {
        double x = plot.x(point.x().value());
        double y = plot.y(point.y().value());
        Plot.Box inside = plot.box();
        for (double away = 9; away < HEIGHT; away += 7) {
            for (double side : new double[] {x + 10, x - 10 - width, x - width / 2}) {
                for (double down : new double[] {y - away, y + away + 16, y + 8}) {
                    Plot.Box box = new Plot.Box(side, down - 16, side + width, down);
                    boolean fits = box.left() >= inside.left() + 3
                            && box.right() <= inside.right()
                            && box.top() >= inside.top()
                            && box.bottom() <= inside.bottom();
                    if (fits && taken.stream().noneMatch(box::meets)) {
                        return box;
                    }
                }
            }
        }
        double left = Math.max(inside.left() + 3, Math.min(x + 10, inside.right() - width));
        return new Plot.Box(left, y - 25, left + width, y - 9);
    }
}
