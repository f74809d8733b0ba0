package org.mimika.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.server.MimikaServer;
import org.mimika.server.ServerOptions;
import org.mimika.server.guard.AccessToken;
import org.mimika.server.http.Limits;
import org.mimika.server.http.Presentation;
import org.mimika.server.http.WebOptions;
import org.mimika.server.live.Veil;

/** The dashboard before a server that asks for a token, tells of nobody singly, and goes away for a while. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictServerTest {
    private static final AccessToken TOKEN = AccessToken.generate();

    private MimikaServer server;
    private Browser browser;
    private int port;

    @BeforeAll
    void begin(@TempDir Path folder) throws IOException {
        Chromium.require();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = server();
        Path nobody = Files.write(folder.resolve("camera.mjpeg"), new byte[0]);
        browser = new Browser(nobody, folder);
        browser.resize(900, 800);
    }

    private MimikaServer server() {
        Presentation strict = new Presentation(true, Veil.NONE, Presentation.DEFAULTS.uncertainBelow());
        ServerOptions plain = ServerOptions.defaults();
        return new MimikaServer(new ServerOptions(
                new WebOptions("127.0.0.1", port, List.of(), Optional.of(TOKEN), strict, Limits.DEFAULTS),
                List.of("hybrid"),
                1,
                plain.recordings(),
                plain.media(),
                plain.networks(),
                plain.webhookSecret(),
                Optional.of(Dashboard.CLIP)));
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

    @Test
    void aTokenOpensItTotalsAreAllThatIsToldAndItComesBack() {
        String address = server.address().toString();
        // A token in the address that does not fit, then a wrong one by hand, then the right one.
        browser.visit(address + "#token=wrong");
        browser.shown("login");
        assertEquals(address, browser.script("return location.href"), "the token is gone from the address");
        browser.shown("login-token").sendKeys("not this one");
        browser.click("login-yes");
        browser.await(
                "it is refused", () -> !browser.one(".form-error").getText().isBlank());
        browser.screenshot("login");
        browser.shown("login-token").clear();
        browser.shown("login-token").sendKeys(TOKEN.reveal());
        browser.click("login-yes");
        browser.shown("start");

        browser.click("start-demo");
        browser.await(
                "the mood of all is told", () -> browser.text("mood-emotion").equals("happy"));
        assertTrue(browser.text("mood").contains("1 person"), browser.text("mood"));
        assertTrue(browser.text("stage-note").contains("totals only"), browser.text("stage-note"));
        assertTrue(browser.text("people-none").contains("totals only"), browser.text("people-none"));
        assertEquals(0, browser.all("person").size());
        assertFalse(browser.isShown("export-csv"), "no rows of single people");
        assertFalse(browser.isShown("explain"), "no faces to explain");
        assertEquals(0L, browser.script("return document.querySelector('canvas.still').width"), "no picture came");
        browser.screenshot("totals");

        server.close();
        browser.await("that it is gone is said", () -> browser.text("banner").contains("does not answer"));
        browser.screenshot("gone");
        server = server();
        browser.await("it is back", () -> !browser.isShown("banner"));
        browser.await("what had played is gone with the server that played it", () -> browser.isShown("start"));
        // The token holds on.
        browser.click("start-demo");
        browser.await("it plays again", () -> browser.text("mood-emotion").equals("happy"));
    }
}
