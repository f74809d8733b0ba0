package org.mimika.server.rules;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.mimika.core.MimikaException;

/**
 * Posts events to the webhooks of their rules: the event as JSON, with {@code X-Mimika-Event-Id}, the same in every
 * attempt, and {@code X-Mimika-Signature}, see {@link WebhookSecret#sign}.
 *
 * <p>Each receiver has its own line, in which events wait in order, so that a slow one holds up no other. Failed
 * connections, 5xx and 429 are tried again after growing pauses, or after as long as the receiver asks for within
 * bounds; other answers are final, redirects among them. Right before each attempt the address is judged, and the
 * connection goes to the addresses judged and to no others, whatever the name leads to by then; over TLS the certificate
 * is checked against the name.
 *
 * <p>Thread-safe; {@link #accept} never blocks. Whoever made it closes it. Nothing secret is logged: of an address only
 * the host.
 */
public final class Webhooks implements Consumer<RuleEvent>, AutoCloseable {
    /** How many receivers may have events under way at once; the events of more are dropped. */
    public static final int MOST_RECEIVERS = 128;

    private static final Logger LOG = System.getLogger(Webhooks.class.getName());
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final WebhookOptions options;
    private final WebhookSecret secret;
    private final AddressCheck check;
    private final PinnedPost post;
    private final Clock clock = Clock.systemUTC();
    private final ThreadPoolExecutor threads;
    private final Map<URI, Deque<RuleEvent>> lines = new HashMap<>();
    private final AtomicLongArray counts = new AtomicLongArray(WebhookOutcome.values().length);
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Webhooks with the certificates that Java trusts. */
    public Webhooks(WebhookOptions options, WebhookSecret secret, AddressCheck check) {
        this(options, secret, check, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Webhooks(WebhookOptions options, WebhookSecret secret, AddressCheck check, SSLSocketFactory tls) {
        this.options = Objects.requireNonNull(options, "options");
        this.secret = Objects.requireNonNull(secret, "secret");
        this.check = Objects.requireNonNull(check, "check");
        this.post = new PinnedPost(tls);
        this.threads = new ThreadPoolExecutor(
                MOST_RECEIVERS,
                MOST_RECEIVERS,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "mimika-webhook");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Has an event posted, if its rule has a webhook; returns at once. */
    @Override
    public void accept(RuleEvent event) {
        event.rule().webhook().ifPresent(webhook -> enqueue(webhook, event));
    }

    private synchronized void enqueue(URI webhook, RuleEvent event) {
        Deque<RuleEvent> line = lines.get(webhook);
        if (closing.getCount() == 0 || (line == null && lines.size() >= MOST_RECEIVERS)) {
            count(WebhookOutcome.DROPPED);
            return;
        }
        if (line == null) {
            lines.put(webhook, new ArrayDeque<>());
            lines.get(webhook).add(event);
            threads.execute(() -> work(webhook));
            return;
        }
        if (line.size() >= options.queue()) {
            line.removeFirst();
            count(WebhookOutcome.DROPPED);
        }
        line.add(event);
    }

    /** How many events have come to this end. */
    public long counted(WebhookOutcome outcome) {
        return counts.get(outcome.ordinal());
    }

    /** Posts what waits for a receiver until nothing does. */
    private void work(URI webhook) {
        RuleEvent event = next(webhook);
        while (event != null) {
            WebhookOutcome outcome = WebhookOutcome.FAILED;
            try {
                outcome = deliver(webhook, event);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, where(webhook, event) + " failed", e);
            }
            count(outcome);
            event = next(webhook);
        }
    }

    private synchronized RuleEvent next(URI webhook) {
        RuleEvent event = lines.get(webhook).pollFirst();
        if (event == null) {
            lines.remove(webhook);
        }
        return event;
    }

    private WebhookOutcome deliver(URI webhook, RuleEvent event) {
        byte[] body = RuleJson.node(event).toString().getBytes(StandardCharsets.UTF_8);
        String trouble = "";
        for (int attempt = 1; attempt <= options.attempts(); attempt++) {
            Duration pause = options.pauseAfter(attempt);
            try {
                PinnedPost.Message message = new PinnedPost.Message(webhook, headers(event, body), body);
                PinnedPost.Reply reply = post.send(message, check.addresses(webhook), options.timeout());
                if (isFinal(reply.status())) {
                    return settled(webhook, event, reply.status());
                }
                trouble = "HTTP " + reply.status();
                pause = longer(pause, RetryAfter.read(reply.retryAfter(), clock.instant()));
            } catch (MimikaException e) {
                if (!(e.getCause() instanceof IOException)) {
                    LOG.log(Level.WARNING, where(webhook, event) + " is not sent: " + e.getMessage());
                    return WebhookOutcome.FORBIDDEN;
                }
                trouble = e.getMessage();
            } catch (IOException e) {
                trouble = e.getMessage();
            }
            if (attempt < options.attempts() && closedWithin(pause)) {
                return WebhookOutcome.DROPPED;
            }
        }
        if (closing.getCount() == 0) {
            return WebhookOutcome.DROPPED;
        }
        LOG.log(
                Level.WARNING,
                where(webhook, event) + " failed " + options.attempts() + " times, at last with: " + trouble);
        return WebhookOutcome.FAILED;
    }

    private Map<String, String> headers(RuleEvent event, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Mimika");
        headers.put("Content-Type", "application/json");
        headers.put("X-Mimika-Event-Id", event.id());
        headers.put("X-Mimika-Signature", secret.sign(clock.instant().getEpochSecond(), body));
        return headers;
    }

    private static boolean isFinal(int status) {
        return status < 500 && status != 429;
    }

    private static WebhookOutcome settled(URI webhook, RuleEvent event, int status) {
        if (status < 300) {
            return WebhookOutcome.DELIVERED;
        }
        LOG.log(Level.WARNING, where(webhook, event) + " was rejected: HTTP " + status);
        return WebhookOutcome.REJECTED;
    }

    private Duration longer(Duration pause, Duration asked) {
        Duration capped = asked.compareTo(options.longestPause()) < 0 ? asked : options.longestPause();
        return capped.compareTo(pause) > 0 ? capped : pause;
    }

    private boolean closedWithin(Duration pause) {
        try {
            return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String where(URI webhook, RuleEvent event) {
        return "the webhook of rule " + event.rule().id() + " to " + webhook.getHost();
    }

    private void count(WebhookOutcome outcome) {
        counts.incrementAndGet(outcome.ordinal());
    }

    /** Drops what waits and breaks off what is under way; takes at most two seconds. A second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            closing.countDown();
            for (Deque<RuleEvent> line : lines.values()) {
                line.forEach(event -> count(WebhookOutcome.DROPPED));
                line.clear();
            }
        }
        post.close();
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
