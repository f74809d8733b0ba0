package org.mimika.learn.measure;

/** Hears how far a comparison is. */
@FunctionalInterface
public interface Stages {
    /**
     * Something was measured.
     *
     * @param what the stage, such as {@code accuracy of hybrid}
     * @param done how much of it
     * @param total of how much
     */
    void progress(String what, long done, long total);
}
