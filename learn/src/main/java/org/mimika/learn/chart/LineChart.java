package org.mimika.learn.chart;

import java.util.List;
import java.util.stream.DoubleStream;

/** Lines through points, with intervals where they are known. */
public final class LineChart {
    private static final double HEIGHT = 230;

    private final double width;

    private LineChart(double width) {
        this.width = width;
    }

    /**
     * Steps along.
     *
     * @param count how many
     * @param width of the chart: {@link RowChart#WIDTH} or {@link RowChart#NARROW}
     */
    public record Steps(int count, double width) {}

    /**
     * A point.
     *
     * @param x along
     * @param y up
     * @param lo lower end of the interval of y; NaN if it has none
     * @param hi upper end of the interval of y; NaN if it has none
     */
    public record Point(double x, double y, double lo, double hi) {}

    /**
     * A line.
     *
     * @param series whose it is
     * @param points from left to right
     */
    public record Line(Series series, List<Point> points) {}

    /** Draws lines over figures along an axis. */
    public static Chart draw(Caption caption, Axis x, Axis y, List<Line> lines) {
        Scale along = x.scale(figures(lines, true), 7);
        return new LineChart(RowChart.WIDTH).draw(caption, x, along, y, lines);
    }

    /** Draws lines over a few steps, 0 and on, evenly apart, whatever figures they stand for. */
    public static Chart overSteps(Caption caption, Axis x, Steps steps, Axis y, List<Line> lines) {
        List<Double> ticks = DoubleStream.iterate(0, step -> step + 1)
                .limit(steps.count())
                .boxed()
                .toList();
        return new LineChart(steps.width()).draw(caption, x, Scale.fixed(-0.2, steps.count() - 0.8, ticks), y, lines);
    }

    private Chart draw(Caption caption, Axis x, Scale along, Axis y, List<Line> lines) {
        Canvas canvas = new Canvas(caption.id(), caption.title(), caption.description());
        Scale up = y.scale(figures(lines, false), 5);
        List<Legend.Entry> entries =
                lines.stream().map(line -> line.series().entry(true)).toList();
        double top = 30 + Legend.draw(canvas, 4, 2, width - 8, entries);
        Plot.Box box = new Plot.Box(Plot.yRoom(y, up), top, width - 22, top + HEIGHT);
        Plot plot = new Plot(canvas, box, along, up);
        plot.yAxis(y);
        plot.xAxis(x);
        lines.forEach(line -> whiskers(plot, line));
        lines.forEach(line -> line(canvas, plot, line));
        return canvas.chart(width, box.bottom() + 44);
    }

    private static double[] figures(List<Line> lines, boolean along) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .flatMapToDouble(point ->
                        along ? DoubleStream.of(point.x()) : DoubleStream.of(point.y(), point.lo(), point.hi()))
                .toArray();
    }

    private static void whiskers(Plot plot, Line line) {
        for (Point point : line.points()) {
            plot.yWhisker(
                    plot.x(point.x()), point.lo(), point.hi(), line.series().look());
        }
    }

    private static void line(Canvas canvas, Plot plot, Line line) {
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(path.isEmpty() ? "M " : " L ")
                    .append(Markup.number(plot.x(point.x())))
                    .append(' ')
                    .append(Markup.number(plot.y(point.y())));
        }
        if (!path.isEmpty()) {
            canvas.path(path.toString(), line.series().look(), 2, true);
        }
        // With many points, markers on some: enough to tell the lines apart, not so many as to hide them.
        int every = Math.max(1, line.points().size() / 12);
        for (int i = 0; i < line.points().size(); i++) {
            if (i % every == 0 || i == line.points().size() - 1) {
                Point point = line.points().get(i);
                canvas.marker(
                        plot.x(point.x()), plot.y(point.y()), line.series().look(), false);
            }
        }
    }
}
