package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mimika.learn.chart.Chart;
import org.mimika.learn.compare.PaperFigure;
import org.mimika.learn.compare.Timing;
import org.mimika.learn.compare.Verdict;

/** How fast each network is: the paper's second table. */
final class SpeedSection {
    /** With fewer runs the 95th percentile is next to the longest of them. */
    private static final int RUNS_FOR_P95 = 20;

    private SpeedSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        if (material.report().timings().isEmpty()) {
            return new Section("speed", texts.get("speed.title"), List.of());
        }
        List<Chart> charts = new ArrayList<>();
        charts.add(SpeedCharts.bars(material));
        charts.add(SpeedCharts.frontier(material));
        SpeedCharts.throughput(material).ifPresent(charts::add);
        return new Section(
                "speed",
                texts.get("speed.title"),
                List.of(
                        table(material),
                        new Block.Paragraph(texts.rich("speed.note", RUNS_FOR_P95), Block.Tone.NOTE),
                        new Block.Charts(charts, false)));
    }

    private static Block.Table table(Material material) {
        Texts texts = material.texts();
        List<Block.Column> columns = List.of(
                new Block.Column(texts.get("column.network"), false),
                new Block.Column(texts.get("speed.column.median"), true),
                new Block.Column(texts.get("speed.column.p95"), true),
                new Block.Column(texts.get("speed.column.face"), true),
                new Block.Column(texts.get("speed.column.throughput"), true),
                new Block.Column(texts.get("speed.column.runs"), true));
        List<Block.Group> groups = new ArrayList<>();
        for (Verdict.Setting setting : settings(material)) {
            List<Timing> timings = material.names().stream()
                    .map(name -> material.timing(name, setting.batch(), setting.threads()))
                    .flatMap(Optional::stream)
                    .toList();
            double least =
                    timings.stream().mapToDouble(Timing::medianMillis).min().orElse(0);
            groups.add(new Block.Group(
                    texts.get("speed.setting", setting.batch(), setting.threads()),
                    timings.stream()
                            .map(timing -> row(material, timing, timing.medianMillis() == least))
                            .toList()));
        }
        if (!material.report().paper().isEmpty()) {
            groups.add(new Block.Group(
                    texts.get("speed.paper"),
                    material.report().paper().stream()
                            .map(figure -> row(material, figure))
                            .toList()));
        }
        return new Block.Table(texts.get("speed.caption"), columns, groups, true);
    }

    /** Batch sizes within numbers of threads, rising. */
    private static List<Verdict.Setting> settings(Material material) {
        return material.report().timings().stream()
                .map(timing -> new Verdict.Setting(timing.batch(), timing.threads()))
                .distinct()
                .sorted(Comparator.comparingInt(Verdict.Setting::threads).thenComparingInt(Verdict.Setting::batch))
                .toList();
    }

    private static Block.Row row(Material material, Timing timing, boolean best) {
        Numbers numbers = material.numbers();
        return new Block.Row(
                List.of(
                        new Block.Cell(material.title(timing.model()), "", best),
                        new Block.Cell(
                                numbers.figure(timing.medianMillis()), numbers.figures(timing.medianCi95()), best),
                        Block.Cell.of(timing.runs() < RUNS_FOR_P95 ? Numbers.NONE : numbers.figure(timing.p95Millis())),
                        Block.Cell.of(numbers.figure(timing.medianMillisPerFace())),
                        Block.Cell.of(numbers.figure(timing.facesPerSecond())),
                        Block.Cell.of(numbers.count(timing.runs()))),
                false);
    }

    private static Block.Row row(Material material, PaperFigure figure) {
        Numbers numbers = material.numbers();
        String time = numbers.given(figure.millis());
        return new Block.Row(
                List.of(
                        Block.Cell.of(material.paperTitle(figure), figure.device()),
                        Block.Cell.of(time, material.texts().get("paper.interval")),
                        Block.Cell.of(Numbers.NONE),
                        Block.Cell.of(time),
                        Block.Cell.of(Numbers.NONE),
                        Block.Cell.of(Numbers.NONE)),
                true);
    }
}
