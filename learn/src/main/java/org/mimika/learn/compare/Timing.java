package org.mimika.learn.compare;

import java.util.Arrays;
import org.mimika.learn.eval.Interval;

/**
 * How long a model takes for a batch: from pixels as floats to logits, without reading and resizing.
 *
 * @param model its {@link ModelFacts#name}
 * @param batch faces computed together
 * @param threads threads that computed them
 * @param runs how many batches were timed
 * @param medianMillis of the time of one batch
 * @param medianCi95 its 95% interval, in milliseconds: by order statistics of the medians of the rounds, since batches
 *     that follow each other are alike
 * @param p95Millis 95th percentile of the time of one batch
 * @param facesPerSecond {@code batch} over the median
 */
public record Timing(
        String model,
        int batch,
        int threads,
        int runs,
        double medianMillis,
        Interval medianCi95,
        double p95Millis,
        double facesPerSecond) {
    /** Validates. */
    public Timing {
        Checks.atLeast("batch", 1, batch);
        Checks.atLeast("threads", 1, threads);
        Checks.atLeast("runs", 1, runs);
        Checks.positive("median", medianMillis);
        Checks.require(p95Millis >= medianMillis, "95th percentile", p95Millis, "no less than the median");
        Checks.positive("faces a second", facesPerSecond);
    }

    /** The median for each face of the batch, in milliseconds. */
    public double medianMillisPerFace() {
        return medianMillis / batch;
    }

    /**
     * Sums up measured times.
     *
     * @param where model, batch and threads
     * @param rounds the nanoseconds of each batch, by round; neither the rounds nor one of them empty
     */
    public static Timing of(Lane where, long[][] rounds) {
        long[] nanos = Arrays.stream(rounds).flatMapToLong(Arrays::stream).toArray();
        Percentiles times = Percentiles.of(nanos);
        long[] medians = Arrays.stream(rounds)
                .mapToLong(round -> Math.round(Percentiles.of(round).at(0.5)))
                .toArray();
        Interval ci95 = Percentiles.of(medians).medianCi95();
        double median = times.at(0.5);
        return new Timing(
                where.model(),
                where.batch(),
                where.threads(),
                nanos.length,
                median / 1e6,
                new Interval(Math.min(median, ci95.lo()) / 1e6, Math.max(median, ci95.hi()) / 1e6),
                times.at(0.95) / 1e6,
                where.batch() / (median / 1e9));
    }

    /**
     * What is timed.
     *
     * @param model its {@link ModelFacts#name}
     * @param batch faces computed together
     * @param threads threads that compute them
     */
    public record Lane(String model, int batch, int threads) {}
}
