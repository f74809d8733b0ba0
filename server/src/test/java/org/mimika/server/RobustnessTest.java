package org.mimika.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.server.guard.Cidr;
import org.mimika.server.http.Limits;
import org.mimika.server.http.Presentation;

/** Clients and sources that misbehave: the server goes on, and says what happened. */
class RobustnessTest {
    private static final int BODY = 1 << 20;
    private static final int SOCKETS = 16;

    @TempDir
    private static Path folder;

    private static MimikaServer server;
    private static TestClient client;
    private static URI address;

    @BeforeAll
    static void start() {
        Limits all = Limits.DEFAULTS;
        Limits limits = new Limits(
                all.sources(),
                SOCKETS,
                BODY,
                all.pixels(),
                all.frameBytes(),
                all.framePixels(),
                1000,
                all.rules(),
                all.traffic());
        server = new MimikaServer(Fixtures.options(
                Fixtures.web(Presentation.DEFAULTS, limits, Optional.empty()),
                Optional.empty(),
                folder,
                List.of(Cidr.parse("127.0.0.0/8"))));
        client = new TestClient(server);
        address = server.address();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void stillWorks() {
        sources()
                .forEach(source ->
                        client.send("DELETE", "sources/" + source.get("id").asText(), ""));
        assertEquals(
                1,
                TestClient.ok(client.send("POST", "faces", Fixtures.portrait()))
                        .get("people")
                        .asInt());
    }

    @Test
    void aClientThatIsKilledInTheMiddleOfAFrameEndsItsSourceAlone() {
        try (TestClient.Socket other = client.open("camera?name=other")) {
            other.next("source");
            RawClient killed = RawClient.webSocket(address, "/api/v1/camera?name=killed");
            // A binary message of 60,000 bytes, of which a few come.
            killed.say(new byte[] {(byte) 0x82, (byte) 0xfe, (byte) 0xea, 0x60, 1, 2, 3, 4, 5, 6, 7});
            Waiting.within("the source runs", () -> state("killed").equals("connecting"));
            killed.close();
            Waiting.within(
                    "the source has not ended", () -> List.of("ended", "failed").contains(state("killed")));
            other.send(Fixtures.portrait());
            assertEquals(1, other.next("result").get("people").asInt());
        }
    }

    @Test
    void aClientThatNeverReadsHoldsUpNobody() {
        String demo = add("demo");
        try (RawClient deaf = RawClient.webSocket(address, "/api/v1/sources/" + demo + "/live?picture=1");
                TestClient.Socket other = client.open("sources/" + demo + "/live")) {
            for (int i = 0; i < 30; i++) {
                other.next("result");
            }
        }
    }

    @Test
    void picturesOfTwoSizesInTurnAreReadEach() throws IOException {
        BufferedImage large = ImageIO.read(new java.io.ByteArrayInputStream(Fixtures.portrait()));
        int width = large.getWidth() / 2;
        int height = large.getHeight() / 2;
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        small.getGraphics().drawImage(large, 0, 0, width, height, null);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(small, "jpg", jpeg);
        try (TestClient.Socket camera = client.open("camera")) {
            for (int i = 0; i < 6; i++) {
                camera.send(i % 2 == 0 ? Fixtures.portrait() : jpeg.toByteArray());
                JsonNode result = camera.next("result");
                assertEquals(i, result.get("seq").asInt());
                assertEquals(
                        i % 2 == 0 ? large.getWidth() : width,
                        result.get("width").asInt());
                assertEquals(1, result.get("people").asInt());
            }
        }
    }

    @Test
    void aHundredMegapixelsAreRefusedByTheirHeader() {
        long before = System.nanoTime();
        try (TestClient.Socket camera = client.open("camera")) {
            for (byte[] picture : List.of(HostilePictures.jpeg(), HostilePictures.png())) {
                HttpResponse<byte[]> answer = client.send("POST", "faces", picture);
                assertEquals(400, answer.statusCode());
                String line = TestClient.json(answer).get("error").asText();
                assertTrue(line.contains("10000x10000"), line);
                camera.send(picture);
            }
            String complaint = camera.next("error").get("message").asText();
            assertTrue(complaint.contains("10000x10000"), complaint);
            camera.send(Fixtures.portrait());
            assertEquals(1, camera.next("result").get("people").asInt());
        }
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 10, "they were decoded");
    }

