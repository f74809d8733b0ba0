package org.mimika.learn.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.mimika.learn.compare.Timing;

/**
 * Times models side by side. In each round every model has its turn, A B C A B C, so that a machine that slows down or
 * speeds up while it is measured does so for all of them. A turn is several batches, of which the first does not count:
 * it brings back into the caches what the other models threw out. One round before the first warms up.
 *
 * @param rounds that count
 * @param turnMillis how long the turn that warms up lasts at least; the others have as many batches
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
                track.turn();
            }
            afterRound.run();
        }
        return tracks.stream().map(Track::timing).toList();
    }

    /** One runner and its times so far. */
    private final class Track {
        private final Runner runner;
        private final List<long[]> turns = new ArrayList<>();

        Track(Runner runner) {
            this.runner = runner;
        }

        /** As many batches as the first turn had time for, so that each round counts the same. */
        void turn() {
            runner.batch().run();
            List<Long> nanos = new ArrayList<>();
            long begin = clock.getAsLong();
            long now = begin;
            while (turns.isEmpty()
                    ? nanos.size() < Effort.RUNS_A_TURN || now - begin < turnMillis * 1_000_000
                    : nanos.size() < turns.get(0).length) {
                long before = now;
                runner.batch().run();
                now = clock.getAsLong();
                nanos.add(now - before);
            }
            turns.add(nanos.stream().mapToLong(Long::longValue).toArray());
        }

        /** Without the first turn, which warms up. */
        Timing timing() {
            return Timing.of(runner.lane(), turns.stream().skip(1).toArray(long[][]::new));
        }
    }
}
