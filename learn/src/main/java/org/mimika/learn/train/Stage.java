package org.mimika.learn.train;

/**
 * A stretch of a run with a schedule and an optimiser of its own. Fine-tuning has two: the head alone, which would else
 * send the noise of its random start through what was trained before, then all, with a smaller rate below the head.
 * The last epochs' plain faces and labels are within the last.
 *
 * @param begin its first step, counted from 0 over the run
 * @param schedule of the head's rate, by the steps of the stage
 * @param encoderRate share of that rate below the head; 0 where all but the head stands still
 * @param plain whether faces stay whole and targets are the labels' alone at that step, whatever the recipe does before
 */
record Stage(long begin, Schedule schedule, double encoderRate, boolean plain) {
    /**
     * The stage that a step belongs to; a function of the recipe and the step alone, so that a run resumes anywhere.
     *
     * @param batches steps of an epoch
     */
    static Stage of(Recipe recipe, int batches, long step) {
        long head = (long) recipe.finetune().headEpochs() * batches;
        long all = (long) recipe.epochs() * batches;
        boolean plain = recipe.isPlain(Math.toIntExact(step / batches) + 1);
        return step < head
                ? new Stage(0, schedule(recipe, batches, head), 0, plain)
                : new Stage(
                        head,
                        schedule(recipe, batches, all - head),
                        recipe.finetune().encoderRate(),
                        plain);
    }

    private static Schedule schedule(Recipe recipe, int batches, long steps) {
        Recipe.Optimiser optimiser = recipe.optimiser();
        // A stage of an epoch or two would else end before its rate has come down.
        long warmup = Math.min(Math.round(optimiser.warmupEpochs() * batches), steps / 2);
        return new Schedule(optimiser.rate(), optimiser.floor(), warmup, steps);
    }

    /** The head's rate. */
    double rate(long step) {
        return schedule.rate(step - begin);
    }

    /** Whether the optimiser begins here. */
    boolean begins(long step) {
        return step == begin;
    }

    boolean headOnly() {
        return encoderRate == 0;
    }
}
