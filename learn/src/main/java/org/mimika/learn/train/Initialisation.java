package org.mimika.learn.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mimika.core.BundledModels;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;
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

/**
 * Starts weights from a file: published ones, another run's, or an encoder's. Or from the mean of several networks that
 * have a history in common (Wortsman et al., "Model soups", 2022): where they lie in one valley of the loss, their mean
 * often lies deeper.
 */
public final class Initialisation {
    private Initialisation() {}

    /**
     * What a name in a recipe's {@code init} means.
     *
     * @param path a file; of a bundled model its name
     * @param bundled the bytes of a bundled model's file, or null
     */
    private record Found(Path path, byte[] bundled) {}

    /**
     * Opens what a name in a recipe's {@code init} means.
     *
     * @param origin a file, the folder of a run, the name or address of published weights that are in the cache, or a
     *     bundled model's name; a file or run that is there goes before a bundled model
     * @return the caller closes it
     * @throws MimikaException if there is none, with what to do
     */
    public static WeightFile open(String origin) {
        Found found = find(origin);
        return found.bundled() == null
                ? WeightFile.open(found.path())
                : WeightFile.ofOnnx(found.bundled(), found.path());
    }

    /**
     * The SHA-256 of it, whatever it holds.
     *
     * @throws MimikaException if there is none, with what to do
     */
    public static String sha256(String origin) {
        Found found = find(origin);
        return found.bundled() == null ? Sha256.of(found.path()) : Sha256.of(found.bundled());
    }

    private static Found find(String origin) {
        if (PublishedFile.isMeantBy(origin)) {
            return new Found(WeightCache.ofUser().find(PublishedFile.of(origin)), null);
        }
        Path path = Path.of(origin);
        Path best = new RunFolder(path).best();
        if (Files.isRegularFile(path) || Files.isRegularFile(best)) {
            return new Found(Files.isRegularFile(path) ? path : best, null);
        }
        BundledModels bundled = BundledModels.onClassPath();
        if (bundled.has(origin)) { // also where a folder has that name: a run's own may
            return new Found(path, bundled.read(origin));
        }
        throw new MimikaException("no weights to start from: "
                + (Files.isDirectory(path) ? best + " does not exist" : "no such file or run: " + origin) + "; "
                + bundled.inventory());
    }

    /** Whether that is a run that has learnt no labels: its head answers nothing yet. */
    static boolean isWithoutLabels(String origin) {
        if (PublishedFile.isMeantBy(origin)) {
            return false;
        }
        RunFolder run = new RunFolder(Path.of(origin));
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
        for (String origin : recipe.origins()) {
            try (WeightFile in = open(origin)) {
                LoadReport report = PretrainedWeights.check(
                        in,
                        NamedParameters.of(trainee),
                        Trainee.NETWORK,
                        trainee.network().input());
                requireUsable(report, recipe, trainee.network());
            }
        }
    }

    /**
     * The share of label smoothing in what such networks have learnt, the mean of several ones; NaN where one does not
     * tell: older files do not.
     */
    static double smoothing(List<String> origins) {
        return origins.stream()
                .mapToDouble(origin -> {
                    try (WeightFile in = open(origin)) {
                        String inFile = in.metadata().get(ModelMetadata.PROVENANCE + TrainedRun.SMOOTHING);
                        String inRun = in.metadata().getOrDefault(Checkpoint.SMOOTHING, "NaN");
                        return Double.parseDouble(inFile == null ? inRun : inFile);
                    } catch (NumberFormatException e) {
                        return Double.NaN;
                    }
                })
                .average()
                .orElse(Double.NaN);
    }

    private static void requireUsable(LoadReport report, Recipe recipe, Network network) {
        if (report.grown() && network instanceof ResNet50 resnet && resnet.pools()) {
            throw new MimikaException(
                    report.file() + " holds a seed of a ResNet without pooling behind its stem, which " + recipe.model()
                            + " has: train --model resnet50");
        }
        if (recipe.origins().size() > 1 && !report.isExact(Trainee.NETWORK)) {
            throw new MimikaException(report.file() + " is not a " + recipe.model()
                    + " from end to end, as those must be whose mean is taken: begin from it alone");
        }
    }

    /** Loads, and writes into the run's folder what came from where. One tensor at a time, however many there are. */
    static List<LoadReport> load(Recipe recipe, Network network, TorchWeights weights, RunFolder run) {
        Map<String, Integer> counts = new HashMap<>();
        PretrainedWeights.Values blending = new PretrainedWeights.Values(
                weights::values,
                (name, values) ->
                        weights.set(name, mean(weights.values(name), values, counts.merge(name, 1, Integer::sum))));
        List<LoadReport> reports = new ArrayList<>();
        List<Map<String, Object>> described = new ArrayList<>();
        for (String origin : recipe.origins()) {
            try (WeightFile in = open(origin)) {
                LoadReport report =
                        PretrainedWeights.load(in, weights.named(), Trainee.NETWORK, network.input(), blending);
                requireUsable(report, recipe, network);
                reports.add(report);
                described.add(describe(origin, in, report));
            }
        }
        run.writeInit(described);
        return reports;
    }

    /** Of {@code count} networks' values, where {@code before} is that of all but the last. */
    private static float[] mean(float[] before, float[] last, int count) {
        if (count == 1) {
            return last;
        }
        float[] mean = new float[last.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = before[i] + (last[i] - before[i]) / count;
        }
        return mean;
    }

    private static Map<String, Object> describe(String origin, WeightFile file, LoadReport report) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("init", origin);
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
