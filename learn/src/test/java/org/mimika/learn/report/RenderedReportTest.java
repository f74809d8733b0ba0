package org.mimika.learn.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimika.core.MimikaException;
import org.mimika.learn.chart.Look;
import org.mimika.learn.compare.Recognition.ReliabilityBin;
import org.mimika.learn.compare.Report;
import org.mimika.learn.compare.ReportJson;
import org.mimika.learn.compare.Timing;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenderedReportTest {
    private Report report;
    private RenderedReport english;

    @BeforeAll
    void render() {
        report = MadeUp.three();
        english = RenderedReport.of(report, Language.EN);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyFigureStandsInThePageAndInTheText(Language language) {
        RenderedReport rendered = language == Language.EN ? english : RenderedReport.of(report, language);
        String page = Parsed.page(rendered).getDocumentElement().getTextContent();
        String text = Parsed.text(rendered, "report.md").replace("\\", "");
        for (String figure : figures(new Numbers(language))) {
            assertTrue(page.contains(figure), () -> "not in the page: " + figure);
            assertTrue(text.contains(figure.replace("<", "&lt;")), () -> "not in the text: " + figure);
        }
        assertFalse(page.contains("NaN") || text.contains("NaN"));
    }

    @Test
    void figuresStandInTheirRowsAndColumns() {
        Numbers numbers = new Numbers(Language.EN);
        List<String> rows =
                Parsed.text(english, "report.md").replace("\\", "").lines().toList();
        report.recognition()
                .forEach(recognition -> assertRow(
                        rows,
                        report.model(recognition.model()).title(),
                        numbers.percent(recognition.accuracy().accuracy()),
                        numbers.count(recognition.accuracy().right()),
                        numbers.percent(recognition.macroF1()),
                        numbers.percent(recognition.calibration().ece()),
                        numbers.percent(recognition.calibration().eceCrosswise()),
                        numbers.figure(recognition.calibration().nll()),
                        numbers.fixed(recognition.calibration().temperature(), 2)));
        report.timings()
                .forEach(timing -> assertRow(
                        rows,
                        report.model(timing.model()).title(),
                        numbers.figure(timing.medianMillis()),
                        numbers.figure(timing.p95Millis()),
                        numbers.figure(timing.medianMillisPerFace()),
                        numbers.figure(timing.facesPerSecond())));
    }

    /** A row of a table whose cells begin with these, and perhaps have something small behind them. */
    private static void assertRow(List<String> rows, String... cells) {
        String row = Arrays.stream(cells)
                .map(cell -> "\\| \\**" + Pattern.quote(cell) + "\\**( \\([^|]*\\))? ")
                .collect(Collectors.joining());
        Pattern pattern = Pattern.compile(row);
        assertTrue(rows.stream().anyMatch(line -> pattern.matcher(line).find()), () -> "no row " + row);
    }

    @Test
    void noTwoNetworksLookAlike() {
        Report eight = ReportFixtures.all().get("hostile");
        Material material = new Material(eight, Texts.of(Language.EN));
        assertEquals(8, material.names().stream().map(material::look).distinct().count());
        assertEquals(
                36,
                IntStream.range(0, 36)
                        .mapToObj(Look::of)
                        .map(look -> look.colour() + look.marker() + look.dash())
                        .distinct()
                        .count());
    }

    @Test
    void chartsHoldTheirFiguresInWords() {
        String text = Parsed.text(english, "report.md").replace("\\", "");
        List<List<Integer>> confusion = report.recognition().get(0).confusion();
        Numbers numbers = new Numbers(Language.EN);
        assertTrue(
                text.contains("angry: angry " + numbers.count(confusion.get(0).get(0)) + ", disgust "
                        + numbers.count(confusion.get(0).get(1)) + ", fear "));
        ReliabilityBin bin = report.recognition().get(0).calibration().bins().get(14);
        assertTrue(text.contains("93.3–100.0%: " + numbers.percent(bin.accuracy()) + " (" + bin.n() + ")"));
    }

    private List<String> figures(Numbers numbers) {
        List<String> figures = new ArrayList<>();
        report.recognition().forEach(recognition -> {
            figures.add(numbers.percent(recognition.accuracy().accuracy()));
            figures.add(numbers.percents(recognition.accuracy().ci95()));
            figures.add(numbers.percent(recognition.calibration().ece()));
            figures.add(numbers.percents(recognition.macroF1Ci95()));
            figures.add(numbers.percents(recognition.calibration().eceCi95()));
            figures.add(numbers.percent(recognition.calibration().eceCrosswise()));
            figures.add(numbers.figure(recognition.calibration().nll()));
            recognition.perClass().values().forEach(metrics -> {
                figures.add(numbers.percent(metrics.recall()));
                figures.add(numbers.percent(metrics.precision()));
                figures.add(numbers.percent(metrics.f1()));
            });
        });
        for (Timing timing : report.timings()) {
            figures.add(numbers.figure(timing.medianMillis()));
            figures.add(numbers.figures(timing.medianCi95()));
            figures.add(numbers.figure(timing.p95Millis()));
            figures.add(numbers.figure(timing.facesPerSecond()));
        }
        report.pairs().forEach(test -> {
            figures.add(numbers.points(test.difference()));
            figures.add(numbers.points(test.differenceCi95()));
            figures.add(numbers.pIs(test.pHolm()));
            figures.add(numbers.count(test.counts().firstOnly()));
        });
        report.robustness().cells().forEach(cell -> figures.add(numbers.points(cell.changeCi95())));
        report.data().duplicates().forEach(duplicates -> {
            figures.add(numbers.count(duplicates.inOtherSplits()));
            duplicates.without().values().forEach(share -> figures.add(numbers.percents(share.ci95())));
        });
        report.paper().forEach(paper -> figures.add(numbers.given(paper.millis())));
        report.models().forEach(model -> figures.add(model.file().sha256()));
        figures.addAll(List.of(
                report.protocol().command(),
                report.environment().processor(),
                report.environment().onnxRuntime(),
                report.data().sha256(),
                numbers.millions(report.models().get(0).cost().parameters().orElseThrow()),
                numbers.count(report.agreement().allRight())));
        return figures;
    }

    @Test
    void thePageIsWholeAndAccessible() {
        Document page = Parsed.page(english);
        Set<String> ids = new HashSet<>();
        for (Element element : Parsed.elements(page, "*")) {
            String id = element.getAttribute("id");
            assertTrue(id.isEmpty() || ids.add(id), () -> "twice: " + id);
        }
        for (Element link : Parsed.elements(page, "a")) {
            assertTrue(ids.contains(link.getAttribute("href").substring(1)), link.getAttribute("href"));
        }
        List<Element> images = Parsed.elements(page, "img");
        assertEquals(6 + 3 * 3, images.size());
        for (Element image : images) {
            assertFalse(image.getAttribute("alt").isBlank());
            assertTrue(image.getAttribute("src").startsWith("data:image/png;base64,"));
        }
        for (Element svg : Parsed.elements(page, "svg")) {
            for (String id : svg.getAttribute("aria-labelledby").split(" ")) {
                assertTrue(ids.contains(id), id);
            }
        }
        for (Element table : Parsed.elements(page, "table")) {
            assertEquals(1, table.getElementsByTagName("caption").getLength());
        }
        for (Element head : Parsed.elements(page, "th")) {
            assertFalse(head.getAttribute("scope").isEmpty(), head::getTextContent);
        }
        assertTrue(Parsed.elements(page, "script").isEmpty());
        String text = Parsed.text(english, "index.html").replace("http://www.w3.org/2000/svg", "");
        assertFalse(text.contains("http:") || text.contains("https:") || text.contains("@import"));
        assertEquals("en", page.getDocumentElement().getAttribute("lang"));
    }

    @Test
    void theSameReportGivesTheSameBytes() {
        RenderedReport again =
                RenderedReport.of(ReportJson.read(ReportJson.text(report), Report.class, "report.json"), Language.EN);
        assertEquals(english.paths(), again.paths());
        english.paths().forEach(path -> assertArrayEquals(english.file(path), again.file(path), path));
    }

    @Test
    void noiseIsNoReasonToAdviseAnything() {
        assertAdvice("tied", "vit", Advice.Reason.TIED); // faster by more than chance, less accurate by no more
        assertAdvice("ahead", "hybrid", Advice.Reason.BOTH);
        assertAdvice("quick", "vit", Advice.Reason.BOTH); // the hybrid is faster by 2%, which may be chance
        assertAdvice("slow", "hybrid", Advice.Reason.ACCURATE);
        assertAdvice("behind", "cnn", Advice.Reason.BOTH);
        assertAdvice("one", "hybrid", Advice.Reason.ONLY);
        assertAdvice("untimed", "a", Advice.Reason.UNTIMED);
    }

    @Test
    void noNetworkIsCalledTheMostAccurateByChance() {
        assertLead("three", "is the most accurate of the 3 networks");
        assertLead("behind", "is the most accurate of the 2 networks");
        for (String fixture : List.of("tied", "ahead", "quick")) {
            assertLead(fixture, "No network is the most accurate by more than chance.");
        }
    }

    private static void assertLead(String fixture, String words) {
        String text = Parsed.text(RenderedReport.of(ReportFixtures.all().get(fixture), Language.EN), "report.md");
        assertTrue(text.replace("*", "").contains(words), fixture);
    }

    @Test
    void weightsThatARunOnlyBeganWithHaveNoTimeOfTraining() {
        String text = Parsed.text(RenderedReport.of(ReportFixtures.all().get("hostile"), Language.EN), "report.md");
        assertTrue(text.contains("| – (as it began) |"));
        assertFalse(text.contains("3.27 (")); // hours
        assertTrue(Parsed.text(english, "report.md").contains("| 3.27 (epoch 38 of 40) |"));
    }

    @Test
    void aSplitWithoutFacesIsCountedAndHasNoFingerprint() {
        String text = Parsed.text(english, "report.md");
        assertTrue(text.contains("| PrivateTest | 0 |"));
        assertFalse(text.contains("ef".repeat(32)));
    }

    @Test
    void aHeatMapNamesItsMethod() {
        String page = Parsed.text(english, "index.html");
        assertTrue(page.contains("<small>Grad-CAM</small>"));
        assertTrue(page.contains("<small>attention rollout</small>"));
    }

    private static void assertAdvice(String fixture, String model, Advice.Reason reason) {
        Report report = ReportFixtures.all().get(fixture);
        Advice advice = Advice.of(new Material(report, Texts.of(Language.EN)));
        assertEquals(List.of(model, reason), List.of(advice.model(), advice.reason()), fixture);
    }

    @Test
    void whatIsHostileStaysText() {
        Report hostile = ReportFixtures.all().get("hostile");
        RenderedReport rendered = RenderedReport.of(hostile, Language.EN);
        Document page = Parsed.page(rendered);
        assertTrue(Parsed.elements(page, "script").isEmpty());
        assertTrue(page.getDocumentElement().getTextContent().contains("<script>alert(\"1\")</script> & | `x` *y*"));
        String text = Parsed.text(rendered, "report.md");
        assertTrue(text.contains("&lt;script\\>alert(\"1\")&lt;/script\\> &amp; \\| \\`x\\` \\*y\\*"));
        // The same title twice: the name tells them apart. And no name makes a path.
        assertTrue(page.getDocumentElement().getTextContent().contains("The same title (1<script>"));
        rendered.paths()
                .forEach(path -> assertTrue(path.matches("(charts/)?[a-z0-9-]+\\.(html|md|json|svg|png)"), path));
        assertEquals(rendered.paths().size(), new HashSet<>(rendered.paths()).size());
    }

    @Test
    void picturesShowWhatTheirChartsShow() throws IOException {
        for (String path : english.paths()) {
            if (path.endsWith(".png")) {
                BufferedImage picture = ImageIO.read(new ByteArrayInputStream(english.file(path)));
                assertNotNull(picture, path);
                Element svg = Parsed.xml(Parsed.text(english, path.replace(".png", ".svg")))
                        .getDocumentElement();
                assertEquals(3 * Double.parseDouble(svg.getAttribute("width")), picture.getWidth(), 1, path);
                Set<Integer> colours = new HashSet<>();
                for (int y = 0; y < picture.getHeight(); y += 3) {
                    for (int x = 0; x < picture.getWidth(); x += 3) {
                        colours.add(picture.getRGB(x, y));
                    }
                }
                assertTrue(colours.size() > 20, () -> path + " shows " + colours.size() + " colours");
                assertEquals(0xffffffff, picture.getRGB(0, picture.getHeight() - 1), path);
            }
        }
    }

    @Test
    void everyFixtureIsWellFormedInEveryLanguage() {
        ReportFixtures.all().forEach((name, fixture) -> {
            Texts texts = Texts.of(Language.RU);
            Material material = new Material(fixture, texts);
            HtmlPage.Heading heading = new HtmlPage.Heading("a", "b", "c", "d");
            Parsed.xml(HtmlPage.of(heading, RenderedReport.sections(material), texts)
                    .replaceFirst("<!DOCTYPE html>", ""));
        });
    }

    @Test
    void writesAFolder(@TempDir Path folder) throws IOException {
        List<Path> written = english.write(folder.resolve("new/report"));
        assertEquals(english.paths().size(), written.size());
        assertArrayEquals(english.file("index.html"), Files.readAllBytes(written.get(0)));
        assertEquals(
                report,
                ReportJson.read(Files.readString(folder.resolve("new/report/report.json")), Report.class, "it"));
        try (var files = Files.walk(folder)) {
            assertEquals(written.size(), files.filter(Files::isRegularFile).count());
        }
        // Of fewer networks: the charts of the others go, what is not the report's stays.
        Files.writeString(folder.resolve("new/report/charts/Mine.png"), "");
        RenderedReport one = RenderedReport.of(ReportFixtures.all().get("one"), Language.EN);
        one.write(folder.resolve("new/report"));
        try (var files = Files.walk(folder)) {
            assertEquals(
                    one.paths().size() + 1, files.filter(Files::isRegularFile).count());
        }
        // One that cannot be written spares all.
        Files.createDirectories(folder.resolve("new/report/charts/.recall.png.part/full"));
        assertThrows(MimikaException.class, () -> english.write(folder.resolve("new/report")));
        for (String path : one.paths()) {
            assertArrayEquals(one.file(path), Files.readAllBytes(folder.resolve("new/report/" + path)), path);
        }
        assertFalse(Files.exists(folder.resolve("new/report/.index.html.part")));
        Path file = Files.writeString(folder.resolve("file"), "");
        String message =
                assertThrows(MimikaException.class, () -> english.write(file)).getMessage();
        assertTrue(message.startsWith("the report cannot be written into " + file), message);
    }
}
