package org.mimika.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in the opposite order; one that fails to close keeps no other open. Thread-safe. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T one) {
        opened.push(one);
        return one;
    }

    /** Throws the first failure at the end; a second call does nothing. */
    @Override
    public synchronized void close() {
        RuntimeException failure = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            } catch (Exception e) {
                failure = failure == null ? new IllegalStateException(e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
