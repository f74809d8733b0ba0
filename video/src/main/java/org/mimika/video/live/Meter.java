package org.mimika.video.live;

import java.util.Arrays;

/** Counts and times what a session does. Thread-safe; of fixed size. */
final class Meter {
    static final long WINDOW_NANOS = 10_000_000_000L;

    /** Ten seconds at 400 frames a second; at more, the window is shorter. */
    private static final int CAPACITY = 4096;

    private static final long DROP = -1;

    /** A ring of events: when, and the latency of a result or {@link #DROP}. */
    private final long[] at = new long[CAPACITY];

    private final long[] latency = new long[CAPACITY];
    private long startNanos;
    private long events;
    private long frames;
    private long dropped;

    synchronized void result(long nanos, long latencyNanos) {
        frames++;
        add(nanos, Math.max(0, latencyNanos));
    }

    synchronized void drop(long nanos) {
        dropped++;
        add(nanos, DROP);
    }

    private void add(long nanos, long value) {
        if (events == 0) {
            startNanos = nanos; // the time that a source takes to open lowers no rate
        }
        int slot = (int) (events++ % CAPACITY);
        at[slot] = nanos;
        latency[slot] = value;
    }

    synchronized LiveStats stats(long now) {
        long from = events == 0 ? now : Math.max(startNanos, now - WINDOW_NANOS);
        int held = (int) Math.min(events, CAPACITY);
        if (events > CAPACITY) {
            from = Math.max(from, at[(int) (events % CAPACITY)]);
        }
        long[] latencies = new long[held];
        int results = 0;
        int drops = 0;
        for (int i = 0; i < held; i++) {
            if (at[i] >= from && latency[i] == DROP) {
                drops++;
            } else if (at[i] >= from) {
                latencies[results++] = latency[i];
            }
        }
        long[] sorted = Arrays.copyOf(latencies, results);
        Arrays.sort(sorted);
        double seconds = (now - from) / 1e9;
        return new LiveStats(
                frames,
                dropped,
                seconds > 0 ? results / seconds : 0,
                results + drops == 0 ? 0 : (double) drops / (results + drops),
                percentile(sorted, 0.5) / 1e6,
                percentile(sorted, 0.95) / 1e6);
    }

    /** Linear between the two nearest ranks; NaN of nothing. */
    static double percentile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
