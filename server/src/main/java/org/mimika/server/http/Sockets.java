package org.mimika.server.http;

import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * What all WebSockets have in common: there may be only so many, each has an {@link Outbox} and somebody who talks to its
 * client, and a client that is silently gone is noticed by pings. Thread-safe.
 */
final class Sockets implements AutoCloseable {
    private static final int PING_SECONDS = 20;
    private static final int TRY_AGAIN_LATER = 1013;

    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Counted> talks = new ConcurrentHashMap<>();

    /** Javalin's own pings come from a thread that outlives the server and keeps the process alive. */
    private final ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mimika-pings");
        thread.setDaemon(true);
        return thread;
    });

    Sockets(int most) {
        this.most = most;
        pings.scheduleWithFixedDelay(
                () -> talks.values().forEach(Counted::ping), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    /** A conversation with one client. */
    interface Talk extends AutoCloseable {
        /** A text has come. */
        default void text(String text) {}

        /** Bytes have come, which are the talk's now. */
        default void bytes(byte[] bytes) {}

        /** The client has gone. Must not throw. */
        @Override
        void close();
    }

    /** Sends no more pings; the sockets themselves end with the server. */
    @Override
    public void close() {
        pings.shutdownNow();
    }

    int open() {
        return open.get();
    }

    /** How sockets of one address work: each gets a talk of its own, which may refuse it with a {@link Problem}. */
    void configure(WsConfig config, Function<Client, Talk> talk) {
        config.onConnect(context -> connect(context, talk));
        config.onMessage(message -> {
            Talk known = talks.get(message.sessionId());
            if (known != null) {
                known.text(message.message());
            }
        });
        config.onBinaryMessage(message -> {
            Talk known = talks.get(message.sessionId());
            if (known != null) {
                byte[] bytes = new byte[message.data().remaining()];
                message.data().get(bytes);
                known.bytes(bytes);
            }
        });
        config.onClose(context -> disconnect(context.sessionId()));
        config.onError(context -> disconnect(context.sessionId()));
    }

    private void connect(WsContext context, Function<Client, Talk> talk) {
        if (open.getAndUpdate(count -> Math.min(count + 1, most)) == most) {
            context.closeSession(TRY_AGAIN_LATER, most + " sockets are open already");
            return;
        }
        Client client = new Client(context, new Outbox(context.session));
        try {
            Talk begun = talk.apply(client);
            talks.put(context.sessionId(), new Counted(begun, client));
        } catch (RuntimeException e) {
            open.decrementAndGet();
            client.outbox().finish(error(Failures.line(e)));
            return;
        }
        if (!context.session.isOpen()) {
            disconnect(context.sessionId());
        }
    }

    static String error(String message) {
        return Wire.object()
                .put("type", "error")
                .put("schema", Wire.SCHEMA)
                .put("message", message)
                .toString();
    }

    private void disconnect(String id) {
        Talk gone = talks.remove(id);
        if (gone != null) {
            gone.close();
        }
    }

    /**
     * A client at the other end of a socket.
     *
     * @param context what it asked for
     * @param outbox what waits for it
     */
    record Client(WsContext context, Outbox outbox) {
        /** A parameter that is 1 or 0; 0 where it is missing. */
        boolean flag(String parameter) {
            String value = context.queryParam(parameter);
            if (value != null && !value.matches("[01]")) {
                throw Problem.bad("the parameter '" + parameter + "' is '" + value + "': expected 0 or 1");
            }
            return "1".equals(value);
        }
    }

    private final class Counted implements Talk {
        private final Talk talk;
        private final Client client;

        Counted(Talk talk, Client client) {
            this.talk = talk;
            this.client = client;
        }

        /** Never waits. */
        void ping() {
            try {
                client.context().session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
            } catch (RuntimeException e) {
                disconnect(client.context().sessionId());
            }
        }

        @Override
        public void text(String text) {
            talk.text(text);
        }

        @Override
        public void bytes(byte[] bytes) {
            talk.bytes(bytes);
        }

        @Override
        public void close() {
            open.decrementAndGet();
            client.outbox().close();
            talk.close();
        }
    }
}
