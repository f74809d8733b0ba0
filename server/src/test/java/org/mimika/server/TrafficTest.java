package org.mimika.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.http.HandlerType;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mimika.server.http.Limits;
import org.mimika.server.http.Presentation;
import org.mimika.server.http.Traffic;

/** Clients that want all the server's threads, or its memory. */
class TrafficTest {
    private static final Traffic QUICK = new Traffic(32, 8, 4, Duration.ofSeconds(3), 1 << 10);

    @RegisterExtension
    static final RunningServer RUNNING = new RunningServer(folder -> Fixtures.options(
            Fixtures.web(Presentation.DEFAULTS, Limits.DEFAULTS.withTraffic(QUICK), Optional.empty()),
            Optional.empty()));

    private final TestClient client = RUNNING.client();
    private final URI address = RUNNING.server().address();

    /** 400 bodies that come a byte at a time, and never stop for long enough to be taken for dead. */
    @Test
    void bodiesThatTrickleKeepNobodyOutAndAreCutOff() throws InterruptedException {
        String head = " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nContent-Length: 10000\r\n";
        List<RawClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                RawClient one = new RawClient(address);
                slow.add(one);
                switch (i % 3) {
                    case 0 -> one.say("POST /api/v1/faces" + head + "\r\n");
                    case 1 ->
                        one.say("POST /api/v1/faces" + head
                                + "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nA: ");
                    default -> one.say("POST /api/v1/rules" + head + "\r\n");
                }
            }
            for (long begun = System.nanoTime();
                    seconds(begun) < 2 * QUICK.patience().toSeconds(); ) {
                slow.forEach(one -> one.dribble("1"));
                Thread.sleep(50);
                long asked = System.nanoTime();
                TestClient.ok(client.get("health"));
                assertTrue(seconds(asked) < QUICK.patience().toSeconds(), "they hold all threads");
            }
            Set<String> answers = new TreeSet<>();
            Set<String> ofForms = new TreeSet<>();
            for (int i = 0; i < slow.size(); i++) {
                (i % 3 == 1 ? ofForms : answers).add(slow.get(i).head().replaceFirst("(?s)\r\n.*", ""));
            }
            String cut = "HTTP/1.1 408 Request Timeout";
            String refused = "HTTP/1.1 503 Service Unavailable";
            // One that said more in that very moment hears nothing, but the end; the form of one that stalled is
            // broken.
            answers.remove("");
            assertEquals(Set.of(cut, refused), answers);
            ofForms.removeAll(Set.of("", cut, refused, "HTTP/1.1 400 Bad Request"));
            assertEquals(Set.of(), ofForms);
        } finally {
            slow.forEach(RawClient::close);
        }
    }

    /** A quarter of all places: who takes them keeps nobody of another address out. */
    @Test
    void loginsThatTrickleKeepOutTheirOwnAddressAlone() {
        String login = "POST /api/v1/login HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nContent-Length: ";
        List<RawClient> slow = new ArrayList<>();
        try {
            Waiting.within("they hold no places", () -> {
                // Those that come at the same time share the places out anyhow: a further one takes what was left.
                while (slow.size() % 8 != 7) {
                    slow.add(new RawClient(address, "127.0.0.7"));
                    slow.get(slow.size() - 1).say(login + "1000\r\n\r\n{");
                }
                slow.add(new RawClient(address, "127.0.0.7"));
                slow.get(slow.size() - 1).say(login + "2\r\n\r\n{}");
                return slow.get(slow.size() - 1).head().startsWith("HTTP/1.1 503");
            });
            RobustnessTest.line(400, client.send("POST", "login", "{}"));
        } finally {
            slow.forEach(RawClient::close);
        }
    }

    @Test
    void aLoginIsNoLargerThanATokenNeeds() {
        RobustnessTest.line(400, client.send("POST", "login", "{\"token\":\"" + "\\\\".repeat(512) + "\"}"));
        RobustnessTest.line(413, client.send("POST", "login", "{\"token\":\"" + "x".repeat(2048) + "\"}"));
    }

    /** More than are decoded at once. */
    @Test
    void picturesThatTrickleKeepNoPlaceFromThoseThatCame() {
        List<RawClient> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                slow.add(new RawClient(address));
                slow.get(i)
                        .say("POST /api/v1/faces HTTP/1.1\r\nHost: " + address.getAuthority()
                                + "\r\nContent-Length: 1000\r\n\r\n1");
            }
            long asked = System.nanoTime();
            TestClient.ok(client.send("POST", "faces", Fixtures.portrait()));
            assertTrue(seconds(asked) < QUICK.patience().toSeconds(), "it waited for them");
        } finally {
            slow.forEach(RawClient::close);
        }
    }

    @Test
    void methodsThatNobodyKnowsAreNotKept() {
        int known = HandlerType.values().size();
        for (String method : List.of("BREW", "get", "X".repeat(40))) {
            RobustnessTest.line(501, client.send(method, "models", ""));
        }
        assertEquals(known, HandlerType.values().size());
    }

    /** One that is answered before its body came must not be left to believe that its connection stays. */
    @Test
    void answersBeforeTheBodySayThatTheConnectionEnds() {
        for (String line : List.of(
                "BREW /api/v1/models", "POST /api/v1/nothing", "DELETE /api/v1/sources/s999", "PUT /api/v1/models")) {
            for (String host : List.of(address.getAuthority(), "elsewhere.example")) {
                try (RawClient early = new RawClient(address)) {
                    early.say(line + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 2\r\n\r\n");
                    String head = early.head();
                    assertTrue(head.contains("\r\nConnection: close\r\n"), line + "\n" + head);
                }
            }
        }
    }

    private static long seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toSeconds();
    }
}
