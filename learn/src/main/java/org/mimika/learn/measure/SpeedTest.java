package org.mimika.learn.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.mimika.learn.compare.Timing;

/**
 * Times models side by side. In each round every model has its turn, A B C A B C, so that a machine that slows down or
 * speeds up while it is measured does so for all of them. A turn is several batches, of which the first does not count:
 * it brings back into the caches what the other models threw out. One round before the first warms up.
 *
 * @param rounds that count
 * @param turnMillis how long a turn lasts at least
 * @param clock nanoseconds that never go back
 */
record SpeedTest(int rounds, long turnMillis, LongSupplier clock) {
    /**
     * A model at work.
     *
     * @param lane what it is
     * @param batch computes one batch
     */
    record Runner(Timing.Lane lane, Runnable batch) {}

    /**
     * Measures.
     *
     * @param afterRound runs after each round, the one that warms up too
     * @return one timing a runner, in their order
     */
    List<Timing> measure(List<Runner> runners, Runnable afterRound) {
        List<Track> tracks = runners.stream().map(Track::new).toList();
        for (int round = 0; round <= rounds; round++) {
            for (Track track : tracks) {
                track.turn(round > 0);
            }
            afterRound.run();
        }
        List<Timing> timings = new ArrayList<>();
        for (Track track : tracks) {
            timings.add(Timing.of(track.runner.lane(), Arrays.copyOf(track.nanos, track.runs)));
        }
        return timings;
    }

    /** One runner and its times so far. */
    private final class Track {
        private final Runner runner;
        private long[] nanos = new long[64];
        private int runs;

        Track(Runner runner) {
            this.runner = runner;
        }

        void turn(boolean counts) {
            runner.batch().run();
            long begin = clock.getAsLong();
            long now = begin;
            for (int run = 0; run < Effort.RUNS_A_TURN || now - begin < turnMillis * 1_000_000; run++) {
                long before = now;
                runner.batch().run();
                now = clock.getAsLong();
                if (counts) {
                    nanos = runs == nanos.length ? Arrays.copyOf(nanos, 2 * runs) : nanos;
                    nanos[runs++] = now - before;
                }
            }
        }
    }
}
