package org.mimika.bench.cases;

/** A piece of work that can be repeated and timed. Used by one thread; the opener closes it. */
public interface Workload extends AutoCloseable {
    /**
     * Does the work once.
     *
     * @return how many items (faces, frames) it dealt with, positive
     */
    int run();

    @Override
    void close();
}
