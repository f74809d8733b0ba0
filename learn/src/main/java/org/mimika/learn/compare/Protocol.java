package org.mimika.learn.compare;

import java.util.List;

/**
 * How the report was made: enough to repeat it.
 *
 * @param command the command line
 * @param created when the report was put together, ISO 8601 in UTC
 * @param seed fixes all that is random
 * @param quick whether it was the short form, on fewer faces and runs
 * @param batches batch sizes that were timed
 * @param threads numbers of threads that were timed
 * @param timedRuns batches that were timed of each model, batch size and number of threads, at least
 * @param robustnessFaces faces that were disturbed
 */
public record Protocol(
        String command,
        String created,
        long seed,
        boolean quick,
        List<Integer> batches,
        List<Integer> threads,
        int timedRuns,
        int robustnessFaces) {
    /** Copies. */
    public Protocol {
        batches = List.copyOf(batches);
        threads = List.copyOf(threads);
    }
}
