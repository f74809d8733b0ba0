package org.mimika.server.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** The demo on the dashboard, in Chromium: by clicking, typing and looking. It goes on from test to test. */
class DemoTest extends Dashboard {
    @Test
    void theDemoPlaysAtOnceWithFacesScoresAndFigures() {
        demo();
        assertEquals("happy", browser.text("person-emotion"));
        assertTrue(browser.text("person-confidence").endsWith("%"));
        browser.await(
                "figures come",
                () -> browser.text("median").matches("[\\d.]+ ms")
                        && browser.text("fps").matches("[1-9]\\d*\\.\\d"));
        browser.await("boxes are drawn over it", () -> coloured("canvas.overlay"));
        browser.await("the timeline fills", () -> coloured("#timeline canvas"));
        Browser.pause(1500);
        browser.screenshot("demo");
        browser.dark(true);
        Browser.pause(300);
        browser.screenshot("demo-dark");
        browser.dark(false);
    }

    private void showWhatItLooksAt() {
        browser.flip("explain");
        browser.shown("legend");
        browser.await(
                "the map is drawn",
                () -> (Long) browser.script(
                                // Boxes and labels leave most of the picture free: a map covers a good part of it.
                                "const from = document.querySelector('canvas.overlay');"
                                        + "const to = new OffscreenCanvas(64, 36).getContext('2d', {willReadFrequently: true});"
                                        + "to.drawImage(from, 0, 0, 64, 36);"
                                        + "return to.getImageData(0, 0, 64, 36).data.filter((value, i) => i % 4 == 3 && value > 60)"
                                        + ".length")
                        > 150);
    }

    @Test
    void whatTheNetworkLooksAtLiesOverTheFace() {
        demo();
        showWhatItLooksAt();
        browser.screenshot("explained");
        browser.flip("explain");
        browser.await("the legend goes", () -> !browser.isShown("legend"));
    }

    @Test
    void theModelIsSwitchedWhileItPlays() throws IOException {
        demo();
        String figures = browser.text("model-figures");
        assertTrue(figures.contains("parameters"), figures);
        assertTrue(browser.all("model-hybrid").get(0).isSelected());
        browser.one("label:has([data-testid='model-vit'])").click();
        browser.await("it is switched", () -> browser.all("model-vit").get(0).isSelected());
        browser.await(
                "the server says so", () -> source().path("model").asText().equals("vit"));
        int frames = source().path("stats").path("frames").asInt();
        browser.await("it plays on", () -> source().path("stats").path("frames").asInt() > frames + 10);
        assertNotEquals("failed", source().path("state").asText());
        showWhatItLooksAt();
        browser.screenshot("transformer");
        browser.flip("explain");
        browser.await("the legend goes", () -> !browser.isShown("legend"));
    }

    @Test
    void aSessionIsSavedAsCsvJsonLinesAndParquet() throws IOException {
        demo();
        browser.await(
                "some frames are done",
                () -> source().path("stats").path("frames").asInt() > 20);
        Instant started = Instant.ofEpochMilli(source().path("started_ms").asLong());
        String name = "mimika-demo-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmm")
                        .withZone(ZoneOffset.UTC)
                        .format(started);
        browser.click("export-csv");
        List<String> rows = new String(browser.saved(name + ".csv"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertTrue(rows.get(0).startsWith("frame,pts_ms,track,x,y,width,height"), rows.get(0));
        assertTrue(rows.size() > 15, rows.size() + " rows");
        assertEquals(rows.get(0).split(",").length, rows.get(5).split(",", -1).length);
        browser.click("export-jsonl");
        String line = new String(browser.saved(name + ".jsonl"), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElseThrow();
        assertTrue(JSON.readTree(line).isObject(), line);
        browser.click("export-parquet");
        byte[] parquet = browser.saved(name + ".parquet");
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(magic, Arrays.copyOf(parquet, 4));
        assertArrayEquals(magic, Arrays.copyOfRange(parquet, parquet.length - 4, parquet.length));
    }

    @Test
    void languageAndThemeAreChangedAndRemembered() {
        demo();
        browser.click("language");
        browser.await("it speaks Russian", () -> browser.text("mood").contains("Общее настроение"));
        assertEquals("радость", browser.text("person-emotion"));
        browser.click("theme");
        assertEquals("dark", browser.one("html").getAttribute("data-theme"));
        browser.reload();
        assertEquals("ru", browser.one("html").getAttribute("lang"));
        assertEquals("dark", browser.one("html").getAttribute("data-theme"));
        browser.shown("person");
        assertEquals(List.of(), untranslated());
        Browser.pause(1500);
        browser.screenshot("russian-dark");
        browser.click("language");
        browser.click("theme");
        browser.await("it speaks English again", () -> browser.text("mood").contains("Overall mood"));
    }

    /** Elements that show a key in place of a text, or English where all should be Russian. */
    private List<?> untranslated() {
        return (List<?>) browser.script("return [...document.querySelectorAll('[data-say]')]"
                + ".filter((node) => !/[А-яё]/.test(node.textContent)).map((node) => node.dataset.say)");
    }

    @Test
    void itFitsEveryWindow() {
        demo();
        for (int width : List.of(360, 768, 1440)) {
            browser.resize(width, 900);
            browser.await("all fits a window of " + width, () -> browser.overflow() == 0);
            browser.screenshot("width-" + width);
        }
        browser.click("language");
        browser.resize(360, 780);
        browser.await("it speaks Russian", () -> browser.text("mood").contains("Общее настроение"));
        browser.await("all fits a window of 360 in Russian", () -> browser.overflow() == 0);
        browser.screenshot("width-360-russian");
        browser.click("language");
        browser.resize(WIDTH, HEIGHT);
    }

    @Test
    void aRuleRaisesAnEvent() {
        demo();
        browser.click("rules");
        WebElement seconds = browser.shown("rule-seconds");
        seconds.clear();
        seconds.sendKeys("0.2");
        browser.click("rule-add");
        assertTrue(browser.text("rule").startsWith("happy above 60% for 0.2 s"), browser.text("rule"));
        browser.click("rule-remove");
        browser.await("it goes", () -> browser.all("rule").isEmpty());
        browser.click("rule-add");
        browser.shown("rule");
        browser.screenshot("rules");
        browser.click("rules-close");
        String event = browser.text("event");
        assertTrue(event.matches("(?s)Demo, person \\d+: happy for \\d+\\.\\d s .*"), event);
    }

    @Test
    void recordingAsksFirstAndTellsWhatIsKept() {
        demo();
        browser.flip("recording");
        browser.shown("recording-dialog");
        browser.click("recording-yes");
        browser.await(
                "rows are kept", () -> browser.text("recording-note").matches("Recording as session \\d+: [1-9].*"));
        browser.flip("recording");
        browser.await(
                "it is off", () -> !source().path("recording").path("running").asBoolean());
    }
}
