package org.mimika.server.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;

@Timeout(30)
class WebhooksTest {
    private static final WebhookOptions QUICK =
            new WebhookOptions(5, Duration.ofMillis(5), Duration.ofMillis(200), Duration.ofSeconds(5), 4);
    private static final WebhookSecret SECRET = WebhookSecret.of("0123456789abcdef");

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ExecutorService serving = Executors.newCachedThreadPool();
    private HttpServer server;

    private record Received(String path, String host, String id, String signature, byte[] body, long nanos) {}

    private record Answer(int status, String header, String value) {}

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.setExecutor(serving);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        serving.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        received.add(new Received(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Host"),
                exchange.getRequestHeaders().getFirst("X-Mimika-Event-Id"),
                exchange.getRequestHeaders().getFirst("X-Mimika-Signature"),
                body,
                System.nanoTime()));
        Answer answer = answers.poll();
        if (answer != null && answer.header() != null) {
            exchange.getResponseHeaders().add(answer.header(), answer.value());
        }
        exchange.sendResponseHeaders(answer == null ? 204 : answer.status(), -1);
        exchange.close();
    }

    private URI hook(String path) {
        return URI.create("http://hook.example:" + server.getAddress().getPort() + path);
    }

    private static RuleEvent event(String id, URI webhook) {
        Rule rule =
                new Rule("r1", new Rule.Condition(Emotion.HAPPY, 0.5, 0), Optional.empty(), Optional.of(webhook), 0);
        return new RuleEvent(id, rule, new RuleEvent.Sighting("s1", 1, 0.75f, 40, 0), Instant.now());
    }

    /** Every name leads to the test's own server: no resolver knows hook.example. */
    private Webhooks webhooks(WebhookOptions options) {
        return new Webhooks(options, SECRET, uri -> List.of(loopback));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private static void await(Webhooks webhooks, WebhookOutcome outcome, long count) throws InterruptedException {
        await(() -> webhooks.counted(outcome) == count);
    }

    @Test
    void postsTheEventSignedToTheAddressThatWasVetted() throws Exception {
        try (Webhooks webhooks = webhooks(QUICK)) {
            RuleEvent event = event("e1", hook("/a%20b?c=d"));
            webhooks.accept(event);
            await(webhooks, WebhookOutcome.DELIVERED, 1);
            Received one = received.take();
            assertEquals("/a%20b?c=d", one.path());
            assertEquals("hook.example:" + server.getAddress().getPort(), one.host());
            assertEquals("e1", one.id());
            ObjectMapper json = new ObjectMapper();
            assertEquals(json.readTree(RuleJson.node(event).toString()), json.readTree(one.body()));
            long seconds =
                    Long.parseLong(one.signature().substring(2, one.signature().indexOf(',')));
            assertEquals(SECRET.sign(seconds, one.body()), one.signature());
            assertTrue(Math.abs(seconds - Instant.now().getEpochSecond()) < 60);
        }
    }

    /** The figure is OpenSSL's: printf '7.{}' | openssl dgst -sha256 -hmac 0123456789abcdef. */
    @Test
    void signaturesAreThoseOfOthers() {
        assertEquals(
                "t=7,v1=3cd0ad802237a2c96b7ee3b06705b7350cc8cf0ba4123033d13eda91ad9c4ec2",
                SECRET.sign(7, "{}".getBytes(StandardCharsets.UTF_8)));
        assertEquals("WebhookSecret", SECRET.toString());
    }

    @Test
    void whatFailsIsTriedAgainAfterGrowingPauses() throws Exception {
        for (int status : new int[] {500, 503, 429}) {
            answers.add(new Answer(status, null, null));
        }
        WebhookOptions options =
                new WebhookOptions(5, Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(5), 4);
        try (Webhooks webhooks = webhooks(options)) {
            webhooks.accept(event("e1", hook("/")));
            await(webhooks, WebhookOutcome.DELIVERED, 1);
            List<Received> tries = new ArrayList<>(received);
            assertEquals(
                    List.of("e1", "e1", "e1", "e1"),
                    tries.stream().map(Received::id).toList());
            for (int i = 1; i < 4; i++) {
                long pause = tries.get(i).nanos() - tries.get(i - 1).nanos();
                assertTrue(pause >= options.pauseAfter(i).toNanos(), i + ": " + pause);
            }
            assertEquals(Duration.ofMillis(180), options.pauseAfter(3));
        }
    }

    @Test
    void fiveAttemptsAreAll() throws Exception {
        for (int i = 0; i < 6; i++) {
            answers.add(new Answer(500, null, null));
        }
        try (Webhooks webhooks = webhooks(QUICK)) {
            webhooks.accept(event("e1", hook("/")));
            await(webhooks, WebhookOutcome.FAILED, 1);
            assertEquals(5, received.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410, 301, 302, 307, 308})
    void otherAnswersAreFinalAndRedirectsAreNotFollowed(int status) throws Exception {
        answers.add(new Answer(status, "Location", "/elsewhere"));
        try (Webhooks webhooks = webhooks(QUICK)) {
            webhooks.accept(event("e1", hook("/")));
            await(webhooks, WebhookOutcome.REJECTED, 1);
            assertEquals(1, received.size());
        }
    }

    @Test
    void aReceiverMayAskForALongerPauseWithinBounds() throws Exception {
        answers.add(new Answer(429, "Retry-After", "3600"));
        try (Webhooks webhooks = webhooks(QUICK)) {
            webhooks.accept(event("e1", hook("/")));
            await(webhooks, WebhookOutcome.DELIVERED, 1);
            long pause = -received.take().nanos() + received.take().nanos();
            assertTrue(pause >= QUICK.longestPause().toNanos(), "pause " + pause);
        }
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        assertEquals(Duration.ofSeconds(7), RetryAfter.read("7", now));
        assertEquals(Duration.ofSeconds(30), RetryAfter.read("Sun, 22 Nov 2026 12:00:30 GMT", now));
        assertEquals(Duration.ZERO, RetryAfter.read("Sun, 22 Nov 2026 11:00:30 GMT", now));
        assertEquals(Duration.ZERO, RetryAfter.read("-7", now));
        assertEquals(Duration.ZERO, RetryAfter.read("soon", now));
    }

    @Test
    void everyAttemptIsJudgedAnew() throws Exception {
        answers.add(new Answer(500, null, null));
        AtomicInteger asked = new AtomicInteger();
        AddressCheck turning = uri -> {
            if (asked.incrementAndGet() == 1) {
                return List.of(loopback);
            }
            throw new MimikaException("it leads to a private address now");
        };
        try (Webhooks webhooks = new Webhooks(QUICK, SECRET, turning)) {
            webhooks.accept(event("e1", hook("/")));
            await(webhooks, WebhookOutcome.FORBIDDEN, 1);
            assertEquals(1, received.size());
        }
    }

    @Test
    void aNameThatIsNotKnownForAMomentIsTriedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AddressCheck waking = uri -> {
            if (asked.incrementAndGet() < 3) {
                throw new MimikaException("not known", new UnknownHostException("hook.example"));
            }
            return List.of(loopback);
        };
        try (Webhooks webhooks = new Webhooks(QUICK, SECRET, waking)) {
            webhooks.accept(event("e1", hook("/")));
            await(webhooks, WebhookOutcome.DELIVERED, 1);
            assertEquals(3, asked.get());
        }
    }

    @Test
    void anAddressThatTakesNoConnectionIsFollowedByTheNext() throws Exception {
        InetAddress other = InetAddress.getByName("127.0.0.77"); // the server listens on 127.0.0.1 alone
        try (Webhooks webhooks = new Webhooks(QUICK, SECRET, uri -> List.of(other, loopback))) {
            webhooks.accept(event("e1", hook("/")));
            await(webhooks, WebhookOutcome.DELIVERED, 1);
            assertEquals(1, received.size());
        }
    }

    @Test
    void oneSlowReceiverHoldsUpNoOtherAndItsLineHasAnEnd() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        server.createContext("/slow", exchange -> {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange);
        });
        try (Webhooks webhooks = webhooks(QUICK)) {
            webhooks.accept(event("slow0", hook("/slow")));
            entered.await();
            for (int i = 1; i <= 6; i++) {
                webhooks.accept(event("slow" + i, hook("/slow")));
            }
            webhooks.accept(event("quick", hook("/quick")));
            assertEquals("quick", received.take().id());
            assertEquals(2, webhooks.counted(WebhookOutcome.DROPPED));
            release.countDown();
            await(webhooks, WebhookOutcome.DELIVERED, 6);
            assertEquals(
                    List.of("slow0", "slow3", "slow4", "slow5", "slow6"),
                    received.stream().map(Received::id).toList());
        }
    }

    @Test
    void anAnswerThatTricklesHasADeadline() throws Exception {
        WebhookOptions options = new WebhookOptions(1, Duration.ZERO, Duration.ZERO, Duration.ofMillis(300), 4);
        try (ServerSocket trickler = new ServerSocket(0, 5, loopback);
                Webhooks webhooks = webhooks(options)) {
            serving.execute(() -> trickle(trickler));
            long before = System.nanoTime();
            webhooks.accept(event("e1", URI.create("http://hook.example:" + trickler.getLocalPort() + "/")));
            await(webhooks, WebhookOutcome.FAILED, 1);
            long took = System.nanoTime() - before;
            assertTrue(took >= 300_000_000L, "took " + took);
        }
    }

    /** A byte every few milliseconds, for ever. */
    private static void trickle(ServerSocket trickler) {
        try (Socket socket = trickler.accept()) {
            while (true) {
                socket.getOutputStream().write('H');
                Thread.sleep(5);
            }
        } catch (IOException | InterruptedException expected) {
            // the deadline, or the end of the test
        }
    }

    @Test
    void answersThatAreNoneAndHeadsWithoutEndAreFailures() throws Exception {
        WebhookOptions once = new WebhookOptions(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5), 4);
        String interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\n\r\n";
        for (String reply : List.of("", "SSH-2.0-x\r\n\r\n", "HTTP/1.1 200\r\nX: " + "x".repeat(20_000), interim)) {
            try (ServerSocket raw = new ServerSocket(0, 5, loopback);
                    Webhooks webhooks = webhooks(once)) {
                serving.execute(() -> say(raw, reply));
                webhooks.accept(event("e1", URI.create("http://hook.example:" + raw.getLocalPort() + "/")));
                await(webhooks, reply.equals(interim) ? WebhookOutcome.DELIVERED : WebhookOutcome.FAILED, 1);
            }
        }
    }

    @Test
    void anAnswerThatBeginsWithAnEmptyLineIsFollowedByAnotherAttempt() throws Exception {
        try (ServerSocket raw = new ServerSocket(0, 5, loopback);
                Webhooks webhooks = webhooks(QUICK)) {
            serving.execute(() -> {
                say(raw, "\r\n\r\n");
                say(raw, "HTTP/1.1 204 No Content\r\n\r\n");
            });
            webhooks.accept(event("e1", URI.create("http://hook.example:" + raw.getLocalPort() + "/")));
            await(webhooks, WebhookOutcome.DELIVERED, 1);
        }
    }

    private static void say(ServerSocket raw, String text) {
        try (Socket socket = raw.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void closingBreaksOffWhatIsUnderWayAndLeavesNoThread() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, loopback)) {
            WebhookOptions patient =
                    new WebhookOptions(5, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 4);
            Webhooks webhooks = webhooks(patient);
            answers.add(new Answer(500, null, null));
            webhooks.accept(event("pausing", hook("/")));
            received.take();
            URI quiet = URI.create("http://hook.example:" + silent.getLocalPort() + "/");
            webhooks.accept(event("waiting", quiet));
            webhooks.accept(event("queued", quiet));
            try (Socket accepted = silent.accept()) {
                long before = System.nanoTime();
                webhooks.close();
                assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(3));
            }
            webhooks.accept(event("late", quiet));
            await(webhooks, WebhookOutcome.DROPPED, 4);
            await(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("mimika-webhook")));
            webhooks.close();
        }
    }
}
