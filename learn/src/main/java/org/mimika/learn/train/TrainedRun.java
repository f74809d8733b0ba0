package org.mimika.learn.train;

import java.nio.file.Files;
import java.util.List;
import org.mimika.core.MimikaException;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.zoo.Zoo;

/**
 * The result of a training run: its network with the averaged weights of the best epoch, or of the last one. Owns the
 * weights until closed.
 *
 * @param recipe that was followed, in the last part at least
 * @param changes of the recipe while the run was under way, in words; none as a rule
 * @param info where the run comes from
 * @param last whether these are the last epoch's weights, whatever PublicTest says of them
 * @param progress where the checkpoint stands; the last epoch counts as its best where that one was asked for
 * @param epochs that were trained so far, also those after the best
 * @param network the architecture
 * @param weights the averaged weights
 */
public record TrainedRun(
        Recipe recipe,
        List<String> changes,
        RunInfo info,
        boolean last,
        Progress progress,
        List<EpochReport> epochs,
        Network network,
        TorchWeights weights)
        implements AutoCloseable {
    /** Of {@link #smoothing}: the provenance key of an export. */
    public static final String SMOOTHING = "label_smoothing";

    /** Copies. */
    public TrainedRun {
        changes = List.copyOf(changes);
        epochs = List.copyOf(epochs);
    }

    /**
     * Reads the best checkpoint to the CPU.
     *
     * @throws MimikaException if the folder is not a run, or one without labels, or no epoch is done
     */
    public static TrainedRun best(RunFolder folder) {
        return best(folder, Device.CPU);
    }

    /** {@link #best(RunFolder)}, to a device. */
    public static TrainedRun best(RunFolder folder, Device device) {
        return read(folder, device, false);
    }

    /**
     * Reads what the last epoch ended with to the CPU: for a run that was trained for something that PublicTest does not
     * show, so that it cannot choose.
     *
     * @throws MimikaException as above, and if the run stands within an epoch
     */
    public static TrainedRun last(RunFolder folder) {
        return read(folder, Device.CPU, true);
    }

    private static TrainedRun read(RunFolder folder, Device device, boolean last) {
        Recipe recipe = folder.readRecipe();
        RunInfo info = folder.readInfo();
        if (recipe.pretraining().any()) {
            throw new MimikaException(folder.path() + " was pre-trained without labels and cannot answer yet:"
                    + " train from it with mimika train ... --init " + folder.path());
        }
        if (!Files.isRegularFile(folder.best())) {
            throw new MimikaException(folder.path() + " has no best.safetensors yet: no epoch is done");
        }
        Network network = Zoo.create(recipe.model(), new Zoo.Options(recipe.side(), 0, 0));
        TorchWeights weights = TorchWeights.empty(network, device);
        try {
            Progress progress = Checkpoint.readNetwork(last ? folder.last() : folder.best(), weights);
            if (last && progress.batch() > 0) {
                throw new MimikaException(folder.path() + " stands within epoch " + (progress.epoch() + 1)
                        + ": finish it with mimika train --resume, or take its best network");
            }
            return new TrainedRun(
                    recipe,
                    folder.changes().lines(),
                    info,
                    last,
                    last ? progress.bestAt(progress.epoch(), recipe.smoothing(progress.epoch())) : progress,
                    RunMetrics.read(folder.metrics()),
                    network,
                    weights);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /**
     * The share of label smoothing in what the weights have learnt; where their checkpoint does not tell, that which the
     * recipe gave their epoch.
     */
    public double smoothing() {
        double known = progress.best().smoothing();
        return Double.isNaN(known) ? recipe.smoothing(progress.best().epoch()) : known;
    }

    @Override
    public void close() {
        weights.close();
    }
}
