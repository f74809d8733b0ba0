package org.mimika.learn.chart;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import org.mimika.learn.chart.Canvas.Anchor;
import org.mimika.learn.chart.Canvas.Tone;
import org.mimika.learn.chart.Canvas.Type;

/** How often each class was taken for which, as a matrix of shares of the rows; darker is more. */
public final class MatrixChart {
    private static final double CELL = 52;

    /** Larger than elsewhere: matrices stand three in a row. */
    private static final double TEXT = 14;

    private static final int[] PALE = {0xf4, 0xf7, 0xfa};
    private static final int[] DEEP = {0x0a, 0x36, 0x5c};

    private MatrixChart() {}

    /**
     * What is written around and in it.
     *
     * @param rows what a row is
     * @param columns what a column is
     * @param note what the cells hold, with its unit
     * @param share how a share is written
     * @param count how a count is written
     */
    public record Wording(
            String rows, String columns, String note, DoubleFunction<String> share, IntFunction<String> count) {}

    /**
     * Draws counts.
     *
     * @param labels of the classes, for rows and columns alike
     * @param counts {@code [row][column]}
     */
    public static Chart draw(Caption caption, Wording wording, List<String> labels, List<List<Integer>> counts) {
        Canvas canvas = new Canvas(caption.id(), caption.title(), caption.description());
        double widest = labels.stream()
                .mapToDouble(label -> TextWidth.of(label, TEXT))
                .max()
                .orElse(0);
        double left = Math.max(widest, TextWidth.ofBold(wording.rows(), TEXT)) + 14;
        double slope = Math.toRadians(38);
        double top = 30 + widest * Math.sin(slope) + 14;
        canvas.text(left, 16, wording.columns(), new Type(TEXT, true, Tone.INK, Anchor.START));
        canvas.text(left - 8, top - 8, wording.rows(), new Type(TEXT, true, Tone.INK, Anchor.END));
        for (int i = 0; i < labels.size(); i++) {
            canvas.risingText(left + (i + 0.45) * CELL, top - 7, labels.get(i), TEXT, 38);
            canvas.text(
                    left - 8, top + (i + 0.5) * CELL + 4.3, labels.get(i), new Type(TEXT, false, Tone.INK, Anchor.END));
            row(canvas, wording, counts.get(i), left, top + i * CELL);
        }
        double right = left + labels.size() * CELL;
        double width = Math.max(right + widest * Math.cos(slope) - CELL / 2, right) + 8;
        double bottom = top + labels.size() * CELL;
        List<String> note = TextWidth.wrap(wording.note(), 13, width - 12, 4);
        for (int i = 0; i < note.size(); i++) {
            canvas.text(6, bottom + 20 + 16 * i, note.get(i), new Type(13, false, Tone.MUTED, Anchor.START));
        }
        return canvas.chart(width, bottom + 12 + 16 * note.size());
    }

    private static void row(Canvas canvas, Wording wording, List<Integer> counts, double left, double top) {
        int sum = counts.stream().mapToInt(Integer::intValue).sum();
        for (int i = 0; i < counts.size(); i++) {
            double share = sum == 0 ? 0 : counts.get(i) / (double) sum;
            double x = left + i * CELL;
            canvas.cell(x + 0.75, top + 0.75, CELL - 1.5, CELL - 1.5, colour(share));
            String ink = share > 0.45 ? "#ffffff" : "#1b2026";
            if (sum > 0) {
                canvas.onCell(x + CELL / 2, top + CELL / 2, wording.share().apply(share), 17, ink);
            }
            canvas.onCell(x + CELL / 2, top + CELL / 2 + 17, wording.count().apply(counts.get(i)), 12, ink);
        }
    }

    private static String colour(double share) {
        // By the square root, so that rare mistakes can be told from none.
        double depth = Math.sqrt(share);
        StringBuilder colour = new StringBuilder("#");
        for (int i = 0; i < 3; i++) {
            colour.append(String.format("%02x", Math.round(PALE[i] + depth * (DEEP[i] - PALE[i]))));
        }
        return colour.toString();
    }
}
