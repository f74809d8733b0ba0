package org.mimika.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.BundledModels;
import org.mimika.core.Emotion;
import org.mimika.server.http.Presentation;
import org.mimika.server.live.Veil;

/** What a client meets: pictures, sources, sockets and downloads, of a server as users start it. */
class MimikaServerTest {
    @RegisterExtension
    static final RunningServer RUNNING = new RunningServer();

    private final TestClient client = RUNNING.client();

    @Test
    void aPictureIsReadAndItsFaceTold() {
        JsonNode answer = TestClient.ok(client.send("POST", "faces", Fixtures.portrait()));
        assertEquals(1, answer.get("people").asInt());
        JsonNode face = answer.get("faces").get(0);
        double sum = 0;
        for (Emotion emotion : Emotion.all()) {
            sum += face.get("scores").get(emotion.label()).asDouble();
        }
        assertEquals(1, sum, 1e-3);
        assertEquals(
                face.get("confidence").asDouble(),
                face.get("scores").get(face.get("emotion").asText()).asDouble());
        assertEquals(
                face.get("confidence").asDouble() < 0.45, face.get("uncertain").asBoolean());
        assertTrue(face.get("x").asDouble() + face.get("width").asDouble()
                <= 1.2 * answer.get("width").asInt());
    }

    @Test
    void severalPicturesAreReadAndABadOneSpoilsNoOther() {
        JsonNode results = TestClient.ok(client.sendForm("faces", Fixtures.portrait(), "no picture".getBytes(UTF_8)))
                .get("results");
        assertEquals(1, results.get(0).get("faces").size());
        assertEquals("p10", results.get(1).get("name").asText());
        assertTrue(results.get(1).get("error").asText().startsWith("p10"), results::toString);
    }

    @Test
    void whatIsNoPictureIsRefusedInOneLine() {
        for (byte[] body : List.of(
                new byte[0], "hello".getBytes(UTF_8), Arrays.copyOf(Fixtures.portrait(), 2000), new byte[100_000])) {
            HttpResponse<byte[]> response = client.send("POST", "faces", body);
            assertEquals(400, response.statusCode());
            assertFalse(TestClient.json(response).get("error").asText().contains("\n"));
        }
    }

    @Test
    void theDemoPlaysWithResultsAndPicturesInStep() throws IOException {
        String id = client.add("{\"input\":\"demo\",\"pace\":\"own\"}");
        try (TestClient.Socket socket = client.open("sources/" + id + "/live?picture=1")) {
            JsonNode result = socket.next(message -> message.path("people").asInt() > 0);
            assertEquals(1, result.get("schema").asInt());
            assertEquals(id, result.get("source").asText());
            assertTrue(result.get("latency_ms").asDouble() > 0);
            byte[] message = socket.picture();
            int header = ByteBuffer.wrap(message).getInt();
            assertTrue(new String(message, 4, header, UTF_8).contains("\"width\":" + result.get("width")));
            var picture = ImageIO.read(new ByteArrayInputStream(message, 4 + header, message.length - 4 - header));
            assertEquals(result.get("width").asInt(), picture.getWidth());
            assertTrue(socket.next("stats").get("fps").asDouble() > 0);
        }
        assertEquals(204, client.send("DELETE", "sources/" + id, "").statusCode());
        assertEquals(404, client.get("sources/" + id).statusCode());
    }

    @Test
    void aFinishedSourceKeepsItsResultsInEveryForm() {
        String id = client.add("{\"input\":\"demo\",\"pace\":\"fastest\",\"name\":\"two people\"}");
        try (TestClient.Socket socket = client.open("sources/" + id + "/live")) {
            assertEquals(
                    "ended",
                    socket.next(message -> message.path("state").asText().equals("ended"))
                            .get("state")
                            .asText());
            assertEquals(1000, socket.closed());
        }
        JsonNode source = TestClient.ok(client.get("sources/" + id));
        long frames = source.get("stats").get("frames").asLong();
        assertEquals("two people", source.get("name").asText());
        JsonNode course = TestClient.ok(client.get("sources/" + id + "/timeline?buckets=10"));
        assertEquals(10, course.get("buckets").size());
        assertEquals(0, course.get("first_ms").asLong());
        String csv = new String(client.get("sources/" + id + "/results.csv").body(), UTF_8);
        assertEquals(
                frames,
                csv.lines().skip(1).map(line -> line.split(",")[0]).distinct().count());
        HttpResponse<byte[]> lines = client.get("sources/" + id + "/results.jsonl?from_ms=1000&to_ms=2000");
        String file = lines.headers().firstValue("Content-Disposition").orElse("");
        assertTrue(file.matches("attachment; filename=\"mimika-two-people-\\d{8}-\\d{4}\\.jsonl\""), file);
        assertTrue(new String(lines.body(), UTF_8).startsWith("{\"frame\":25,\"pts_ms\":1000,"));
        assertEquals(Optional.of("true"), lines.headers().firstValue("X-Mimika-Complete"));
        assertArrayEquals(
                "PAR1".getBytes(UTF_8),
                Arrays.copyOf(client.get("sources/" + id + "/results.parquet").body(), 4));
    }

