package org.mimika.video;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A bounded queue from one stage to the next that cannot hang: its producer ends it, its consumer cancels it, and either
 * wakes the other. It owns the items inside and closes those that nobody will take. Thread-safe.
 */
final class Channel<T extends Channel.Item> {
    /** Something that holds memory. */
    interface Item {
        void close();
    }

    private final Deque<T> items = new ArrayDeque<>();
    private final int capacity;
    private final boolean newestWins;
    private boolean ended;
    private boolean cancelled;
    private long dropped;

    /**
     * An empty channel.
     *
     * @param newestWins whether a full channel drops its oldest item instead of making the producer wait
     */
    Channel(int capacity, boolean newestWins) {
        this.capacity = capacity;
        this.newestWins = newestWins;
    }

    /** Takes over the item, waiting for room; false, and the item closed, if nobody will take it any more. */
    synchronized boolean put(T item) throws InterruptedException {
        try {
            while (items.size() >= capacity && !cancelled) {
                if (newestWins) {
                    items.removeFirst().close();
                    dropped++;
                } else {
                    wait();
                }
            }
        } catch (InterruptedException e) {
            item.close();
            throw e;
        }
        if (cancelled) {
            item.close();
            return false;
        }
        items.addLast(item);
        notifyAll();
        return true;
    }

    /** The next item, which the caller then owns, waiting for it; null after the last. */
    synchronized T take() throws InterruptedException {
        while (items.isEmpty() && !ended && !cancelled) {
            wait();
        }
        T item = items.pollFirst();
        notifyAll();
        return item;
    }

    /** No more items will come; those inside can still be taken. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** No more items will be taken. */
    synchronized void cancel() {
        cancelled = true;
        items.forEach(Item::close);
        items.clear();
        notifyAll();
    }

    /** Items dropped because newer ones won. */
    synchronized long dropped() {
        return dropped;
    }
}
