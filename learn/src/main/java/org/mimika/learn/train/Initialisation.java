package org.mimika.learn.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mimika.core.BundledModels;
import org.mimika.core.MimikaException;
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
     * Opens what a recipe's {@code init} means.
     *
     * @param init a file, the folder of a run, the name or address of published weights that are in the cache, or a
     *     bundled model's name
     * @return the caller closes it
     * @throws MimikaException if there is none, with what to do
     */
    public static WeightFile open(String init) {
        if (PublishedFile.isMeantBy(init)) {
            return WeightFile.open(WeightCache.ofUser().find(PublishedFile.of(init)));
        }
        Path path = Path.of(init);
        BundledModels bundled = BundledModels.onClassPath();
        if (!Files.exists(path) && bundled.has(init)) {
            return WeightFile.ofOnnx(bundled.read(init), path);
        }
        if (!Files.isDirectory(path)) {
            return WeightFile.open(path);
        }
        Path best = new RunFolder(path).best();
        if (!Files.isRegularFile(best)) {
            throw new MimikaException("no weights to start from: " + best + " does not exist");
        }
        return WeightFile.open(best);
    }

    /**
     * Looks whether the weights that a recipe names fit its network, before anything is begun.
     *
     * @throws MimikaException if they do not, or cannot be read
     */
    public static void check(Recipe recipe) {
        Trainee trainee = Trainee.of(recipe);
        try (WeightFile in = open(recipe.init())) {
            PretrainedWeights.check(
                    in,
                    NamedParameters.of(trainee),
                    Trainee.NETWORK,
                    trainee.network().input());
        }
    }

    /** Loads, and writes into the run's folder what came from where. */
    static LoadReport load(Recipe recipe, Network network, TorchWeights weights, RunFolder run) {
        try (WeightFile in = open(recipe.init())) {
            LoadReport report =
                    PretrainedWeights.load(in, weights.named(), Trainee.NETWORK, network.input(), weights::set);
            run.writeInit(describe(recipe.init(), in, report));
            return report;
        }
    }

    private static Map<String, Object> describe(String init, WeightFile file, LoadReport report) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("init", init);
        described.put("file", file.path().toAbsolutePath().normalize().toString());
        described.put("sha256", file.sha256());
        described.put("holds", report.title());
        described.put("adapted", report.adapted());
        described.put("beginAnew", report.missing());
        described.put("leftOut", report.skipped());
        described.put("loaded", report.loaded());
        return described;
    }
}
