package org.mimika.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mimika.server.guard.AccessToken;
import org.mimika.server.http.Limits;
import org.mimika.server.http.Presentation;
import org.mimika.server.http.WebOptions;

/** Who gets in where a token is asked for, and what is told to who does not. */
class AccessTest {
    private static final AccessToken TOKEN = AccessToken.generate();

    @RegisterExtension
    static final RunningServer RUNNING = new RunningServer(folder -> Fixtures.options(
            new WebOptions(
                    "127.0.0.1",
                    0,
                    List.of("https://faces.example.org"),
                    Optional.of(TOKEN),
                    Presentation.DEFAULTS,
                    Limits.DEFAULTS),
            Optional.empty()));

    private final TestClient client = RUNNING.client();

    @Test
    void whetherItWorksIsToldToEverybodyAndNoMore() {
        assertEquals("{\"status\":\"up\"}", TestClient.ok(client.get("health")).toString());
        assertEquals(
                "{\"status\":\"ready\"}", TestClient.ok(client.get("ready")).toString());
        for (String path : List.of("/metrics", "models", "sources", "openapi.json")) {
            assertEquals(401, client.get(path).statusCode(), path);
        }
    }

    @Test
    void wrongTokensAreLimitedWhereverTheyAreShownAndTheirAddressAlone() {
        String cookie = "Cookie: " + cookie(logIn("localhost", "127.0.0.1"));
        for (int i = 0; i < 10; i++) {
            assertEquals("401", status("models", "Authorization: Bearer wrong" + i));
        }
        String token = "Authorization: Bearer " + TOKEN.reveal();
        for (String path : List.of("models", "session", "nothing", "/metrics")) {
            assertEquals("429", status(path, token), path);
        }
        assertTrue(logIn("localhost", "127.0.0.7").contains("429 Too Many"));
        assertEquals("200", status("models", cookie));
        assertEquals("200", status("health", token));
        TestClient.ok(client.send(client.request("models")
                .header("Authorization", "Bearer " + TOKEN.reveal())
                .build()));
    }

    @Test
    void theCookieIsSecureWhereTheServerIsCalledByItsHttpsName() {
        assertTrue(cookie(logIn("faces.example.org", "127.0.0.1")).contains("; Secure"));
        assertFalse(cookie(logIn("localhost", "127.0.0.1")).contains("Secure"));
    }

    /** The status of an answer to an address that guesses. */
    private static String status(String path, String header) {
        try (RawClient guesser = new RawClient(RUNNING.server().address(), "127.0.0.7")) {
            String whole = path.startsWith("/") ? path : "/api/v1/" + path;
            guesser.say("GET " + whole + " HTTP/1.1\r\nHost: "
                    + RUNNING.server().address().getAuthority() + "\r\n" + header + "\r\n\r\n");
            String head = guesser.head();
            assertEquals(head.contains(" 429 "), head.contains("Retry-After: "));
            return head.split(" ")[1];
        }
    }

    private static String logIn(String host, String from) {
        String named = host.equals("localhost")
                ? host + ":" + RUNNING.server().address().getPort()
                : host;
        String body = "{\"token\":\"" + TOKEN.reveal() + "\"}";
        try (RawClient one = new RawClient(RUNNING.server().address(), from)) {
            one.say("POST /api/v1/login HTTP/1.1\r\nHost: " + named + "\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body);
            return one.head();
        }
    }

    private static String cookie(String head) {
        return head.lines()
                .filter(line -> line.startsWith("Set-Cookie: "))
                .map(line -> line.substring("Set-Cookie: ".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(head));
    }
}
