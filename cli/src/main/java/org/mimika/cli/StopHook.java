package org.mimika.cli;

import java.util.concurrent.CountDownLatch;

/**
 * While open, a signal (Ctrl-C, SIGTERM) asks for a stop and holds the JVM until this is closed. LibTorch crashes when
 * its static state goes while an operation runs, and a run must have written its checkpoint.
 */
final class StopHook implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::stop, "stop");
    private volatile boolean requested;

    /** Opens. */
    StopHook() {
        Runtime.getRuntime().addShutdownHook(thread);
    }

    /** True once a signal asked for a stop. */
    boolean requested() {
        return requested;
    }

    private void stop() {
        requested = true;
        try {
            closed.await();
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
