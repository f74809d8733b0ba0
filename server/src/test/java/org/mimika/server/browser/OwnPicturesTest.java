package org.mimika.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The start screen in Chromium, and what is shown from there of one's own: camera, video, photo, stream. */
class OwnPicturesTest extends Dashboard {
    @Test
    void theStartScreenOffersFourWays() {
        start();
        for (String way : List.of("demo", "camera", "file", "stream")) {
            assertTrue(browser.shown("start-" + way).isEnabled(), way);
        }
        assertFalse(browser.isShown("stage"));
        browser.screenshot("start");
    }

    @Test
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
    void aPhotoIsShownWithItsFaces() throws IOException {
        start();
        browser.choose(PORTRAIT.toRealPath());
        assertEquals("happy", browser.await("a face is found", () -> browser.text("person-emotion")));
        browser.await("its box is drawn", () -> coloured("canvas.overlay"));
        Browser.pause(300);
        browser.screenshot("photo");
    }

    @Test
    void theKeyboardReachesAllOfIt() {
        start();
        // Nothing has the focus yet.
        browser.reload();
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
}
