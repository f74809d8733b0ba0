package org.mimika.learn.report;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mimika.learn.chart.LineChart;
import org.mimika.learn.chart.RowChart;
import org.mimika.learn.chart.Series;
import org.mimika.learn.compare.Recognition.ReliabilityBin;
import org.mimika.learn.eval.Interval;

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

    /** Each row of a confusion matrix by its counts. */
    static String matrix(List<String> labels, List<List<Integer>> counts, Numbers numbers) {
        return IntStream.range(0, labels.size())
                .mapToObj(truth -> IntStream.range(0, labels.size())
                        .mapToObj(answer -> labels.get(answer) + " "
                                + numbers.count(counts.get(truth).get(answer)))
                        .collect(Collectors.joining(", ", labels.get(truth) + ": ", "")))
                .collect(Collectors.joining("; ", "", "."));
    }

    /** Each bin of a reliability diagram that has faces. */
    static String reliability(List<ReliabilityBin> bins, Numbers numbers) {
        return bins.stream()
                .filter(bin -> bin.n() > 0)
                .map(bin -> numbers.percents(new Interval(bin.from(), bin.to())) + ": "
                        + numbers.percent(bin.accuracy()) + " (" + numbers.count(bin.n()) + ")")
                .collect(Collectors.joining("; ", "", "."));
    }
}
