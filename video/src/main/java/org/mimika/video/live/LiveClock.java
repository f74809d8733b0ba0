package org.mimika.video.live;

import java.util.concurrent.TimeUnit;

/** The time that live sessions go by; another one than the system's is for tests. Thread-safe. */
public interface LiveClock {
    /** Nanoseconds that never go back, from an arbitrary start. */
    long nanos();

    /**
     * Waits on the monitor, which the caller holds, until somebody notifies it or this clock reaches the deadline; may
     * return earlier, so the caller looks again.
     */
    void awaitUntil(Object monitor, long deadlineNanos) throws InterruptedException;

    /** The system's own. */
    static LiveClock system() {
        return new LiveClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void awaitUntil(Object monitor, long deadlineNanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.timedWait(monitor, deadlineNanos - System.nanoTime());
            }
        };
    }
}
