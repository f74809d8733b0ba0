package org.mimika.learn.report;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.mimika.learn.chart.LineChart;
import org.mimika.learn.chart.RowChart;
import org.mimika.learn.chart.Series;

/** Charts in words, for who cannot see them: the figures themselves. Pure functions. */
final class Described {
    private Described() {}

    static String rows(String title, List<RowChart.Row> rows) {
        return rows.stream()
                .map(row -> row.label() + ": " + row.text())
                .collect(Collectors.joining("; ", title + ". ", "."));
    }

    static String series(String title, List<Series> series) {
        return series.stream().map(Series::label).collect(Collectors.joining(", ", title + ". ", "."));
    }

    /** Each line by its two ends. */
    static String lines(String title, List<LineChart.Line> lines, DoubleFunction<String> written) {
        return lines.stream()
                .filter(line -> !line.points().isEmpty())
                .map(line -> line.series().label() + ": "
                        + written.apply(line.points().get(0).y()) + " → "
                        + written.apply(
                                line.points().get(line.points().size() - 1).y()))
                .collect(Collectors.joining("; ", title + ". ", "."));
    }
}
