package org.mimika.learn.chart;

import java.util.List;
import org.mimika.learn.chart.Canvas.Anchor;
import org.mimika.learn.chart.Canvas.Tone;
import org.mimika.learn.chart.Canvas.Type;

/** What the looks of a chart stand for, in rows above it. */
final class Legend {
    private static final double ROW = 20;
    private static final double SAMPLE = 30;
    private static final double GAP = 16;

    private Legend() {}

    /**
     * An entry.
     *
     * @param label whose look it is
     * @param look null for the frontier's line
     * @param hollow whether it was not measured here
     * @param line whether its points are joined
     */
    record Entry(String label, Look look, boolean hollow, boolean line) {}

    /** Draws the entries from the left and returns the height of the rows. */
    static double draw(Canvas canvas, double left, double top, double width, List<Entry> entries) {
        double x = left;
        double y = top;
        for (Entry entry : entries) {
            String label = TextWidth.fit(entry.label(), Canvas.SMALL, width - SAMPLE);
            double needed = SAMPLE + TextWidth.of(label, Canvas.SMALL);
            if (x > left && x + needed > left + width) {
                x = left;
                y += ROW;
            }
            sample(canvas, x, y + 10, entry);
            canvas.text(x + SAMPLE, y + 14.3, label, new Type(Canvas.SMALL, false, Tone.INK, Anchor.START));
            x += needed + GAP;
        }
        return entries.isEmpty() ? 0 : y + ROW - top;
    }

    private static void sample(Canvas canvas, double x, double y, Entry entry) {
        String line = "M " + Markup.number(x) + " " + Markup.number(y) + " h 24";
        if (entry.look() == null) {
            canvas.path(line, Tone.MUTED, "5 4");
            return;
        }
        if (entry.line()) {
            canvas.path(line, entry.look(), 2, true);
        }
        canvas.marker(x + 12, y, entry.look(), entry.hollow());
    }
}
