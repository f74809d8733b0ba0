package org.mimika.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final BlockingQueue<Callback> sending = new LinkedBlockingQueue<>();
    private final List<String> sent = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch cutOff = new CountDownLatch(1);

    /** A socket whose client takes what it is sent when the test says so. */
    private final Session session = (Session) Proxy.newProxyInstance(
            OutboxTest.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "sendText", "sendBinary" -> {
                        sent.add(arguments[0] instanceof ByteBuffer ? "picture" : (String) arguments[0]);
                        sending.add((Callback) arguments[1]);
                    }
                    case "close" -> closed.countDown();
                    case "disconnect" -> cutOff.countDown();
                    default -> throw new UnsupportedOperationException(method.getName());
                }
                return null;
            });

    private void taken() throws InterruptedException {
        Callback callback = sending.poll(10, TimeUnit.SECONDS);
        assertTrue(callback != null, "nothing was sent");
        callback.succeed();
    }

    @Test
    void aClientThatTakesNothingIsCutOff() throws InterruptedException {
        try (Outbox outbox = new Outbox(session, Duration.ofMillis(50))) {
            outbox.message("one");
            assertTrue(cutOff.await(10, TimeUnit.SECONDS), "it is waited for");
            assertEquals(List.of("one"), sent);
        }
    }

    @Test
    void whatWaitsIsBoundedAndTheNewestIsKept() throws InterruptedException {
        try (Outbox outbox = new Outbox(session, Duration.ofSeconds(30))) {
            outbox.message("first");
            Callback first = sending.poll(10, TimeUnit.SECONDS);
            for (int i = 0; i < 1000; i++) {
                int number = i;
                outbox.message("m" + i);
                outbox.result(missed -> "r" + number + " after " + missed);
                outbox.picture(ByteBuffer.allocate(1));
            }
            outbox.finish("the end");
            first.succeed();
            for (int i = 0; i < 64 + 32 + 2; i++) {
                taken();
            }
            assertTrue(closed.await(10, TimeUnit.SECONDS), "more than that waited");
            assertEquals("m936", sent.get(1));
            assertEquals("m999", sent.get(64));
            assertEquals("r968 after 968", sent.get(65));
            assertEquals("r999 after 0", sent.get(96));
            assertEquals("picture", sent.get(97));
            assertEquals("the end", sent.get(98));
        }
    }
}
