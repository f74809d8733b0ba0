package org.mimika.video.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One subscriber's bounded queue of results. When it is full, the oldest goes, and the next delivery says how many did;
 * so nobody waits for a slow subscriber. Thread-safe; closing it, as the end of the session does, wakes who waits.
 */
public final class Subscription implements AutoCloseable {
    private final int capacity;
    private final Deque<LiveResult> results = new ArrayDeque<>();
    private long missed;
    private long missedInAll;
    private boolean ended;
    private boolean closed;

    Subscription(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity=" + capacity);
        }
        this.capacity = capacity;
    }

    /** Never waits; false if nobody takes any more. */
    synchronized boolean offer(LiveResult result) {
        if (closed || ended) {
            return false;
        }
        if (results.size() == capacity) {
            results.removeFirst();
            missed++;
            missedInAll++;
        }
        results.addLast(result);
        notifyAll();
        return true;
    }

    /** The next result, waiting for it; null when the session is over and all was taken, or this is closed. */
    public synchronized Delivery take() throws InterruptedException {
        while (results.isEmpty() && !ended && !closed) {
            wait();
        }
        return next();
    }

    /** As {@link #take}, but null too if none came in time; {@link #over} tells the difference. */
    public synchronized Delivery poll(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (results.isEmpty() && !ended && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return next();
    }

    private Delivery next() {
        LiveResult result = results.pollFirst();
        if (result == null) {
            return null;
        }
        Delivery delivery = new Delivery(result, missed);
        missed = 0;
        return delivery;
    }

    /** Whether nothing more will come out of it. */
    public synchronized boolean over() {
        return closed || ended && results.isEmpty();
    }

    /** How many results it has lost in all. */
    public synchronized long missed() {
        return missedInAll;
    }

    /** No more results will come; those inside can still be taken. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Takes no more and forgets what is inside. */
    @Override
    public synchronized void close() {
        closed = true;
        results.clear();
        notifyAll();
    }
}
