package org.mimika.learn.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mimika.core.BundledModels;
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
import org.mimika.learn.zoo.ResNet50;

/** Starts weights from a file: published ones, another run's, or an encoder's. */
public final class Initialisation {
    private Initialisation() {}

    /**
     * What a recipe's {@code init} means.
     *
     * @param path a file; of a bundled model its name
     * @param bundled the bytes of a bundled model's file, or null
     */
    private record Found(Path path, byte[] bundled) {}

    /**
     * Opens what a recipe's {@code init} means.
     *
     * @param init a file, the folder of a run, the name or address of published weights that are in the cache, or a
     *     bundled model's name; a file or run that is there goes before a bundled model
     * @return the caller closes it
     * @throws MimikaException if there is none, with what to do
     */
    public static WeightFile open(String init) {
        Found found = find(init);
        return found.bundled() == null
                ? WeightFile.open(found.path())
                : WeightFile.ofOnnx(found.bundled(), found.path());
    }

    /**
     * The SHA-256 of it, whatever it holds.
     *
     * @throws MimikaException if there is none, with what to do
     */
    public static String sha256(String init) {
        Found found = find(init);
        return found.bundled() == null ? Sha256.of(found.path()) : Sha256.of(found.bundled());
    }

    private static Found find(String init) {
        if (PublishedFile.isMeantBy(init)) {
            return new Found(WeightCache.ofUser().find(PublishedFile.of(init)), null);
        }
        Path path = Path.of(init);
        Path best = new RunFolder(path).best();
        if (Files.isRegularFile(path) || Files.isRegularFile(best)) {
            return new Found(Files.isRegularFile(path) ? path : best, null);
        }
        BundledModels bundled = BundledModels.onClassPath();
        if (bundled.has(init)) { // also where a folder has that name: a run's own may
            return new Found(path, bundled.read(init));
        }
        throw new MimikaException("no weights to start from: "
                + (Files.isDirectory(path) ? best + " does not exist" : "no such file or run: " + init) + "; "
                + bundled.inventory());
    }

    /** Whether that is a run that has learnt no labels: its head answers nothing yet. */
    static boolean isWithoutLabels(String init) {
        if (PublishedFile.isMeantBy(init)) {
            return false;
        }
        RunFolder run = new RunFolder(Path.of(init));
        return Files.isRegularFile(run.recipe())
                && run.readRecipe().pretraining().any();
    }

    /**
     * Looks whether the weights that a recipe names fit its network, before anything is begun.
     *
     * @throws MimikaException if they do not, or cannot be read
     */
    public static void check(Recipe recipe) {
        Trainee trainee = Trainee.of(recipe);
        try (WeightFile in = open(recipe.init())) {
            boolean grown = PretrainedWeights.check(
                    in,
                    NamedParameters.of(trainee),
                    Trainee.NETWORK,
                    trainee.network().input());
            if (grown && trainee.network() instanceof ResNet50 resnet && resnet.pools()) {
                throw new MimikaException(
                        in.path() + " holds a seed of a ResNet without pooling behind its stem, which " + recipe.model()
                                + " has: train --model resnet50");
            }
        }
    }

    /** Loads, and writes into the run's folder what came from where. */
    static LoadReport load(Recipe recipe, Network network, TorchWeights weights, RunFolder run) {
        try (WeightFile in = open(recipe.init())) {
            LoadReport report = PretrainedWeights.load(
                    in,
                    weights.named(),
                    Trainee.NETWORK,
                    network.input(),
                    new PretrainedWeights.Values(weights::values, weights::set));
            run.writeInit(describe(recipe.init(), in, report));
            return report;
        }
    }

    private static Map<String, Object> describe(String init, WeightFile file, LoadReport report) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("init", init);
        boolean bundled = !Files.isRegularFile(file.path());
        described.put(
                "file",
                bundled
                        ? "bundled model '" + file.path() + "'"
                        : file.path().toAbsolutePath().normalize().toString());
        described.put("sha256", file.sha256());
        described.put("holds", report.title());
        described.put("grown", report.grown());
        described.put("adapted", report.adapted());
        described.put("beginAnew", report.missing());
        described.put("leftOut", report.skipped());
        described.put("loaded", report.loaded());
        return described;
    }
}
