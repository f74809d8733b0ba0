package org.mimika.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client calls a source, and what it is told of where that lies. */
class SourceAddingTest {
    @RegisterExtension
    static final RunningServer RUNNING = new RunningServer(
            folder -> Fixtures.options(Fixtures.options().web(), Optional.empty(), folder, List.of()));

    private final TestClient client = RUNNING.client();

    private static String demo(String name) {
        return new ObjectMapper()
                .valueToTree(Map.of("input", "demo", "name", name))
                .toString();
    }

    private String name(String given) {
        JsonNode source = TestClient.ok(client.send("POST", "sources", demo(given)));
        client.send("DELETE", "sources/" + source.get("id").asText(), "");
        return source.get("name").asText();
    }

    @Test
    void aNameIsALineOfAHundredCharactersWithoutBlanksAroundIt() {
        assertEquals("front door", name(" front door "));
        assertEquals("demo", name("  "));
        assertEquals("\ud83d\ude00".repeat(100), name("\ud83d\ude00".repeat(100)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"front\ndoor", "front\rdoor", "door\n", "\u0007", "\u0085"})
    void aNameOfSeveralLinesIsRefused(String name) {
        refused(name);
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        refused("x".repeat(101));
    }

    private void refused(String name) {
        assertFalse(TestClient.CONTRACT.allows(
                "NewSource", new ObjectMapper().valueToTree(Map.of("input", "demo", "name", name))));
        RobustnessTest.line(400, client.send("POST", "sources", demo(name)));
        try (TestClient.Socket camera = client.open("camera?name=" + URLEncoder.encode(name, UTF_8))) {
            String message = camera.next("error").get("message").asText();
            assertTrue(message.contains("100 characters"), message);
        }
    }

    @Test
    void whereAFileLiesIsNotTold() throws IOException {
        Files.writeString(RUNNING.folder().resolve("garbage.mp4"), "no video".repeat(999));
        String id = client.add("{\"input\":\"garbage.mp4\"}");
        try (TestClient.Socket live = client.open("sources/" + id + "/live")) {
            JsonNode failed =
                    live.next(message -> message.path("state").asText().equals("failed"));
            assertTrue(failed.get("reason").asText().startsWith("garbage.mp4 "), failed::toString);
        }
    }

    /** Addresses are taken with a slash behind them as well. */
    @Test
    void whatIsAddedLiesWhereTheAnswerSays() {
        String rule = "{\"emotion\":\"happy\",\"above\":0.5}";
        for (String[] request : new String[][] {{"sources/", demo("one")}, {"rules/", rule}}) {
            try (RawClient raw = new RawClient(RUNNING.server().address())) {
                raw.say("POST /api/v1/" + request[0] + " HTTP/1.1\r\nHost: "
                        + RUNNING.server().address().getAuthority() + "\r\nContent-Length: " + request[1].length()
                        + "\r\n\r\n" + request[1]);
                String location = raw.head()
                        .lines()
                        .filter(line -> line.startsWith("Location: "))
                        .findFirst()
                        .orElseThrow()
                        .substring("Location: ".length());
                assertTrue(location.matches("/api/v1/" + request[0] + "[sr]\\d+"), location);
                assertEquals(204, client.send("DELETE", location, "").statusCode());
            }
        }
    }
}