    @Test
    void aBrowsersPicturesComeBackAsResultsAndGarbageHarmsNothing() {
        try (TestClient.Socket socket = client.open("camera?name=door")) {
            assertEquals("door", socket.next("source").get("name").asText());
            socket.send("no picture".getBytes(UTF_8));
            assertTrue(socket.next("error").get("message").asText().startsWith("picture 0"));
            socket.send("a text");
            socket.send(Fixtures.portrait());
            JsonNode result = socket.next("result");
            assertEquals(1, result.get("seq").asInt());
            assertEquals(1, result.get("people").asInt());
        }
    }

    @Test
    void aThousandMalformedMessagesEndOneSocketAndNothingElse() {
        try (TestClient.Socket socket = client.open("camera")) {
            socket.next("source");
            try {
                for (int i = 0; i < 1000; i++) {
                    socket.send(("garbage " + i).getBytes(UTF_8));
                    socket.send("{\"type\":\"" + i);
                }
            } catch (java.util.concurrent.CompletionException e) {
                // it has hung up, as it should
            }
            assertTrue(socket.next(message -> message.path("message").asText().contains("goodbye")) != null);
        }
        assertEquals("up", TestClient.ok(client.get("health")).get("status").asText());
        aBrowsersPicturesComeBackAsResultsAndGarbageHarmsNothing();
    }

    @Test
    void whatIsRecordedIsOnTheDiskAndCanBeFetched() {
        String id = client.add("{\"input\":\"demo\",\"loop\":true}");
        long session = client.record(id);
        client.awaitTaken(id, 3);
        long kept = client.recorded(id);
        assertTrue(kept >= 3);
        String csv =
                new String(client.get("recordings/" + session + "/results.csv").body(), UTF_8);
        assertEquals(
                kept,
                csv.lines().skip(1).map(line -> line.split(",")[0]).distinct().count());
        assertEquals(404, client.get("recordings/99/results.csv").statusCode());
        assertEquals(404, client.get("recordings/x/results.csv").statusCode());
        client.send("DELETE", "sources/" + id, "");
    }

    @Test
    void aRuleRaisesAnEventForWhoeverListens() {
        String id = client.add("{\"input\":\"demo\",\"loop\":true}");
        JsonNode rule;
        try (TestClient.Socket all = client.open("events");
                TestClient.Socket one = client.open("sources/" + id + "/live")) {
            one.next("status");
            rule = TestClient.ok(client.send(
                    "POST", "rules", "{\"emotion\":\"happy\",\"above\":0.6,\"for_ms\":200,\"source\":\"" + id + "\"}"));
            JsonNode event = all.next("event");
            assertEquals(rule.get("id").asText(), event.get("rule").asText());
            assertEquals(id, event.get("source").asText());
            assertTrue(event.get("for_ms").asLong() >= 200);
            assertEquals(event, one.next(event::equals));
        }
        assertEquals(1, TestClient.ok(client.get("rules")).get("rules").size());
        assertEquals(
                204,
                client.send("DELETE", "rules/" + rule.get("id").asText(), "").statusCode());
        assertEquals(
                404,
                client.send("DELETE", "rules/" + rule.get("id").asText(), "").statusCode());
        client.send("DELETE", "sources/" + id, "");
    }

