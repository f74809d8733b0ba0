package org.mimika.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.server.guard.AccessToken;
import org.mimika.server.guard.Cidr;
import org.mimika.server.http.Limits;
import org.mimika.server.http.Presentation;

/**
 * A walk past everything that the OpenAPI document promises, each answer and message held against its schema (by
 * {@link TestClient}): at the end nothing is left that was not seen.
 */
class OpenApiTourTest {
    @TempDir
    private Path folder;

    private final Set<String> states = new TreeSet<>();
    private TestClient client;

    @Test
    void everyPromiseOfTheDocumentIsKept() throws IOException {
        Path media = Files.createDirectory(folder.resolve("media"));
        Files.write(media.resolve("portrait.jpg"), Fixtures.portrait());
        Files.writeString(media.resolve("garbage.mp4"), "no video".repeat(999));
        ServerOptions options = Fixtures.options(
                Fixtures.options().web(),
                Optional.of(folder.resolve("kept.duckdb")),
                media,
                List.of(Cidr.parse("127.0.0.0/8")));
        try (MimikaServer server = new MimikaServer(options)) {
            client = new TestClient(server);
            assertEquals(200, client.get("/metrics").statusCode());
            for (String path : List.of("session", "health", "ready", "models", "openapi.json")) {
                TestClient.ok(client.get(path));
            }
            pictures();
            rulesAndSockets();
            finished(media);
            failed(media);
            brokenOff();
        }
        logIn();
        assertEquals(Set.of("connecting", "ended", "failed", "reconnecting", "running"), states);
        Set<String> unseen = new TreeSet<>(TestClient.CONTRACT.promises());
        unseen.removeAll(TestClient.CONTRACT.seen());
        assertEquals(Set.of(), unseen);
    }

    private void pictures() {
        TestClient.ok(client.send("POST", "faces", Fixtures.portrait()));
        JsonNode batch = TestClient.ok(client.sendForm("faces", Fixtures.portrait(), "no picture".getBytes(UTF_8)));
        assertTrue(batch.at("/results/1").has("error"), batch::toString);
    }

    private void rulesAndSockets() {
        String demo = add("{\"input\":\"demo\",\"name\":\"two people\",\"loop\":true}");
        String rule;
        try (TestClient.Socket all = client.open("events");
                TestClient.Socket live = client.open("sources/" + demo + "/live?picture=1");
                TestClient.Socket camera = client.open("camera?name=door")) {
            live.next("status");
            camera.next("source");
            rule = TestClient.ok(client.send("POST", "rules", "{\"emotion\":\"neutral\",\"above\":0}"))
                    .get("id")
                    .asText();
            for (JsonNode source : TestClient.ok(client.get("sources")).get("sources")) {
                TestClient.ok(client.send("PATCH", "sources/" + source.get("id").asText(), "{\"explain\":true}"));
            }
            live.sees("result", "stats", "event", "explanation");
            byte[] picture = live.picture();
            int length = ByteBuffer.wrap(picture).getInt();
            TestClient.CONTRACT.valid("PictureHeader", "a picture", Arrays.copyOfRange(picture, 4, 4 + length));
            all.next("event");
            camera.send("a text");
            camera.send(Fixtures.portrait());
            camera.sees("error", "status", "result", "event", "stats", "explanation");
            all.next(message -> !message.get("source").asText().equals(demo));
        }
        try (TestClient.Socket nobody = client.open("sources/s999/live")) {
            nobody.next("error");
        }
        seen("running", demo);
        TestClient.ok(client.send("PATCH", "sources/" + demo, "{\"model\":\"hybrid\",\"blur\":\"faces\"}"));
        TestClient.ok(client.get("rules"));
        removed("rules/" + rule);
        removed("sources/" + demo);
    }

    /** What was recorded of a source that is gone, and a source that has ended. */
    private void finished(Path media) {
        String id = add("{\"input\":\"demo\",\"pace\":\"fastest\",\"loop\":true}");
        long session = client.record(id);
        try (TestClient.Socket live = client.open("sources/" + id + "/live")) {
            live.next("result");
        }
        client.recorded(id);
        TestClient.ok(client.get("sources/" + id + "/timeline?buckets=40"));
        removed("sources/" + id);
        String picture = add("{\"input\":\"" + media.resolve("portrait.jpg") + "\"}");
        until("ended", picture);
        TestClient.ok(client.get("recordings"));
        for (String kind : List.of("csv", "jsonl", "parquet")) {
            assertEquals(
                    200, client.get("sources/" + picture + "/results." + kind).statusCode());
            String recorded = "recordings/" + session + "/results." + kind;
            assertEquals(200, client.get(recorded).statusCode());
        }
    }

    private void failed(Path media) {
        String id = add("{\"input\":\"" + media.resolve("garbage.mp4") + "\"}");
        until("failed", id);
        TestClient.ok(client.get("sources/" + id + "/timeline"));
    }

    private void brokenOff() throws IOException {
        try (ServerSocket nothing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread closer = new Thread(() -> {
                while (true) {
                    try {
                        nothing.accept().close();
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            closer.start();
            String id = add("{\"input\":\"http://127.0.0.1:" + nothing.getLocalPort() + "/a.mjpg\"}");
            until("reconnecting", id);
            removed("sources/" + id);
        }
    }

    private void logIn() {
        AccessToken token = AccessToken.generate();
        try (MimikaServer server = new MimikaServer(Fixtures.options(
                Fixtures.web(Presentation.DEFAULTS, Limits.DEFAULTS, Optional.of(token)), Optional.empty()))) {
            client = new TestClient(server);
            assertEquals(401, client.get("models").statusCode());
            TestClient.ok(client.get("session"));
            assertEquals(
                    401, client.send("POST", "login", "{\"token\":\"wrong\"}").statusCode());
            HttpResponse<byte[]> in = client.send("POST", "login", "{\"token\":\"" + token.reveal() + "\"}");
            assertEquals(204, in.statusCode());
        }
    }

    private String add(String body) {
        JsonNode source = TestClient.ok(client.send("POST", "sources", body));
        states.add(source.get("state").asText());
        return source.get("id").asText();
    }

    private void seen(String state, String id) {
        assertEquals(
                state, TestClient.ok(client.get("sources/" + id)).get("state").asText());
        states.add(state);
    }

    private void until(String state, String id) {
        try (TestClient.Socket live = client.open("sources/" + id + "/live")) {
            live.next(message -> message.path("state").asText().equals(state));
        }
        seen(state, id);
        TestClient.ok(client.get("sources"));
    }

    private void removed(String path) {
        assertEquals(204, client.send("DELETE", path, "").statusCode());
    }
}
