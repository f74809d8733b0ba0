package org.mimika.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.MimikaException;
import org.mimika.server.guard.Cidr;
import org.mimika.server.http.WebOptions;

/** A server that cannot start, or that is closed in the midst of everything, leaves nothing behind. */
class ClosingTest {
    @TempDir
    private Path folder;

    @Test
    void itEndsWithinSecondsWhateverItDoes() throws IOException {
        Set<String> before = threads();
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            MimikaServer server = new MimikaServer(Fixtures.options(
                    Fixtures.options().web(),
                    Optional.of(folder.resolve("kept.duckdb")),
                    folder,
                    List.of(Cidr.parse("127.0.0.0/8"))));
            TestClient client = new TestClient(server);
            String demo = add(client, "demo");
            add(client, "http://127.0.0.1:" + silent.getLocalPort() + "/hangs");
            TestClient.ok(client.send("PATCH", "sources/" + demo, "{\"recording\":true,\"explain\":true}"));
            try (TestClient.Socket live = client.open("sources/" + demo + "/live?picture=1");
                    TestClient.Socket camera = client.open("camera");
                    RawClient deaf = RawClient.webSocket(server.address(), "/api/v1/sources/" + demo + "/live");
                    RawClient half = new RawClient(server.address())) {
                half.say("POST /api/v1/sources HTTP/1.1\r\nHost: "
                        + server.address().getAuthority() + "\r\nContent-Length: 9\r\n\r\n{");
                live.next("result");
                camera.send(Fixtures.portrait());
                camera.next("result");
                long begun = System.nanoTime();
                server.close();
                server.close();
                long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
                assertTrue(seconds < 10, () -> "it took " + seconds + " s");
            }
        }
        Waiting.within("threads are left", () -> before.containsAll(threads()));
    }

    @Test
    void aPortThatIsTakenIsOneErrorAndLeavesNothing() throws IOException {
        Set<String> before = threads();
        try (ServerSocket taken = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"))) {
            WebOptions free = Fixtures.options().web();
            WebOptions web = new WebOptions(
                    free.host(), taken.getLocalPort(), free.names(), free.token(), free.presentation(), free.limits());
            String message = refused(Fixtures.options(web, Optional.of(folder.resolve("a.duckdb"))));
            assertTrue(message.contains("127.0.0.1:" + taken.getLocalPort()), message);
        }
        Waiting.within("threads are left", () -> before.containsAll(threads()));
    }

    @Test
    void aSecondServerOnTheSameFileIsRefusedAndTheFirstGoesOn() {
        ServerOptions options = Fixtures.options(Fixtures.options().web(), Optional.of(folder.resolve("one.duckdb")));
        try (MimikaServer first = new MimikaServer(options)) {
            String message = refused(options);
            assertTrue(message.contains("one.duckdb") && message.contains("open already"), message);
            assertEquals(200, new TestClient(first).get("recordings").statusCode());
        }
    }

    private static String refused(ServerOptions options) {
        String message = assertThrows(MimikaException.class, () -> new MimikaServer(options).close())
                .getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    private static String add(TestClient client, String input) {
        return TestClient.ok(client.send("POST", "sources", "{\"input\":\"" + input + "\"}"))
                .get("id")
                .asText();
    }

    /** Those of servers, by name. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("(mimika-|Jetty|Javalin).*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
