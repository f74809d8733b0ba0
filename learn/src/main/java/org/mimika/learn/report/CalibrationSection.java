package org.mimika.learn.report;

import java.util.List;
import org.mimika.learn.chart.Axis;
import org.mimika.learn.chart.Caption;
import org.mimika.learn.chart.Chart;
import org.mimika.learn.chart.ReliabilityChart;
import org.mimika.learn.compare.Recognition;

/** Whether confidence is what it says. */
final class CalibrationSection {
    private CalibrationSection() {}

    static Section of(Material material) {
        Texts texts = material.texts();
        return new Section(
                "calibration",
                texts.get("calibration.title"),
                List.of(
                        new Block.Paragraph(texts.rich("calibration.intro"), Block.Tone.PLAIN),
                        new Block.Charts(
                                material.report().recognition().stream()
                                        .map(recognition -> chart(material, recognition))
                                        .toList(),
                                true)));
    }

    private static Chart chart(Material material, Recognition recognition) {
        Texts texts = material.texts();
        Numbers numbers = material.numbers();
        String title = texts.get(
                "calibration.chart",
                material.title(recognition.model()),
                numbers.percent(recognition.calibration().ece()),
                recognition.accuracy().n());
        List<ReliabilityChart.Bin> bins = recognition.calibration().bins().stream()
                .map(bin -> new ReliabilityChart.Bin(bin.from(), bin.to(), bin.n(), bin.accuracy()))
                .toList();
        ReliabilityChart.Wording wording = new ReliabilityChart.Wording(
                Axis.linear(texts.get("axis.confidence"), tick -> numbers.tick(tick)),
                Axis.linear(texts.get("axis.accuracy"), tick -> numbers.tick(tick)),
                Axis.linear(texts.get("axis.faces"), numbers::given),
                texts.get("calibration.diagonal"));
        return ReliabilityChart.draw(
                new Caption(
                        "reliability-" + material.slug(recognition.model()),
                        title,
                        texts.get(
                                "calibration.described",
                                title,
                                Described.reliability(recognition.calibration().bins(), numbers))),
                wording,
                material.series(recognition.model()),
                bins);
    }
}