    @Test
    void aBodyOverTheLimitIsRefusedInOneLine() {
        byte[] large = new byte[BODY + 1];
        for (String path : List.of("faces", "sources", "rules")) {
            line(413, client.send("POST", path, large));
        }
        line(413, client.sendForm("faces", Fixtures.portrait(), large));
        // One that does not say how long it is may find the line closed before it has heard why.
        try {
            line(
                    413,
                    client.send(client.request("faces")
                            .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                                    new java.io.ByteArrayInputStream(large), new java.io.ByteArrayInputStream(large))))
                            .build()));
        } catch (UncheckedIOException e) {
            TestClient.ok(client.get("health"));
        }
    }

    @Test
    void whatIsNoFormIsRefusedInOneLine() {
        for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=x")) {
            line(
                    400,
                    client.send(client.request("faces")
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofString("no form"))
                            .build()));
        }
    }

    /** Requests that are never finished: 300 that stop in their head, 300 in their body. */
    @Test
    void halfRequestsKeepNobodyOut() {
        List<RawClient> half = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                half.add(new RawClient(address));
                half.get(half.size() - 1).say("GET /api/v1/health HTTP/1.1\r\nHost: ");
                half.add(new RawClient(address));
                half.get(half.size() - 1)
                        .say("POST /api/v1/sources HTTP/1.1\r\nHost: " + address.getAuthority()
                                + "\r\nContent-Length: 1000\r\n\r\n{");
            }
            long before = System.nanoTime();
            TestClient.ok(client.get("health"));
            assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 15, "they hold all threads");
            String answer = half.get(1).head();
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"), answer);
        } finally {
            half.forEach(RawClient::close);
        }
    }

    @Test
    void aThousandSocketsAreTooMany() {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                clients.add(RawClient.webSocket(address, "/api/v1/events"));
            }
            RawClient last = clients.get(999);
            assertEquals(0x88, last.read(), "a close frame");
            last.read();
            assertEquals(1013, last.read() << 8 | last.read());
            TestClient.ok(client.get("health"));
            assertTrue(metric("mimika_sockets") <= SOCKETS);
        } finally {
            clients.forEach(RawClient::close);
        }
        Waiting.within("the sockets are not free again", () -> metric("mimika_sockets") == 0);
    }

    @Test
    void aSourceThatHangsHarmsNoOtherAndCanBeRemoved() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            String hangs = add("http://127.0.0.1:" + silent.getLocalPort() + "/a.mjpg");
            String demo = add("demo");
            try (TestClient.Socket live = client.open("sources/" + demo + "/live")) {
                live.next("result");
            }
            assertEquals(
                    "connecting",
                    TestClient.ok(client.get("sources/" + hangs)).get("state").asText());
            long before = System.nanoTime();
            assertEquals(204, client.send("DELETE", "sources/" + hangs, "").statusCode());
            assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 8, "removing it took long");
        }
    }

    /** It is never silent for long: a byte now and then of a header that does not end. */
    @Test
    void aStreamThatTricklesIsLetGoOfWhenItIsRemoved() throws IOException {
        try (ServerSocket trickle = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread talker = new Thread(() -> trickle(trickle));
            talker.setDaemon(true);
            talker.start();
            String name = "127.0.0.1:" + trickle.getLocalPort();
            String id = add("http://" + name + "/a.mjpg");
            Waiting.within("nobody reads it", () -> readers(name) == 1);
            assertEquals(204, client.send("DELETE", "sources/" + id, "").statusCode());
            Waiting.within("it holds its thread", () -> readers(name) == 0);
        }
    }

    private static long readers(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mimika-read-" + name))
                .count();
    }

    private static void trickle(ServerSocket listening) {
        try (java.net.Socket socket = listening.accept()) {
            socket.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n--frame\r\n".getBytes(UTF_8));
            while (true) {
                socket.getOutputStream().write('x');
                Thread.sleep(200);
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone.
        }
    }

    /** A stream that answers with nonsense fails or is tried again; a message over the limit ends its socket alone. */
    @Test
    void garbageFromAStreamOrACameraEndsNothingElse() throws IOException {
        try (ServerSocket garbage = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
                TestClient.Socket camera = client.open("camera")) {
            Thread talker = new Thread(() -> talk(garbage));
            talker.setDaemon(true);
            talker.start();
            String id = add("http://127.0.0.1:" + garbage.getLocalPort() + "/a.mjpg");
            Waiting.within("it is taken for a stream", () -> {
                JsonNode source = TestClient.ok(client.get("sources/" + id));
                return List.of("reconnecting", "failed")
                                .contains(source.get("state").asText())
                        && !source.get("reason").asText().isBlank();
            });
            camera.next("source");
            try {
                camera.send(new byte[Limits.DEFAULTS.frameBytes() + 1]);
            } catch (java.util.concurrent.CompletionException e) {
                // it may have hung up before the end
            }
            int code = camera.closed();
            assertTrue(code == 1009 || code == -1, () -> "closed with " + code);
        }
    }

    private static void talk(ServerSocket garbage) {
        byte[] noise = new byte[1 << 16];
        new java.util.Random(1).nextBytes(noise);
        while (true) {
            try (java.net.Socket socket = garbage.accept()) {
                socket.getOutputStream().write("HTTP/1.0 200 OK\r\nContent-Type: video/mp4\r\n\r\n".getBytes(UTF_8));
                socket.getOutputStream().write(noise);
            } catch (IOException e) {
                if (garbage.isClosed()) {
                    return;
                }
            }
        }
    }

    @Test
    void hostileNamesAreQuotedNotTrusted() {
        for (String path : List.of("sources/%0d%0aX-Evil:%201", "recordings/-1/results.csv", "sources/..%2f..%2fetc")) {
            HttpResponse<byte[]> answer = client.get(path);
            assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, path + " " + answer.statusCode());
            assertTrue(answer.headers().firstValue("X-Evil").isEmpty());
        }
    }

    static void line(int status, HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), UTF_8);
        assertEquals(status, answer.statusCode(), text);
        String line = TestClient.json(answer).get("error").asText();
        assertFalse(line.isBlank() || line.contains("\n") || line.contains("unexpected failure"), line);
    }

    private static JsonNode sources() {
        return TestClient.ok(client.get("sources")).get("sources");
    }

    private static String state(String name) {
        for (JsonNode source : sources()) {
            if (source.get("name").asText().equals(name)) {
                return source.get("state").asText();
            }
        }
        return "none";
    }

    private static double metric(String name) {
        return new String(client.get("/metrics").body(), UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    private static String add(String input) {
        return TestClient.ok(client.send("POST", "sources", "{\"input\":\"" + input + "\",\"loop\":true}"))
                .get("id")
                .asText();
    }
}
