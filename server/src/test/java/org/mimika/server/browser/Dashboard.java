package org.mimika.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.server.MimikaServer;
import org.mimika.server.ServerOptions;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** A server and a browser before it, for the tests of a class; each test finds its own way to where it begins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Dashboard {
    static final Path CLIP = Path.of("../cli/src/main/resources/org/mimika/cli/demo.mp4");
    static final Path PORTRAIT = Path.of("../video/src/test/resources/org/mimika/video/detect/portrait.jpg");
    static final int WIDTH = 1280;
    static final int HEIGHT = 860;
    static final ObjectMapper JSON = new ObjectMapper();

    MimikaServer server;
    Browser browser;

    @BeforeAll
    void begin(@TempDir Path folder) throws IOException {
        Chromium.require();
        server = new MimikaServer(options(folder.resolve("sessions.duckdb")));
        browser = new Browser(CameraClip.write(CLIP, folder), Files.createDirectory(folder.resolve("saved")));
        browser.resize(WIDTH, HEIGHT);
    }

    /** With a file to record to. */
    static ServerOptions options(Path recordings) {
        ServerOptions plain = ServerOptions.defaults();
        return new ServerOptions(
                plain.web(),
                plain.models(),
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
    void start() {
        browser.open(server.address().toString());
        for (int i = 0; i < 10 && browser.isShown("source-tab"); i++) {
            WebElement tab = browser.shown("source-tab");
            browser.click("source-remove");
            browser.await("the source goes", () -> gone(tab));
        }
        browser.shown("start");
        browser.await("the server knows of no source", () -> source().isMissingNode());
    }

    private static boolean gone(WebElement element) {
        try {
            return !element.isDisplayed();
        } catch (StaleElementReferenceException e) {
            return true;
        }
    }

    /** The demo, playing, in English: it goes on where the test before has left it. */
    void demo() {
        boolean playing = browser.all("source-tab").size() == 1
                && browser.text("source-tab").equals("Demo\nplaying");
        if (!playing) {
            start();
            browser.click("start-demo");
        }
        browser.shown("person");
        browser.await("its picture is drawn, and has its size", () -> coloured("canvas.still"));
    }

    /** Whether something in colour, not only in grey, is drawn on a canvas. */
    boolean coloured(String selector) {
        return (Boolean) browser.script(
                // By way of a canvas of the test's own: reading a canvas back makes it slow from then on.
                "const from = document.querySelector(arguments[0]);"
                        + "if (!from.width || !from.height) return false;"
                        + "const to = new OffscreenCanvas(from.width / 2, from.height / 2).getContext("
                        + "  '2d', {willReadFrequently: true});"
                        + "to.drawImage(from, 0, 0, to.canvas.width, to.canvas.height);"
                        + "const data = to.getImageData(0, 0, to.canvas.width, to.canvas.height).data;"
                        + "let pixels = 0;"
                        + "for (let i = 0; i < data.length; i += 4) {"
                        + "  const least = Math.min(data[i], data[i + 1], data[i + 2]);"
                        + "  const most = Math.max(data[i], data[i + 1], data[i + 2]);"
                        + "  if (data[i + 3] > 200 && most - least > 60 && ++pixels === 9) return true;"
                        + "}"
                        + "return false",
                selector);
    }

    /** The only source, as the server tells of it. */
    JsonNode source() {
        Object text = browser.script("return fetch('api/v1/sources').then((answer) => answer.text())");
        try {
            return JSON.readTree(text.toString()).path("sources").path(0);
        } catch (IOException e) {
            throw new IllegalStateException(text.toString(), e);
        }
    }
}
