package org.mimika.server.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.server.MimikaServer;
import org.mimika.server.ServerOptions;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/**
 * The dashboard in Chromium, before a whole server: by clicking, typing and looking. Each test finds its own way to where
 * it begins; in this order the demo is started once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardTest {
    static final Path CLIP = Path.of("../cli/src/main/resources/org/mimika/cli/demo.mp4");

    private static final Path PORTRAIT = Path.of("../video/src/test/resources/org/mimika/video/detect/portrait.jpg");
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 860;
    private static final ObjectMapper JSON = new ObjectMapper();

    private MimikaServer server;
    private Browser browser;

    @BeforeAll
    void begin(@TempDir Path folder) throws IOException {
        Chromium.require();
        server = new MimikaServer(options(folder, folder.resolve("sessions.duckdb")));
        browser = new Browser(CameraClip.write(CLIP, folder), Files.createDirectory(folder.resolve("saved")));
        browser.resize(WIDTH, HEIGHT);
    }

    /** With two models to choose between, and a file to record to. */
    static ServerOptions options(Path folder, Path recordings) throws IOException {
        Path twin = folder.resolve("twin.onnx");
        try (InputStream model = DashboardTest.class.getResourceAsStream("/org/mimika/models/hybrid.onnx")) {
            Files.copy(model, twin);
        }
        ServerOptions plain = ServerOptions.defaults();
        return new ServerOptions(
                plain.web(),
                List.of("hybrid", twin.toString()),
                1,
                Optional.of(recordings),
                plain.media(),
                plain.networks(),
                plain.webhookSecret(),
                Optional.of(CLIP));
    }

    @AfterAll
    void end() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** Whatever was done, only the server was asked and the console stayed quiet. */
    @AfterEach
    void nothingWentWrong() {
        String here = server.address().toString();
        List<String> elsewhere = browser.loaded().stream()
                .filter(address -> !address.startsWith(here) && !address.startsWith("blob:" + here))
                .toList();
        assertEquals(List.of(), elsewhere, "only the server is asked");
        assertEquals(List.of(), browser.complaints(), "the console has no complaints");
    }

    /** The start screen, in English; sources of the test before are removed as a user does it. */
    private void start() {
        browser.open(server.address().toString());
        for (int i = 0; i < 10 && browser.isShown("source-tab"); i++) {
            WebElement tab = browser.shown("source-tab");
            browser.click("source-remove");
            browser.await("the source goes", () -> gone(tab));
        }
        browser.shown("start");
    }

    private static boolean gone(WebElement element) {
        try {
            return !element.isDisplayed();
        } catch (StaleElementReferenceException e) {
            return true;
        }
    }

    /** The demo, playing, in English: it goes on where the test before has left it. */
    private void demo() {
        boolean playing = browser.all("source-tab").size() == 1
                && browser.text("source-tab").equals("Demo\nplaying");
        if (!playing) {
            start();
            browser.click("start-demo");
        }
        browser.shown("person");
    }

    @Test
    @Order(1)
    void theStartScreenOffersFourWays() {
        start();
        for (String way : List.of("demo", "camera", "file", "stream")) {
            assertTrue(browser.shown("start-" + way).isEnabled(), way);
        }
        assertFalse(browser.isShown("stage"));
        browser.screenshot("start");
    }

    @Test
    @Order(7)
    void theDemoPlaysAtOnceWithFacesScoresAndFigures() {
        demo();
        assertEquals("happy", browser.text("person-emotion"));
        assertTrue(browser.text("person-confidence").endsWith("%"));
        browser.await(
                "figures come",
                () -> browser.text("median").matches("[\\d.]+ ms")
                        && browser.text("fps").matches("[1-9]\\d*\\.\\d"));
        browser.await("the picture is drawn", () -> coloured("canvas.still"));
        browser.await("boxes are drawn over it", () -> coloured("canvas.overlay"));
        browser.await("the timeline fills", () -> coloured("#timeline canvas"));
        Browser.pause(1500);
        browser.screenshot("demo");
        browser.dark(true);
        Browser.pause(300);
        browser.screenshot("demo-dark");
        browser.dark(false);
    }

    /** Whether something of several colours is drawn on a canvas. */
    private boolean coloured(String selector) {
        Object colours = browser.script(
                // By way of a canvas of the test's own: reading a canvas back makes it slow from then on.
                "const from = document.querySelector(arguments[0]);"
                        + "if (!from.width || !from.height) return 0;"
                        + "const to = new OffscreenCanvas(from.width / 2, from.height / 2).getContext("
                        + "  '2d', {willReadFrequently: true});"
                        + "to.drawImage(from, 0, 0, to.canvas.width, to.canvas.height);"
                        + "const data = to.getImageData(0, 0, to.canvas.width, to.canvas.height).data;"
                        + "const seen = new Set();"
                        + "for (let i = 0; i < data.length && seen.size < 9; i += 4)"
                        + "  if (data[i + 3] > 200) seen.add(data[i] >> 4 << 8 | data[i + 1] >> 4 << 4 | data[i + 2] >> 4);"
                        + "return seen.size",
                selector);
        return ((Long) colours) >= 3;
    }

    @Test
    @Order(6)
    void theCameraStartsOnlyWithConsentAndShowsTwoPeople() {
        start();
        browser.click("start-camera");
        browser.shown("consent");
        browser.screenshot("consent");
        browser.click("consent-no");
        browser.await("the question goes", () -> !browser.isShown("consent"));
        assertEquals(0, ((Long) browser.script("return document.querySelectorAll('video').length")));
        browser.click("start-camera");
        browser.click("consent-yes");
        browser.await("two people are found", () -> browser.all("person").size() == 2);
        browser.await("both look happy", () -> browser.all("person-emotion").stream()
                .allMatch(emotion -> emotion.getText().equals("happy")));
        assertTrue((Boolean) browser.script("return document.querySelector('video').className.includes('mirrored')"));
        browser.flip("mirror");
        assertFalse((Boolean) browser.script("return document.querySelector('video').className.includes('mirrored')"));
        browser.await("boxes are drawn over it", () -> coloured("canvas.overlay"));
        browser.await("figures come", () -> browser.text("median").endsWith("ms"));
        Browser.pause(1000);
        browser.screenshot("camera");
    }

    @Test
    @Order(5)
    void aVideoOfThisComputerIsPlayedHere() throws IOException {
        start();
        browser.choose(CLIP.toRealPath());
        browser.shown("player");
        browser.shown("person");
        assertEquals("demo.mp4", browser.one(".tab-name").getText());
        // Another one is looked at: this one goes on.
        browser.choose(PORTRAIT.toRealPath());
        browser.await("both are there", () -> browser.all("source-tab").size() == 2);
        int frames = source().path("stats").path("frames").asInt();
        browser.await("it plays on", () -> source().path("stats").path("frames").asInt() > frames + 5);
        browser.all("source-tab").get(0).click();
        browser.shown("player");
        browser.choose(Path.of("../README.md").toRealPath());
        browser.await("what cannot be played is named", () -> browser.all("toast").stream()
                .anyMatch(toast -> toast.getText().contains("README.md")));
        browser.screenshot("video");
    }

    @Test
    @Order(4)
    void aPhotoIsShownWithItsFaces() throws IOException {
        start();
        browser.choose(PORTRAIT.toRealPath());
        assertEquals("happy", browser.await("a face is found", () -> browser.text("person-emotion")));
        browser.await("its box is drawn", () -> coloured("canvas.overlay"));
        Browser.pause(300);
        browser.screenshot("photo");
    }

    @Test
    @Order(8)
    void whatTheNetworkLooksAtLiesOverTheFace() {
        demo();
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
        browser.screenshot("explained");
        browser.flip("explain");
        browser.await("the legend goes", () -> !browser.isShown("legend"));
    }

    @Test
    @Order(9)
    void theModelIsSwitchedWhileItPlays() throws IOException {
        demo();
        String figures = browser.text("model-figures");
        assertTrue(figures.contains("parameters"), figures);
        assertTrue(browser.all("model-hybrid").get(0).isSelected());
        browser.one("label:has([data-testid='model-twin'])").click();
        browser.await("it is switched", () -> browser.all("model-twin").get(0).isSelected());
        browser.await(
                "the server says so", () -> source().path("model").asText().endsWith("twin.onnx"));
        int frames = source().path("stats").path("frames").asInt();
        browser.await("it plays on", () -> source().path("stats").path("frames").asInt() > frames + 10);
        assertNotEquals("failed", source().path("state").asText());
    }

    /** The only source, as the server tells of it. */
    private JsonNode source() {
        Object text = browser.script("return fetch('api/v1/sources').then((answer) => answer.text())");
        try {
            return JSON.readTree(text.toString()).path("sources").path(0);
        } catch (IOException e) {
            throw new IllegalStateException(text.toString(), e);
        }
    }

    @Test
    @Order(10)
    void aSessionIsSavedAsCsvJsonLinesAndParquet() throws IOException {
        demo();
        browser.await(
                "some frames are done",
                () -> source().path("stats").path("frames").asInt() > 20);
        String name = "mimika-" + source().path("id").asText();
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
    @Order(13)
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
    @Order(14)
    void itFitsEveryWindow() {
        demo();
        for (int width : List.of(360, 768, 1440)) {
            browser.resize(width, 900);
            Browser.pause(400);
            assertEquals(0, browser.overflow(), "pixels beyond a window of " + width);
            browser.screenshot("width-" + width);
        }
        browser.click("language");
        browser.resize(360, 780);
        browser.await("it speaks Russian", () -> browser.text("mood").contains("Общее настроение"));
        assertEquals(0, browser.overflow(), "pixels beyond a window of 360 in Russian");
        browser.screenshot("width-360-russian");
        browser.click("language");
        browser.resize(WIDTH, HEIGHT);
    }

    @Test
    @Order(4)
    void theKeyboardReachesAllOfIt() {
        start();
        browser.press(Keys.TAB);
        assertEquals("skip", browser.focused().getAttribute("data-say"));
        for (int i = 0; i < 12 && !"start-demo".equals(browser.focused().getAttribute("data-testid")); i++) {
            browser.press(Keys.TAB);
        }
        browser.press(Keys.ENTER);
        browser.shown("person");
        browser.await("the timeline fills", () -> coloured("#timeline canvas"));
        browser.click("timeline-whole");
        browser.script("document.querySelector('#timeline canvas').focus()");
        browser.await("a moment is read out", () -> {
            browser.press(Keys.ARROW_LEFT);
            return browser.text("timeline-read").contains("happy");
        });
        assertTrue(browser.text("timeline-read").matches("\\d+:\\d\\d\\.\\d · happy \\d+%.* · 1 person"));
    }

    @Test
    @Order(3)
    void aStreamThatIsRefusedIsExplainedInOneLine() {
        start();
        browser.click("start-stream");
        browser.shown("stream-address").sendKeys("rtsp://127.0.0.1/stream");
        browser.click("stream-yes");
        browser.await("the reason is shown", () -> browser.all("toast").stream()
                .anyMatch(toast -> toast.getText().contains("--allow-network")));
        // The browser itself writes down every answer that is no success.
        assertTrue(browser.complaints().stream().allMatch(line -> line.contains("400")));
    }

    @Test
    @Order(11)
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
        assertTrue(browser.text("event").contains("Demo, person "), browser.text("event"));
        assertTrue(browser.text("event").matches("(?s).*happy for \\d\\.\\d s.*"), browser.text("event"));
    }

    @Test
    @Order(12)
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
