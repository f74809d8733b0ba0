package org.mimika.learn.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.mimika.core.MimikaException;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.weights.SafeTensors;

/** Starts weights from those of another run. */
final class Initialisation {
    private Initialisation() {}

    /**
     * Takes over every averaged weight of the best epoch whose name and shape are the same; what the other run lacks
     * keeps its random start.
     *
     * @throws MimikaException if nothing fits
     */
    static void from(String run, TorchWeights weights) {
        Path file = new RunFolder(Path.of(run)).best();
        if (!Files.isRegularFile(file)) {
            throw new MimikaException("no weights to start from: " + file + " does not exist");
        }
        SafeTensors content = SafeTensors.read(file);
        long fitting = weights.named().entrySet().stream()
                .filter(entry -> {
                    SafeTensors.Values values = content.tensors().get(Checkpoint.AVERAGE + entry.getKey());
                    boolean fits = values != null
                            && Arrays.equals(values.shape(), entry.getValue().shape());
                    if (fits) {
                        weights.set(entry.getKey(), values.data());
                    }
                    return fits;
                })
                .count();
        if (fitting == 0) {
            throw new MimikaException("nothing of " + file + " fits the network");
        }
    }
}
