package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mimika.learn.chart.Axis;
import org.mimika.learn.chart.Caption;
import org.mimika.learn.chart.Chart;
import org.mimika.learn.chart.LineChart;
import org.mimika.learn.chart.RowChart;
import org.mimika.learn.chart.ScatterChart;
import org.mimika.learn.chart.Series;
import org.mimika.learn.compare.PaperFigure;
import org.mimika.learn.compare.Share;
import org.mimika.learn.compare.Timing;

/** What is drawn of the times. */
final class SpeedCharts {
    private SpeedCharts() {}

    /** The bars of the paper's third figure: one face at a time, the paper's own beside them. */
    static Chart bars(Material material) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        List<RowChart.Row> rows = new ArrayList<>();
        for (String name : material.names()) {
            material.latency(name)
                    .ifPresent(timing -> rows.add(new RowChart.Row(
                            material.title(name),
                            texts.get("unit.ms", numbers.figure(timing.medianMillis())) + " ("
                                    + numbers.figures(timing.medianCi95()) + ")",
                            material.look(name),
                            false,
                            timing.medianMillis(),
                            timing.medianCi95().lo(),
                            timing.medianCi95().hi())));
        }
        for (PaperFigure figure : material.report().paper()) {
            rows.add(new RowChart.Row(
                    material.paperTitle(figure),
                    texts.get("unit.ms", numbers.given(figure.millis())) + " · " + figure.device(),
                    material.look(figure),
                    true,
                    figure.millis(),
                    Double.NaN,
                    Double.NaN));
        }
        String title = texts.get("speed.chart.bars", setting(material));
        return RowChart.bars(
                new Caption("inference-time", title, Described.rows(title, rows)),
                Axis.linear(texts.get("axis.latency"), numbers::given),
                rows);
    }

    /** Accuracy against latency. */
    static Chart frontier(Material material) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        List<ScatterChart.Point> points = new ArrayList<>();
        List<String> frontier = material.report().verdict().frontier();
        for (String name : material.names()) {
            Share share = material.recognition(name).accuracy();
            material.latency(name)
                    .ifPresent(timing -> points.add(new ScatterChart.Point(
                            material.series(name),
                            false,
                            new ScatterChart.Span(
                                    timing.medianMillis(),
                                    timing.medianCi95().lo(),
                                    timing.medianCi95().hi()),
                            new ScatterChart.Span(
                                    share.accuracy(),
                                    share.ci95().lo(),
                                    share.ci95().hi()),
                            frontier.contains(name))));
        }
        String title = texts.get("speed.chart.frontier", setting(material));
        String best = String.join(", ", frontier.stream().map(material::title).toList());
        for (PaperFigure figure : material.report().paper()) {
            points.add(new ScatterChart.Point(
                    new Series(material.paperTitle(figure), material.look(figure)),
                    true,
                    new ScatterChart.Span(figure.millis(), Double.NaN, Double.NaN),
                    new ScatterChart.Span(figure.accuracy(), Double.NaN, Double.NaN),
                    false));
        }
        return ScatterChart.draw(
                new Caption("accuracy-latency", title, title + ". " + texts.get("speed.frontier") + ": " + best + "."),
                Axis.log(texts.get("axis.latency.log"), numbers::given),
                Axis.linear(texts.get("axis.accuracy"), tick -> numbers.tick(tick)),
                points,
                texts.get("speed.frontier"));
    }

    /** Faces a second by batch size, where several were timed. */
    static Optional<Chart> throughput(Material material) {
        int threads = material.report().verdict().latency().threads();
        List<Integer> batches = material.report().timings().stream()
                .filter(timing -> timing.threads() == threads)
                .map(Timing::batch)
                .distinct()
                .sorted()
                .toList();
        if (batches.size() < 2) {
            return Optional.empty();
        }
        List<LineChart.Line> lines = material.names().stream()
                .map(name -> new LineChart.Line(material.series(name), points(material, name, threads, batches)))
                .toList();
        Numbers numbers = material.numbers();
        String title = material.texts().get("speed.chart.throughput", threads);
        return Optional.of(LineChart.overSteps(
                new Caption("throughput", title, Described.lines(title, lines, numbers::figure)),
                Axis.linear(material.texts().get("axis.batch"), step -> numbers.count(batches.get((int) step))),
                new LineChart.Steps(batches.size(), RowChart.WIDTH),
                Axis.linear(material.texts().get("axis.throughput"), numbers::given)
                        .holding(0, 0),
                lines));
    }

    private static List<LineChart.Point> points(Material material, String name, int threads, List<Integer> batches) {
        List<LineChart.Point> points = new ArrayList<>();
        for (int step = 0; step < batches.size(); step++) {
            Optional<Timing> timing = material.timing(name, batches.get(step), threads);
            if (timing.isPresent()) {
                double faces = 1000.0 * batches.get(step);
                points.add(new LineChart.Point(
                        step,
                        timing.get().facesPerSecond(),
                        faces / timing.get().medianCi95().hi(),
                        faces / timing.get().medianCi95().lo()));
            }
        }
        return points;
    }

    private static String setting(Material material) {
        return material.texts()
                .get(
                        "speed.setting",
                        material.report().verdict().latency().batch(),
                        material.report().verdict().latency().threads());
    }
}
