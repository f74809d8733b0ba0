package org.mimika.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.mimika.bench.cases.Case;
import org.mimika.bench.cases.Workload;

/**
 * Times cases side by side: in each round every case has its turn, so that a machine that slows down or speeds up while
 * it is measured does so for all of them. One round before the first warms up and does not count.
 *
 * @param rounds turns of each case, positive
 * @param turnMillis how long a turn lasts at least, at least one run
 * @param clock nanoseconds that never go back
 */
record Harness(int rounds, long turnMillis, LongSupplier clock) {
    Harness {
        if (rounds < 1 || turnMillis < 0) {
            throw new IllegalArgumentException("rounds=" + rounds + " turnMillis=" + turnMillis);
        }
    }

    /**
     * Measures.
     *
     * @param progress hears what is being measured
     * @return one measurement per case, in their order
     */
    List<Measurement> measure(List<Case> cases, Consumer<String> progress) {
        List<Lane> lanes = new ArrayList<>();
        try {
            for (Case one : cases) {
                progress.accept("opening " + one.name());
                lanes.add(new Lane(one, one.open().get()));
            }
            for (int round = 0; round <= rounds; round++) {
                progress.accept(round == 0 ? "warming up" : "round " + round + " of " + rounds);
                for (Lane lane : lanes) {
                    lane.turn(round > 0);
                }
            }
            return lanes.stream().map(Lane::measurement).toList();
        } finally {
            lanes.forEach(lane -> lane.work.close());
        }
    }

    /** One case and its times so far. */
    private final class Lane {
        private final Case what;
        private final Workload work;
        private long[] nanos = new long[64];
        private int runs;
        private int items;

        Lane(Case what, Workload work) {
            this.what = what;
            this.work = work;
        }

        void turn(boolean counts) {
            long begin = clock.getAsLong();
            long now = begin;
            do {
                long before = now;
                items = work.run();
                now = clock.getAsLong();
                if (counts) {
                    nanos = runs == nanos.length ? Arrays.copyOf(nanos, 2 * runs) : nanos;
                    nanos[runs++] = now - before;
                }
            } while (now - begin < turnMillis * 1_000_000);
        }

        Measurement measurement() {
            return Measurement.of(what, items, Arrays.copyOf(nanos, runs));
        }
    }
}
