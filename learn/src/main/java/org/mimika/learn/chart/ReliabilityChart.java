package org.mimika.learn.chart;

import java.util.List;
import org.mimika.learn.chart.Canvas.Tone;

/** Accuracy by confidence, against the diagonal of a network that knows what it knows, over the number of faces. */
public final class ReliabilityChart {
    private static final double HEIGHT = 250;
    private static final double COUNTS = 60;

    private ReliabilityChart() {}

    /**
     * The faces of like confidence.
     *
     * @param from lower end of their confidence
     * @param to upper end of it
     * @param n how many
     * @param accuracy the share of them recognised; NaN without any
     */
    public record Bin(double from, double to, int n, double accuracy) {}

    /**
     * What is written around it.
     *
     * @param confidence the axis along
     * @param accuracy the upper upright axis
     * @param count the lower upright axis
     * @param diagonal what the diagonal is called
     */
    public record Wording(Axis confidence, Axis accuracy, Axis count, String diagonal) {}

    /** Draws one network's bins. */
    public static Chart draw(Caption caption, Wording wording, Series series, List<Bin> bins) {
        Canvas canvas = new Canvas(caption.id(), caption.title(), caption.description());
        Scale shares = Scale.linear(0, 1, 5);
        Scale counts =
                Scale.linear(0, Math.max(1, bins.stream().mapToInt(Bin::n).max().orElse(1)), 2);
        List<Legend.Entry> entries =
                List.of(series.entry(false), new Legend.Entry(wording.diagonal(), null, false, true));
        double top = 30 + Legend.draw(canvas, 4, 2, RowChart.NARROW - 8, entries);
        double left = Math.max(Plot.yRoom(wording.accuracy(), shares), Plot.yRoom(wording.count(), counts));
        double right = RowChart.NARROW - 22;
        Plot above = new Plot(canvas, new Plot.Box(left, top, right, top + HEIGHT), shares, shares);
        double lower = top + HEIGHT + 34;
        Plot below = new Plot(canvas, new Plot.Box(left, lower, right, lower + COUNTS), shares, counts);
        above.yAxis(wording.accuracy());
        below.yAxis(wording.count());
        below.xAxis(wording.confidence());
        canvas.line(left, top + HEIGHT, right, top + HEIGHT, Tone.RULE);
        for (Bin bin : bins) {
            bar(canvas, above, bin, Double.isNaN(bin.accuracy()) ? 0 : bin.accuracy(), series.look());
            bar(canvas, below, bin, bin.n(), series.look());
        }
        canvas.line(above.x(0), above.y(0), above.x(1), above.y(1), Tone.MUTED, "5 4");
        return canvas.chart(RowChart.NARROW, lower + COUNTS + 44);
    }

    private static void bar(Canvas canvas, Plot plot, Bin bin, double value, Look look) {
        if (bin.n() > 0) {
            double x = plot.x(bin.from()) + 1.5;
            canvas.bar(x, plot.y(value), plot.x(bin.to()) - 1.5 - x, plot.y(0) - plot.y(value), look, false);
        }
    }
}
