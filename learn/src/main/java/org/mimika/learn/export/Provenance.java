package org.mimika.learn.export;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mimika.learn.nn.Cost;
import org.mimika.learn.nn.CostOps;
import org.mimika.learn.train.Recipe;
import org.mimika.learn.train.Recipes;
import org.mimika.learn.train.RunInfo;
import org.mimika.learn.train.TrainedRun;

/** Where a model comes from, as keys of the ONNX file's metadata. */
final class Provenance {
    private Provenance() {}

    static Map<String, String> of(TrainedRun run) {
        RunInfo info = run.info();
        Cost cost = CostOps.of(run.network());
        Map<String, String> keys = new TreeMap<>();
        keys.put("data.training_sha256", info.trainingSha256());
        keys.put("data.training_faces", Integer.toString(info.trainingFaces()));
        keys.put("data.public_sha256", info.publicSha256());
        putKnown(keys, "data.training_labels_sha256", info.trainingLabelsSha256());
        putKnown(keys, "data.training_votes_sha256", info.trainingVotesSha256());
        putKnown(keys, "data.public_labels_sha256", info.publicLabelsSha256());
        keys.put("data.public_faces", Integer.toString(info.publicFaces()));
        keys.put("protocol", protocol(run.last()));
        keys.put("recipe", recipe(run.recipe()));
        keys.put("seed", Long.toString(run.recipe().seed()));
        keys.put("epochs", Integer.toString(run.recipe().epochs()));
        keys.put("best_epoch", Integer.toString(run.progress().best().epoch()));
        keys.put("training_seconds", Long.toString(Math.round(run.progress().seconds())));
        putKnown(keys, "curve.public_accuracy", curve(run)); // from epoch 1 on
        keys.put("code", info.code());
        keys.put("machine", info.machine());
        keys.put("parameters", Long.toString(cost.parameters()));
        keys.put("multiply_adds", Long.toString(cost.multiplyAdds()));
        return keys;
    }

    /** What each split was used for. */
    static String protocol(boolean last) {
        String chosen = last ? "last epoch; temperature by PublicTest" : "best epoch and temperature by PublicTest";
        return "trained on Training, " + chosen + ", PrivateTest not used";
    }

    private static void putKnown(Map<String, String> keys, String key, String value) {
        if (!value.isEmpty()) {
            keys.put(key, value);
        }
    }

    /** A recipe as YAML, with the names alone of what it was begun from and taught by: a maker's folders tell nobody. */
    static String recipe(Recipe recipe) {
        String text = Recipes.text(recipe).strip();
        List<String> names = Stream.of(recipe.origins(), recipe.distillation().all())
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(String::length).reversed()) // one may end another
                .toList();
        for (String name : names) {
            text = text.replace(name, lastName(name));
        }
        return text;
    }

    /** The last part of a path. */
    static String lastName(String path) {
        Path name = Path.of(path).getFileName();
        return name == null ? path : name.toString();
    }

    /** Accuracies on PublicTest by epoch; empty if they are not known from the first on. */
    private static String curve(TrainedRun run) {
        boolean whole = IntStream.range(0, run.epochs().size())
                .allMatch(i -> run.epochs().get(i).epoch() == i + 1);
        return !whole
                ? ""
                : run.epochs().stream()
                        .map(epoch -> String.format(Locale.ROOT, "%.4f", epoch.publicAccuracy()))
                        .collect(Collectors.joining(","));
    }
}
