package org.mimika.learn.measure;

import java.util.List;
import org.mimika.learn.data.Split;

/**
 * What a comparison measures.
 *
 * @param split whose faces
 * @param seed fixes which faces are drawn and how they are disturbed
 * @param threads numbers of threads that are timed, rising; the last one serves for everything else
 * @param effort how much
 */
public record Plan(Split split, long seed, List<Integer> threads, Effort effort) {
    /** Validates and copies. */
    public Plan {
        threads = List.copyOf(threads);
        if (threads.isEmpty()
                || !threads.equals(threads.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException("threads " + threads + ": expected rising numbers");
        }
    }

    /** The threads of everything that is not about speed. */
    int mostThreads() {
        return threads.get(threads.size() - 1);
    }
}
