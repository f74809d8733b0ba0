package org.mimika.server.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.mimika.video.FrameResult;

/** A source's last results, in memory; the oldest go when it is full. Thread-safe. */
public final class History {
    private final int capacity;
    private final Deque<FrameResult> results = new ArrayDeque<>();
    private long rows;
    private boolean complete = true;

    /**
     * An empty one.
     *
     * @param capacity how many rows it remembers, positive: one for each frame and one for each face in it. A row takes
     *     about 150 bytes
     */
    public History(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity=" + capacity);
        }
        this.capacity = capacity;
    }

    synchronized void add(FrameResult result) {
        results.addLast(result);
        rows += rows(result);
        while (rows > capacity && results.size() > 1) {
            rows -= rows(results.removeFirst());
            complete = false;
        }
    }

    private static int rows(FrameResult result) {
        return 1 + result.faces().size();
    }

    /** Whether it still holds every result that there was. */
    public synchronized boolean complete() {
        return complete;
    }

    /** The frames from this presentation time on, and before that one, in order. */
    public List<FrameResult> between(long fromMillis, long toMillis) {
        List<FrameResult> all;
        synchronized (this) {
            all = new ArrayList<>(results);
        }
        return all.stream()
                .filter(result -> result.ptsMillis() >= fromMillis && result.ptsMillis() < toMillis)
                .toList();
    }

    /**
     * The course of a stretch of time in equal parts.
     *
     * @param fromMillis its beginning; a time before the first frame is moved to that
     * @param toMillis its end; a time after the last frame is moved behind that
     * @param buckets how many parts, positive
     */
    public Course course(long fromMillis, long toMillis, int buckets) {
        long first;
        long last;
        synchronized (this) {
            if (results.isEmpty()) {
                return Course.EMPTY;
            }
            first = results.getFirst().ptsMillis();
            last = results.getLast().ptsMillis();
        }
        long from = Math.max(first, Math.min(fromMillis, last));
        long to = Math.min(last + 1, Math.max(toMillis, from + 1));
        return Course.of(between(from, to), new Course.Span(first, last), new Course.Span(from, to), buckets);
    }
}
