package org.mimika.learn.train;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.Split;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.weights.LoadReport;

/**
 * The training loop, of every {@link Task}: trains, and after each epoch has the averaged weights judged, by which the
 * best checkpoint is chosen. On labels it trains on Training and judges by PublicTest; a recipe with self-supervised
 * heads looks at Training alone. PrivateTest is never looked at.
 *
 * <p>Belongs to one thread. Owns native memory until closed.
 */
public final class Trainer implements AutoCloseable {
    private final Recipe recipe;
    private final RunFolder folder;
    private final TrainingListener listener;
    private final Task task;
    private final TorchWeights weights;
    private final TorchWeights average;
    private final Optimiser optimiser;
    private final TrainingStep step;
    private final Optional<Sharpness> sharpness;
    private final Randomness randomness;
    private final RateFactors factors;
    private final int batches;

    private Progress progress = Progress.START;
    private List<LoadReport> loaded = List.of();
    private long startedNanos;

    /** {@link #Trainer(Recipe, FaceSet, RunFolder, TrainingListener, Device)} on the CPU. */
    public Trainer(Recipe recipe, FaceSet faces, RunFolder folder, TrainingListener listener) {
        this(recipe, faces, folder, listener, Device.CPU);
    }

    /**
     * Prepares a run.
     *
     * @param recipe what to do
     * @param faces the data; must hold Training, and PublicTest where the recipe trains on labels
     * @param folder where the run lives; a checkpoint in it is continued
     * @param listener hears of the progress
     * @param device where it is trained
     */
    public Trainer(Recipe recipe, FaceSet faces, RunFolder folder, TrainingListener listener, Device device) {
        this.recipe = recipe;
        this.folder = folder;
        this.listener = listener;
        task = Task.of(recipe, faces);
        batches = Math.max(1, task.faces() / recipe.batch()); // the faces left over wait for another epoch
        weights = TorchWeights.initialised(task.trainee(), recipe.seed(), device);
        average = TorchWeights.empty(task.trainee(), device);
        factors = new RateFactors(task.trainee(), task.network(), device);
        optimiser = new Optimiser(recipe.optimiser(), weights);
        step = task.step(weights);
        double radius = recipe.optimiser().sharpness();
        sharpness = radius == 0 ? Optional.empty() : Optional.of(new Sharpness(radius, weights));
        begin(faces);
        randomness = Randomness.of(recipe.seed(), folder.origins());
    }

    /** Where the folder's checkpoint stands, or else at the start. */
    private void begin(FaceSet faces) {
        try {
            if (folder.hasCheckpoint()) {
                progress = Checkpoint.read(folder.last(), weights, average, optimiser);
            } else {
                if (!recipe.origins().isEmpty()) {
                    loaded = Initialisation.load(recipe, task.network(), weights, folder);
                    if (loaded.get(0).grown()) { // the only one then: a mean of several takes none
                        Recentring.rewrite(task.network(), weights, faces.require(Split.TRAINING));
                    }
                }
                average.copyFrom(weights);
            }
            folder.changes().follow(recipe, progress.epoch());
        } catch (RuntimeException e) {
            close(); // nobody else can, as the constructor fails
            throw e;
        }
    }

    /** What the weights started from; empty where they began anew or from this run's own checkpoint. */
    public List<LoadReport> loaded() {
        return loaded;
    }

    /** Where the run stands. */
    public Progress progress() {
        return progress;
    }

    /**
     * Trains until the recipe's last epoch or until a stop is requested.
     *
     * @param stopRequested asked before each step; a stop leaves a checkpoint
     * @return true if the run is complete
     * @throws MimikaException if the loss or its gradient is no longer finite; the last epoch's checkpoint stays
     */
    public boolean run(BooleanSupplier stopRequested) {
        startedNanos = System.nanoTime();
        folder.truncateMetrics(task.header(), progress.epoch());
        if (progress.equals(Progress.START) && beginsTrained()) {
            judgeStart();
        }
        while (progress.epoch() < recipe.epochs()) {
            if (!epoch(stopRequested)) {
                save();
                return false;
            }
        }
        return true;
    }