    @Test
    void whatTheNetworkLooksAtIsShownOnceItIsAskedFor() {
        try (TestClient.Socket socket = client.open("camera")) {
            String id = socket.next("source").get("id").asText();
            TestClient.ok(client.send("PATCH", "sources/" + id, "{\"explain\":true}"));
            socket.send(Fixtures.portrait());
            JsonNode seen = socket.next("explanation");
            JsonNode face = seen.get("faces").get(0);
            assertEquals("attention_rollout", seen.get("method").asText());
            assertEquals(
                    face.get("columns").asInt() * face.get("rows").asInt(),
                    face.get("values").size());
            assertTrue(face.get("width").asDouble() > 50);
            JsonNode after = TestClient.ok(client.send("PATCH", "sources/" + id, "{\"explain\":false}"));
            assertFalse(after.get("explain").asBoolean());
        }
    }

    @Test
    void aChangeThatIsWrongInOnePartChangesNothing() {
        String id = client.add("{\"input\":\"demo\"}");
        assertEquals(
                400,
                client.send("PATCH", "sources/" + id, "{\"blur\":\"faces\",\"model\":\"nobody\"}")
                        .statusCode());
        assertEquals(
                "none", TestClient.ok(client.get("sources/" + id)).get("blur").asText());
        client.send("DELETE", "sources/" + id, "");
    }

    @Test
    void whatIsOverIsNotRecorded() {
        String id = client.add("{\"input\":\"demo\",\"pace\":\"fastest\"}");
        try (TestClient.Socket socket = client.open("sources/" + id + "/live")) {
            socket.next(message -> message.path("state").asText().equals("ended"));
        }
        assertEquals(
                400,
                client.send("PATCH", "sources/" + id, "{\"recording\":true}").statusCode());
    }

    @Test
    void theStatusOfTheEndComesAfterTheLastResult() {
        String id = client.add("{\"input\":\"demo\",\"pace\":\"fastest\"}");
        try (TestClient.Socket socket = client.open("sources/" + id + "/live")) {
            assertEquals(1000, socket.closed());
            JsonNode last = null;
            boolean ended = false;
            while (!ended) {
                last = socket.next(message -> true);
                ended = last.path("state").asText().equals("ended");
            }
            assertTrue(socket.isEmpty(), "something came after the end");
        }
    }

    @Test
    void noClientLiftsTheVeilOfWhoStartedTheServer() {
        Presentation veiled = new Presentation(false, Veil.FACES, 0.45f);
        ServerOptions options =
                Fixtures.options(Fixtures.web(veiled, Fixtures.limits(2, 4), Optional.empty()), Optional.empty());
        try (MimikaServer other = new MimikaServer(options)) {
            TestClient guest = new TestClient(other);
            String id = TestClient.ok(guest.send("POST", "sources", "{\"input\":\"demo\"}"))
                    .get("id")
                    .asText();
            for (String veil : List.of("none", "background")) {
                assertEquals(
                        403,
                        guest.send("PATCH", "sources/" + id, "{\"blur\":\"" + veil + "\"}")
                                .statusCode());
            }
        }
    }

    /** Two people who do not look alike: of neither, only of both together. */
    @Test
    void whereOnlyTheWholeIsToldAnEventTellsNoMore() throws IOException {
        Presentation whole = new Presentation(true, Veil.NONE, 0.45f);
        ServerOptions options =
                Fixtures.options(Fixtures.web(whole, Fixtures.limits(2, 4), Optional.empty()), Optional.empty());
        try (MimikaServer other = new MimikaServer(options)) {
            JsonNode each = TestClient.ok(client.send("POST", "faces", Fixtures.couple()))
                    .get("faces");
            assertNotEquals(each.at("/0/scores/happy"), each.at("/1/scores/happy"));
            TestClient guest = new TestClient(other);
            TestClient.ok(
                    guest.send("POST", "rules", "{\"emotion\":\"happy\",\"above\":0,\"for_ms\":0,\"cooldown_ms\":0}"));
            try (TestClient.Socket camera = guest.open("camera")) {
                camera.send(Fixtures.couple());
                JsonNode event = null;
                JsonNode result = null;
                while (event == null || result == null) {
                    JsonNode message = camera.next(one -> true);
                    event = message.get("type").asText().equals("event") ? message : event;
                    result = message.get("type").asText().equals("result") ? message : result;
                }
                assertEquals(2, result.get("people").asInt());
                assertEquals(result.get("pts_ms"), event.get("pts_ms"));
                assertTrue(event.get("track").isNull());
                assertEquals(result.at("/mood/scores/happy"), event.get("confidence"));
            }
        }
    }

