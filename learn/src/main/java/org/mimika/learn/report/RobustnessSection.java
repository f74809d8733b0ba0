package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mimika.learn.chart.Axis;
import org.mimika.learn.chart.Caption;
import org.mimika.learn.chart.Chart;
import org.mimika.learn.chart.LineChart;
import org.mimika.learn.chart.RowChart;
import org.mimika.learn.compare.Disturbance;
import org.mimika.learn.compare.Robustness;
import org.mimika.learn.compare.Share;

/** How accuracy holds when faces get worse. */
final class RobustnessSection {
    private RobustnessSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        Robustness robustness = material.report().robustness();
        Set<Disturbance> known = EnumSet.noneOf(Disturbance.class);
        robustness.cells().forEach(cell -> known.add(cell.disturbance()));
        if (known.isEmpty()) {
            return new Section("robustness", texts.get("robustness.title"), List.of());
        }
        List<Chart> charts =
                known.stream().map(disturbance -> chart(material, disturbance)).toList();
        return new Section(
                "robustness",
                texts.get("robustness.title"),
                List.of(
                        new Block.Paragraph(texts.rich("robustness.intro", robustness.n()), Block.Tone.PLAIN),
                        new Block.Charts(charts, true),
                        table(material, known)));
    }

    private static Chart chart(Material material, Disturbance disturbance) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        List<LineChart.Line> lines = material.names().stream()
                .map(name -> new LineChart.Line(material.series(name), points(material, name, disturbance)))
                .toList();
        String title = texts.get(
                "robustness.chart",
                name(material, disturbance),
                material.report().robustness().n());
        Axis steps = Axis.linear(
                texts.get("robustness." + disturbance.name() + ".axis"),
                step -> step < 0.5 ? texts.get("robustness.clean") : amount(material, disturbance, (int) step));
        Caption caption = new Caption(
                "robustness-" + disturbance.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                title,
                Described.lines(title, lines, numbers::percent));
        return LineChart.overSteps(
                caption,
                steps,
                new LineChart.Steps(Disturbance.STRENGTHS + 1, RowChart.NARROW),
                Axis.linear(texts.get("axis.accuracy"), tick -> numbers.tick(tick))
                        .holding(0, 0.7),
                lines);
    }

    private static List<LineChart.Point> points(Material material, String name, Disturbance disturbance) {
        List<LineChart.Point> points = new ArrayList<>();
        Optional.ofNullable(material.report().robustness().clean().get(name))
                .ifPresent(share -> points.add(point(0, share)));
        for (int strength = 1; strength <= Disturbance.STRENGTHS; strength++) {
            int step = strength;
            found(material, name, disturbance, strength).ifPresent(cell -> points.add(point(step, cell.accuracy())));
        }
        return points;
    }

    private static LineChart.Point point(int step, Share share) {
        return new LineChart.Point(
                step, share.accuracy(), share.ci95().lo(), share.ci95().hi());
    }

    private static Optional<Robustness.Cell> found(
            Material material, String name, Disturbance disturbance, int strength) {
        return material.report().robustness().cells().stream()
                .filter(cell ->
                        cell.model().equals(name) && cell.disturbance() == disturbance && cell.strength() == strength)
                .findFirst();
    }

    private static Block.Table table(Material material, Set<Disturbance> known) {
        Texts texts = material.texts();
        List<Block.Column> columns = new ArrayList<>();
        columns.add(new Block.Column(texts.get("robustness.column"), false));
        material.names().forEach(name -> columns.add(new Block.Column(material.title(name), true)));
        List<Block.Group> groups = new ArrayList<>();
        List<Block.Cell> clean = new ArrayList<>(List.of(Block.Cell.of(texts.get("robustness.clean.row"))));
        material.names()
                .forEach(name -> clean.add(Optional.ofNullable(
                                material.report().robustness().clean().get(name))
                        .map(share -> Block.Cell.of(
                                material.numbers().percent(share.accuracy()),
                                material.numbers().percents(share.ci95())))
                        .orElse(Block.Cell.of(Numbers.NONE))));
        groups.add(new Block.Group("", List.of(new Block.Row(clean, false))));
        for (Disturbance disturbance : known) {
            List<Block.Row> rows = new ArrayList<>();
            for (int strength = 1; strength <= Disturbance.STRENGTHS; strength++) {
                List<Block.Cell> cells = new ArrayList<>();
                cells.add(Block.Cell.of(amount(material, disturbance, strength)));
                for (String name : material.names()) {
                    cells.add(cell(material, found(material, name, disturbance, strength)));
                }
                rows.add(new Block.Row(cells, false));
            }
            groups.add(new Block.Group(
                    name(material, disturbance) + ": " + texts.get("robustness." + disturbance.name() + ".axis"),
                    rows));
        }
        return new Block.Table(
                texts.get("robustness.caption", material.report().robustness().n()),
                columns,
                groups,
                material.names().size() < 5);
    }

    /** Accuracy, and its change against the same faces as they are. */
    private static Block.Cell cell(Material material, Optional<Robustness.Cell> cell) {
        Numbers numbers = material.numbers();
        return cell.map(one -> Block.Cell.of(
                        numbers.percent(one.accuracy().accuracy()),
                        numbers.points(one.change()) + " (" + numbers.points(one.changeCi95()) + ")"))
                .orElse(Block.Cell.of(Numbers.NONE));
    }

    private static String name(Material material, Disturbance disturbance) {
        return material.texts().get("robustness." + disturbance.name());
    }

    private static String amount(Material material, Disturbance disturbance, int strength) {
        double amount = disturbance.amount(strength);
        return switch (disturbance) {
            case LOW_LIGHT, OCCLUSION -> material.numbers().percent(amount, 0);
            case ROTATION -> material.numbers().given(amount) + "°";
            case BLUR, NOISE, JPEG -> material.numbers().given(amount);
        };
    }
}
