package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import org.mimika.core.Emotion;
import org.mimika.learn.chart.Axis;
import org.mimika.learn.chart.Caption;
import org.mimika.learn.chart.Chart;
import org.mimika.learn.chart.GroupChart;
import org.mimika.learn.chart.MatrixChart;
import org.mimika.learn.chart.Series;
import org.mimika.learn.compare.Recognition;
import org.mimika.learn.compare.Share;
import org.mimika.learn.eval.ClassMetrics;

/** How well each emotion is recognised, and what it is taken for. */
final class ClassesSection {
    private ClassesSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        return new Section(
                "classes",
                texts.get("classes.title"),
                List.of(
                        new Block.Charts(List.of(recalls(material)), false),
                        table(material),
                        new Block.Paragraph(texts.rich("classes.note"), Block.Tone.NOTE),
                        new Block.Charts(
                                material.names().stream()
                                        .map(name -> confusion(material, name))
                                        .toList(),
                                true)));
    }

    private static Block.Table table(Material material) {
        Texts texts = material.texts();
        List<Block.Column> columns = List.of(
                new Block.Column(texts.get("column.network"), false),
                new Block.Column(texts.get("classes.column.recall"), true),
                new Block.Column(texts.get("classes.column.precision"), true),
                new Block.Column("F1", true));
        List<Block.Group> groups = new ArrayList<>();
        for (Emotion emotion : Emotion.all()) {
            int support = material.report()
                    .recognition()
                    .get(0)
                    .perClass()
                    .get(emotion.label())
                    .support();
            groups.add(new Block.Group(
                    texts.get("classes.group", material.emotion(emotion.label()), support),
                    material.report().recognition().stream()
                            .map(recognition -> row(material, recognition, emotion))
                            .toList()));
        }
        return new Block.Table(texts.get("classes.caption", material.n()), columns, groups, true);
    }

    private static Block.Row row(Material material, Recognition recognition, Emotion emotion) {
        Numbers numbers = material.numbers();
        ClassMetrics metrics = recognition.perClass().get(emotion.label());
        return new Block.Row(
                List.of(
                        Block.Cell.of(material.title(recognition.model())),
                        interval(numbers, recall(recognition, emotion)),
                        interval(numbers, precision(recognition, emotion)),
                        Block.Cell.of(numbers.percent(metrics.f1()))),
                false);
    }

    private static Block.Cell interval(Numbers numbers, Share share) {
        return Block.Cell.of(numbers.percent(share.accuracy()), share.n() == 0 ? "" : numbers.percents(share.ci95()));
    }

    private static Share recall(Recognition recognition, Emotion emotion) {
        List<Integer> row = recognition.confusion().get(emotion.ordinal());
        return Share.of(
                row.get(emotion.ordinal()),
                row.stream().mapToInt(Integer::intValue).sum());
    }

    private static Share precision(Recognition recognition, Emotion emotion) {
        int answered = recognition.confusion().stream()
                .mapToInt(row -> row.get(emotion.ordinal()))
                .sum();
        return Share.of(recognition.confusion().get(emotion.ordinal()).get(emotion.ordinal()), answered);
    }

    private static Chart recalls(Material material) {
        Texts texts = material.texts();
        List<Series> series = material.names().stream().map(material::series).toList();
        List<GroupChart.Group> groups = Emotion.all().stream()
                .map(emotion -> new GroupChart.Group(
                        material.emotion(emotion.label()),
                        material.report().recognition().stream()
                                .map(recognition -> figure(recall(recognition, emotion)))
                                .toList()))
                .toList();
        String title = texts.get("classes.chart");
        return GroupChart.draw(
                new Caption("recall", title, Described.series(title, series)),
                Axis.linear(texts.get("axis.recall"), tick -> material.numbers().tick(tick))
                        .holding(0, 1),
                series,
                groups);
    }

    private static GroupChart.Figure figure(Share share) {
        return new GroupChart.Figure(
                share.accuracy(), share.ci95().lo(), share.ci95().hi());
    }

    private static Chart confusion(Material material, String name) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        Recognition recognition = material.recognition(name);
        List<String> labels = Emotion.all().stream()
                .map(emotion -> material.emotion(emotion.label()))
                .toList();
        String title = texts.get("confusion.chart", material.title(name));
        MatrixChart.Wording wording = new MatrixChart.Wording(
                texts.get("confusion.rows"),
                texts.get("confusion.columns"),
                texts.get("confusion.note", recognition.accuracy().n()),
                share -> numbers.fixed(100 * share, 0),
                numbers::count);
        return MatrixChart.draw(
                new Caption(
                        "confusion-" + material.slug(name),
                        title,
                        texts.get(
                                "confusion.described",
                                title,
                                numbers.share(recognition.accuracy()),
                                Described.matrix(labels, recognition.confusion(), numbers))),
                wording,
                labels,
                recognition.confusion());
    }
}