    @Test
    void aModelIsToldByItsNameAlone() throws IOException {
        Path file = Files.write(
                RUNNING.folder().resolve("mine.onnx"),
                BundledModels.onClassPath().read("hybrid"));
        ServerOptions all = Fixtures.options();
        ServerOptions two = new ServerOptions(
                all.web(),
                List.of("hybrid", file.toString()),
                1,
                Optional.empty(),
                all.media(),
                all.networks(),
                all.webhookSecret(),
                Optional.empty());
        try (MimikaServer other = new MimikaServer(two)) {
            JsonNode models = TestClient.ok(new TestClient(other).get("models")).get("models");
            assertEquals("mine", models.get(1).get("name").asText());
            assertEquals("attention_rollout", models.get(1).get("explains").asText());
        }
    }

    @Test
    void aVeilHidesFacesInPictures() {
        String id = client.add("{\"input\":\"demo\",\"loop\":true}");
        try (TestClient.Socket socket = client.open("sources/" + id + "/live?picture=1")) {
            double before = detail(socket.picture());
            TestClient.ok(client.send("PATCH", "sources/" + id, "{\"blur\":\"background\"}"));
            // Some from before the change are on their way; the demo's dark moment has no detail at all.
            Waiting.within("the background is as sharp as before", () -> {
                double now = detail(socket.picture());
                return now > 0 && now < before / 2;
            });
        }
        client.send("DELETE", "sources/" + id, "");
    }

    /** The mean step from one pixel to the next along the picture's upper rows, where nobody's face is. */
    private static double detail(byte[] message) {
        int header = 4 + ByteBuffer.wrap(message).getInt();
        BufferedImage picture;
        try {
            picture = ImageIO.read(new ByteArrayInputStream(message, header, message.length - header));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double sum = 0;
        for (int y = 0; y < 40; y++) {
            for (int x = 1; x < picture.getWidth(); x++) {
                sum += Math.abs((picture.getRGB(x, y) >> 8 & 0xff) - (picture.getRGB(x - 1, y) >> 8 & 0xff));
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST rules {}",
                "POST rules {\"emotion\":\"glee\",\"above\":0.5}",
                "POST rules {\"emotion\":\"happy\",\"above\":2}",
                "POST rules {\"emotion\":\"happy\",\"above\":0.5,\"source\":\"s999\"}",
                "POST rules {\"emotion\":\"happy\",\"above\":0.5,\"webhook\":\"http://127.0.0.1:9/\"}",
                "POST sources nonsense",
                "POST sources []",
                "POST sources {}",
                "POST sources {\"input\":7}",
                "POST sources {\"input\":\"demo\",\"more\":1}",
                "POST sources {\"input\":\"demo\",\"pace\":\"slow\"}",
                "POST sources {\"input\":\"demo\",\"model\":\"nobody\"}",
                "POST sources {\"input\":\"/etc/passwd\"}",
                "POST sources {\"input\":\"../../../pom.xml\"}",
                "POST sources {\"input\":\"http://127.0.0.1:1/a.mp4\"}",
                "POST sources {\"input\":\"rtsp://[::1]/a\"}",
                "POST sources {\"input\":\"file:///etc/passwd\"}",
                "POST sources {\"input\":\"concat:a|b\"}",
                "POST sources {\"input\":\"camera:zero\"}",
                "POST faces?model=nobody x",
                "GET sources/s1/timeline?buckets=0 ",
            })
    void wrongInputIsRefusedInOneLine(String request) {
        client.add("{\"input\":\"demo\"}");
        String[] parts = request.split(" ", 3);
        HttpResponse<byte[]> response =
                parts[0].equals("GET") ? client.get(parts[1]) : client.send(parts[0], parts[1], parts[2]);
        assertTrue(response.statusCode() == 400 || response.statusCode() == 404, () -> request + " " + response);
        String line = TestClient.json(response).get("error").asText();
        assertFalse(line.isBlank() || line.contains("\n") || line.contains("unexpected"), line);
        TestClient.ok(client.get("sources"))
                .get("sources")
                .forEach(source ->
                        client.send("DELETE", "sources/" + source.get("id").asText(), ""));
    }

    @Test
    void thePageAndEveryAnswerCarryTheSafeHeaders() {
        for (String path : List.of("../../index.html", "health", "nothing")) {
            assertTrue(client.get(path)
                    .headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .startsWith("default-src 'self'"));
        }
    }
}
