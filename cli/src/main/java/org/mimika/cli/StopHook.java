package org.mimika.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While open, a signal (Ctrl-C, SIGTERM) asks for a stop and holds the JVM until this is closed: what is under way must
 * be written, and LibTorch crashes when its static state goes while an operation runs.
 */
final class StopHook implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::hold, "stop");
    private final Runnable onStop;
    private final Duration patience;
    private volatile boolean requested;

    /** Opens; whoever works asks {@link #requested()} and stops in time. */
    StopHook() {
        this(() -> {}, Duration.ofDays(1));
    }

    /**
     * Opens.
     *
     * @param onStop called by the signal, on a thread of its own
     * @param patience how long the JVM is held at most
     */
    StopHook(Runnable onStop, Duration patience) {
        this.onStop = onStop;
        this.patience = patience;
        try {
            Runtime.getRuntime().addShutdownHook(thread);
        } catch (IllegalStateException e) {
            ask(); // the JVM is ending already
        }
    }

    /** True once a signal asked for a stop. */
    boolean requested() {
        return requested;
    }

    private void ask() {
        requested = true;
        onStop.run();
    }

    private void hold() {
        ask();
        try {
            closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook has run.
        }
    }
}
