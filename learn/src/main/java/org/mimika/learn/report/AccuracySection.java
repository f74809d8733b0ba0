package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import org.mimika.learn.chart.Axis;
import org.mimika.learn.chart.Caption;
import org.mimika.learn.chart.Chart;
import org.mimika.learn.chart.RowChart;
import org.mimika.learn.compare.PaperFigure;
import org.mimika.learn.compare.Recognition;

/** How well each network recognises emotions: the paper's first table. */
final class AccuracySection {
    private AccuracySection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        return new Section(
                "accuracy",
                texts.get("accuracy.title"),
                List.of(
                        table(material),
                        new Block.Paragraph(texts.rich("accuracy.note"), Block.Tone.NOTE),
                        new Block.Charts(List.of(chart(material)), false)));
    }

    private static Block.Table table(Material material) {
        Texts texts = material.texts();
        List<Block.Column> columns = List.of(
                new Block.Column(texts.get("column.network"), false),
                new Block.Column(texts.get("accuracy.column.accuracy"), true),
                new Block.Column(texts.get("accuracy.column.right"), true),
                new Block.Column(texts.get("accuracy.column.f1"), true),
                new Block.Column(texts.get("accuracy.column.ece"), true),
                new Block.Column(texts.get("accuracy.column.crosswise"), true),
                new Block.Column(texts.get("accuracy.column.nll"), true),
                new Block.Column(texts.get("accuracy.column.temperature"), true));
        String best = material.report().verdict().byAccuracy().get(0);
        List<Block.Row> rows = new ArrayList<>();
        for (Recognition recognition : material.report().recognition()) {
            rows.add(row(material, recognition, recognition.model().equals(best)));
        }
        List<Block.Group> groups = new ArrayList<>(List.of(new Block.Group("", rows)));
        List<Block.Row> paper = material.report().paper().stream()
                .map(figure -> row(material, figure))
                .toList();
        if (!paper.isEmpty()) {
            groups.add(new Block.Group(texts.get("accuracy.paper"), paper));
        }
        return new Block.Table(
                texts.get("accuracy.caption", material.report().data().split(), material.n()), columns, groups, false);
    }

    private static Block.Row row(Material material, Recognition recognition, boolean best) {
        Numbers numbers = material.numbers();
        Recognition.CalibrationFigures calibration = recognition.calibration();
        return new Block.Row(
                List.of(
                        new Block.Cell(
                                material.title(recognition.model()),
                                material.texts()
                                        .get("sort."
                                                + material.report()
                                                        .model(recognition.model())
                                                        .sort()
                                                        .name()),
                                best),
                        new Block.Cell(
                                numbers.percent(recognition.accuracy().accuracy()),
                                numbers.percents(recognition.accuracy().ci95()),
                                best),
                        Block.Cell.of(
                                numbers.count(recognition.accuracy().right()),
                                material.texts()
                                        .get("of", recognition.accuracy().n())),
                        Block.Cell.of(
                                numbers.percent(recognition.macroF1()), numbers.percents(recognition.macroF1Ci95())),
                        Block.Cell.of(numbers.percent(calibration.ece()), numbers.percents(calibration.eceCi95())),
                        Block.Cell.of(numbers.percent(calibration.eceCrosswise())),
                        Block.Cell.of(numbers.figure(calibration.nll()), numbers.figures(calibration.nllCi95())),
                        Block.Cell.of(numbers.fixed(calibration.temperature(), 2))),
                false);
    }

    private static Block.Row row(Material material, PaperFigure figure) {
        List<Block.Cell> cells = new ArrayList<>();
        cells.add(Block.Cell.of(material.paperTitle(figure), figure.device()));
        cells.add(Block.Cell.of(material.paperAccuracy(figure), material.texts().get("paper.interval")));
        for (int i = 0; i < 6; i++) {
            cells.add(Block.Cell.of(Numbers.NONE));
        }
        return new Block.Row(cells, true);
    }

    private static Chart chart(Material material) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        List<RowChart.Row> rows = new ArrayList<>();
        for (Recognition recognition : material.report().recognition()) {
            rows.add(new RowChart.Row(
                    material.title(recognition.model()),
                    numbers.share(recognition.accuracy()),
                    material.look(recognition.model()),
                    false,
                    recognition.accuracy().accuracy(),
                    recognition.accuracy().ci95().lo(),
                    recognition.accuracy().ci95().hi()));
        }
        for (PaperFigure figure : material.report().paper()) {
            rows.add(new RowChart.Row(
                    material.paperTitle(figure),
                    material.paperAccuracy(figure),
                    material.look(figure),
                    true,
                    figure.accuracy(),
                    Double.NaN,
                    Double.NaN));
        }
        String split = material.report().data().split();
        String description = Described.rows(texts.get("accuracy.chart", split, material.n()), rows);
        Caption caption = new Caption("accuracy", texts.get("accuracy.chart", split, material.n()), description);
        return RowChart.points(caption, Axis.linear(texts.get("axis.accuracy"), tick -> numbers.tick(tick)), rows);
    }
}