    /** Whether it begins with weights, of the head as well, that have learnt what is judged here. */
    private boolean beginsTrained() {
        return !loaded.isEmpty()
                && loaded.stream().allMatch(origin -> origin.isWhole(Trainee.NETWORK))
                && !recipe.pretraining().any()
                && recipe.origins().stream().noneMatch(Initialisation::isWithoutLabels);
    }

    /** What was trained before may be better than all that follows: it is the best so far, after no epoch. */
    private void judgeStart() {
        EpochRow row = task.judge(average, new Task.Finished(0, 0, Double.NaN, this::seconds));
        double smoothing = Initialisation.smoothing(recipe.origins());
        progress = new Progress(0, 0, 0, new Progress.Best(row.score(), 0, smoothing), seconds());
        startedNanos = System.nanoTime();
        Checkpoint.write(folder.best(), weights, average, optimiser, progress);
        row.tell(listener);
    }

    /** The rest of an epoch and its evaluation; false if stopped before its end. */
    private boolean epoch(BooleanSupplier stopRequested) {
        int epoch = progress.epoch();
        int[] order = randomness.order(epoch, task.faces());
        while (progress.batch() < batches) {
            if (stopRequested.getAsBoolean()) {
                return false;
            }
            batch(order, (long) epoch * batches + progress.batch());
        }
        EpochRow row = judge(epoch + 1);
        boolean best = row.score() > progress.best().score();
        Progress.Best judged = new Progress.Best(row.score(), epoch + 1, step.smoothing(epoch + 1));
        progress = new Progress(epoch + 1, 0, 0, best ? judged : progress.best(), seconds());
        startedNanos = System.nanoTime();
        // The newest checkpoint last: a run killed in between does this epoch's end again.
        folder.appendMetrics(row);
        if (best) {
            Checkpoint.write(folder.best(), weights, average, optimiser, progress);
        }
        save();
        row.tell(listener);
        return true;
    }

    private void batch(int[] order, long at) {
        int from = progress.batch() * recipe.batch();
        int to = Math.min(from + recipe.batch(), order.length);
        Stage stage = Stage.of(recipe, batches, at);
        double rate = stage.rate(at);
        if (stage.begins(at)) {
            optimiser.restart();
        }
        // A function of the step, so that a second pass sees what the first one saw.
        DoubleSupplier pass = () -> {
            torch.manual_seed(randomness.torchSeed(at));
            return step.run(order, from, to, randomness.augmentation(at), stage);
        };
        double loss = pass.getAsDouble();
        sharpness.ifPresent(nearby -> {
            nearby.climb();
            pass.getAsDouble();
            nearby.comeBack();
        });
        double norm = optimiser.step(at - stage.begin(), rate, factors.of(stage));
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new MimikaException("the training diverged in epoch " + (progress.epoch() + 1) + ", step "
                    + (progress.batch() + 1) + " of " + batches + ": the loss is " + loss
                    + ", the gradient's norm " + norm + "; begin anew with a lower optimiser.rate");
        }
        follow(at);
        int done = progress.batch() + 1;
        double lossSum = progress.lossSum() + loss;
        progress = new Progress(progress.epoch(), done, lossSum, progress.best(), progress.seconds());
        listener.onStep(progress.epoch() + 1, done, batches, lossSum / done, rate);
    }

    /** The average follows the weights; at the start, when it has little to remember, faster. */
    private void follow(long at) {
        double memory = Math.min(recipe.optimiser().average(), (1.0 + at) / (10.0 + at));
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            average.flat().lerp_(weights.flat(), new Scalar(1 - memory));
        }
    }

    private EpochRow judge(int epoch) {
        long last = (long) epoch * batches - 1;
        double rate = Stage.of(recipe, batches, last).rate(last);
        return task.judge(average, new Task.Finished(epoch, rate, progress.lossSum() / batches, this::seconds));
    }

    private double seconds() {
        return progress.seconds() + (System.nanoTime() - startedNanos) / 1e9;
    }

    private void save() {
        Progress now = progress;
        if (now.batch() > 0) { // stopped within an epoch: the time since the last save counts
            now = new Progress(now.epoch(), now.batch(), now.lossSum(), now.best(), seconds());
        }
        Checkpoint.write(folder.last(), weights, average, optimiser, now);
    }

    @Override
    public void close() {
        sharpness.ifPresent(Sharpness::close);
        step.close();
        optimiser.close();
        factors.close();
        average.close();
        weights.close();
    }
}
