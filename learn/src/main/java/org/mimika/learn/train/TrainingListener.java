package org.mimika.learn.train;

/** Hears of a run's progress, on the training thread. */
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * After a step.
     *
     * @param epoch the running epoch, counted from 1
     * @param batch batches done of it
     * @param batches batches in an epoch
     * @param loss mean loss of the epoch so far
     * @param rate the learning rate
     */
    default void onStep(int epoch, int batch, int batches, double loss, double rate) {}

    /** After an epoch of training on labels and its evaluation; epoch 0 is the weights that a run began with. */
    default void onEpoch(EpochReport report) {}

    /** After an epoch of pre-training and its evaluation. */
    default void onEpoch(PretrainingReport report) {}
}
