package org.mimika.server.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * What waits for one socket, bounded whatever its client does: of the results and the messages the oldest go, of the
 * pictures all but the newest. One thread sends, one thing at a time: messages, then results, then the picture. A client
 * that takes nothing for {@link #PATIENCE} is cut off. Nothing but that thread ever waits. Thread-safe.
 */
final class Outbox implements AutoCloseable {
    private static final int MESSAGES = 64;
    private static final int RESULTS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Session session;
    private final Duration patience;
    private final Deque<String> messages = new ArrayDeque<>();
    private final Deque<LongFunction<String>> results = new ArrayDeque<>();
    private ByteBuffer picture;
    private long missed;
    private String farewell;
    private boolean closed;

    Outbox(Session session) {
        this(session, PATIENCE);
    }

    /** As above, with another patience. */
    Outbox(Session session, Duration patience) {
        this.session = session;
        this.patience = patience;
        Thread thread = new Thread(this::run, "mimika-outbox");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void message(String json) {
        if (messages.size() == MESSAGES) {
            messages.removeFirst();
        }
        messages.addLast(json);
        notifyAll();
    }

    /** A result's text, made when it is sent, from the number of those that were dropped before it. */
    synchronized void result(LongFunction<String> json) {
        if (results.size() == RESULTS) {
            results.removeFirst();
            missed++;
        }
        results.addLast(json);
        notifyAll();
    }

    synchronized void picture(ByteBuffer bytes) {
        picture = bytes;
        notifyAll();
    }

    /** Sends what waits, then this, and closes the socket. */
    synchronized void finish(String last) {
        farewell = last;
        notifyAll();
    }

    private void run() {
        try {
            Runnable next = next();
            while (next != null) {
                next.run();
                next = next();
            }
            farewell().ifPresent(this::text);
            session.close();
        } catch (InterruptedException | RuntimeException e) {
            session.disconnect();
        } finally {
            close();
        }
    }

    /** What to send next, waiting for it; null when all is done. */
    private synchronized Runnable next() throws InterruptedException {
        while (!closed) {
            if (!messages.isEmpty()) {
                String message = messages.removeFirst();
                return () -> text(message);
            }
            if (!results.isEmpty()) {
                LongFunction<String> result = results.removeFirst();
                long before = missed;
                missed = 0;
                return () -> text(result.apply(before));
            }
            if (picture != null) {
                ByteBuffer bytes = picture;
                picture = null;
                return () -> sent(sending -> session.sendBinary(bytes, sending));
            }
            if (farewell != null) {
                return null;
            }
            wait();
        }
        return null;
    }

    private synchronized Optional<String> farewell() {
        return closed ? Optional.empty() : Optional.ofNullable(farewell);
    }

    private void text(String text) {
        sent(sending -> session.sendText(text, sending));
    }

    private void sent(java.util.function.Consumer<Callback.Completable> send) {
        try {
            Callback.Completable.with(send).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the client takes nothing", e);
        }
    }

    /** Sends nothing more and forgets what waits; a second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        messages.clear();
        results.clear();
        picture = null;
        notifyAll();
    }
}
