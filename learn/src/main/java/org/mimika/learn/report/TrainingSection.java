package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import org.mimika.learn.chart.Axis;
import org.mimika.learn.chart.Caption;
import org.mimika.learn.chart.Chart;
import org.mimika.learn.chart.LineChart;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.Training;

/** How each network learned: the paper's third figure. */
final class TrainingSection {
    private TrainingSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        List<ModelFacts> known = material.report().models().stream()
                .filter(model -> !model.training().curve().isEmpty())
                .toList();
        List<Block> blocks = new ArrayList<>();
        if (!known.isEmpty()) {
            blocks.add(new Block.Charts(List.of(accuracy(material, known)), false));
            String missing = String.join(
                    ", ",
                    material.report().models().stream()
                            .filter(model -> model.training().curve().isEmpty())
                            .map(model -> material.title(model.name()))
                            .toList());
            blocks.add(new Block.Paragraph(
                    missing.isEmpty() ? texts.rich("training.note") : texts.rich("training.note.missing", missing),
                    Block.Tone.NOTE));
        }
        return new Section("training", texts.get("training.title"), blocks);
    }

    private static Chart accuracy(Material material, List<ModelFacts> models) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        List<LineChart.Line> lines = models.stream()
                .map(model -> new LineChart.Line(
                        material.series(model.name()),
                        model.training().curve().stream()
                                .map(TrainingSection::point)
                                .toList()))
                .toList();
        String title = texts.get("training.chart");
        Caption caption = new Caption("epochs", title, Described.lines(title, lines, numbers::percent));
        return LineChart.draw(
                caption,
                Axis.linear(texts.get("axis.epoch"), numbers::given).holding(0, 2),
                Axis.linear(texts.get("axis.accuracy"), tick -> numbers.tick(tick)),
                lines);
    }

    private static LineChart.Point point(Training.Epoch epoch) {
        return new LineChart.Point(epoch.epoch(), epoch.accuracy(), Double.NaN, Double.NaN);
    }
}
