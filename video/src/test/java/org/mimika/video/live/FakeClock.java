package org.mimika.video.live;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Time that stands still until a test moves it. */
final class FakeClock implements LiveClock {
    private final Map<Thread, Sleeper> sleepers = new IdentityHashMap<>();
    private long now;

    private record Sleeper(Object monitor, long deadline) {}

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public void awaitUntil(Object monitor, long deadlineNanos) throws InterruptedException {
        synchronized (this) {
            if (now >= deadlineNanos) {
                return;
            }
            sleepers.put(Thread.currentThread(), new Sleeper(monitor, deadlineNanos));
            notifyAll();
        }
        try {
            monitor.wait();
        } finally {
            synchronized (this) {
                sleepers.remove(Thread.currentThread());
            }
        }
    }

    /** Waits until somebody sleeps for exactly this time, then makes it that time. */
    void reach(long millis) throws InterruptedException {
        List<Object> wake;
        synchronized (this) {
            while (sleepers.values().stream().noneMatch(s -> s.deadline() == millis * 1_000_000)) {
                wait();
            }
            now = millis * 1_000_000;
            wake = sleepers.values().stream().map(Sleeper::monitor).toList();
        }
        for (Object monitor : wake) {
            synchronized (monitor) {
                monitor.notifyAll();
            }
        }
    }
}
