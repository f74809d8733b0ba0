package org.mimika.learn.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mimika.learn.chart.Chart;

class ChartTextTest {
    @TestFactory
    Stream<DynamicTest> textIsWholeAndApart() {
        return ReportFixtures.all().entrySet().stream().flatMap(entry -> Stream.of(Language.values())
                .flatMap(language ->
                        RenderedReport.charts(
                                        RenderedReport.sections(new Material(entry.getValue(), Texts.of(language))))
                                .stream()
                                .map(chart -> DynamicTest.dynamicTest(
                                        entry.getKey() + " " + language + " " + chart.id(), () -> check(chart)))));
    }

    private static void check(Chart chart) {
        List<SvgText> texts = SvgText.all(Parsed.xml(chart.file()));
        Rectangle2D sheet = new Rectangle2D.Double(0, 0, chart.width(), chart.height());
        for (int i = 0; i < texts.size(); i++) {
            SvgText text = texts.get(i);
            assertTrue(
                    sheet.contains(text.shape().getBounds2D()),
                    () -> "'" + text.text() + "' at " + text.shape().getBounds2D() + " leaves " + sheet);
            for (SvgText other : texts.subList(i + 1, texts.size())) {
                assertFalse(text.meets(other), () -> "'" + text.text() + "' lies over '" + other.text() + "'");
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everyAxisHasATitle() {
        Map<Language, List<String>> axes = Map.of(
                Language.EN, List.of("axis.accuracy", "axis.epoch", "axis.latency", "axis.latency.log"),
                Language.RU, List.of("axis.recall", "axis.confidence", "axis.faces", "axis.throughput", "axis.batch"));
        return axes.keySet().stream()
                .map(language -> DynamicTest.dynamicTest(language.tag(), () -> {
                    Texts texts = Texts.of(language);
                    List<String> written = new ArrayList<>();
                    RenderedReport.charts(RenderedReport.sections(new Material(MadeUp.three(), texts)))
                            .forEach(chart ->
                                    SvgText.all(Parsed.xml(chart.file())).forEach(text -> written.add(text.text())));
                    axes.get(language).forEach(axis -> assertTrue(written.contains(texts.get(axis)), axis));
                }));
    }
}
