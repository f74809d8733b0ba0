package org.mimika.learn.train;

/** What an epoch brought: one row of {@code metrics.csv}. */
public sealed interface EpochRow permits EpochReport, PretrainingReport {
    /** The row, in the order of its header. */
    String csv();

    /** How good the averaged weights are; higher is better. The best epoch's are kept. */
    double score();

    /** Tells the listener of it. */
    void tell(TrainingListener listener);
}
