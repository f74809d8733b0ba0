package org.mimika.learn.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mimika.core.MimikaException;
import org.mimika.core.Sha256;
import org.mimika.learn.nn.NamedParameters;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.weights.LoadReport;
import org.mimika.learn.weights.PretrainedWeights;
import org.mimika.learn.weights.PublishedFile;
import org.mimika.learn.weights.WeightCache;
import org.mimika.learn.weights.WeightFile;

/** Starts weights from a file: published ones, another run's, or an encoder's. */
public final class Initialisation {
    private Initialisation() {}

    /**
     * The file that a recipe's {@code init} means.
     *
     * @param init a file, the folder of a run, or the name or address of published weights that are in the cache
     * @throws MimikaException if there is none, with what to do
     */
    public static Path locate(String init) {
        if (PublishedFile.isMeantBy(init)) {
            return WeightCache.ofUser().find(PublishedFile.of(init));
        }
        Path path = Path.of(init);
        if (!Files.isDirectory(path)) {
            return path;
        }
        Path best = new RunFolder(path).best();
        if (!Files.isRegularFile(best)) {
            throw new MimikaException("no weights to start from: " + best + " does not exist");
        }
        return best;
    }

    /**
     * Looks whether the weights that a recipe names fit its network, before anything is begun.
     *
     * @throws MimikaException if they do not, or cannot be read
     */
    public static void check(Recipe recipe) {
        Trainee trainee = Trainee.of(recipe);
        try (WeightFile in = WeightFile.open(locate(recipe.init()))) {
            PretrainedWeights.check(
                    in,
                    NamedParameters.of(trainee),
                    Trainee.NETWORK,
                    trainee.network().input());
        }
    }

    /** Loads, and writes into the run's folder what came from where. */
    static LoadReport load(Recipe recipe, Network network, TorchWeights weights, RunFolder run) {
        Path file = locate(recipe.init());
        LoadReport report;
        try (WeightFile in = WeightFile.open(file)) {
            report = PretrainedWeights.load(in, weights.named(), Trainee.NETWORK, network.input(), weights::set);
        }
        run.writeInit(describe(recipe.init(), file, report));
        return report;
    }

    private static Map<String, Object> describe(String init, Path file, LoadReport report) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("init", init);
        described.put("file", file.toAbsolutePath().normalize().toString());
        described.put("sha256", Sha256.of(file));
        described.put("holds", report.title());
        described.put("adapted", report.adapted());
        described.put("beginAnew", report.missing());
        described.put("leftOut", report.skipped());
        described.put("loaded", report.loaded());
        return described;
    }
}
