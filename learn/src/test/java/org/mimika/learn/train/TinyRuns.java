package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.torch.TorchRuntime;
import org.mimika.learn.weights.SafeTensors;

/**
 * Runs of tiny networks, on one thread, so that they repeat bit for bit.
 *
 * @param folder where each has a folder of its name
 * @param values of every recipe, unless a test changes them
 */
record TinyRuns(Path folder, FaceSet faces, Map<String, String> values) {
    TinyRuns {
        TorchRuntime.useThreads(1);
    }

    Recipe recipe(Map<String, String> changes) {
        Map<String, String> all = new TreeMap<>(values);
        all.putAll(changes);
        return Recipes.load("hybrid-small", all);
    }

    /** A run that has not trained yet. */
    RunFolder begun(String name, Recipe recipe) {
        RunFolder run = new RunFolder(folder.resolve(name));
        run.begin(recipe, info());
        return run;
    }

    RunInfo info() {
        return RunInfo.of("drawn", faces, recipe(Map.of()), "test", "test machine");
    }

    /** A run from its beginning to its end. */
    RunFolder run(String name, Map<String, String> changes) {
        Recipe recipe = recipe(changes);
        RunFolder run = begun(name, recipe);
        train(recipe, run);
        return run;
    }

    /** To its end. */
    void train(Recipe recipe, RunFolder run) {
        try (Trainer trainer = new Trainer(recipe, faces, run, TrainingListener.NONE)) {
            assertTrue(trainer.run(() -> false));
        }
    }

    /** Until somebody stops it after so many steps. */
    void trainUntil(Recipe recipe, RunFolder run, int steps) {
        int[] asked = {0};
        try (Trainer trainer = new Trainer(recipe, faces, run, TrainingListener.NONE)) {
            assertFalse(trainer.run(() -> asked[0]++ == steps));
        }
    }

    /** Weights and figures are equal bit for bit, but for the seconds that an epoch took. */
    static void assertEqual(RunFolder a, RunFolder b) {
        assertSameWeights(a.last(), b.last());
        assertSameWeights(a.best(), b.best());
        assertEquals(withoutSeconds(a), withoutSeconds(b));
    }

    static void assertSameWeights(Path a, Path b) {
        SafeTensors left = SafeTensors.read(a);
        SafeTensors right = SafeTensors.read(b);
        assertEquals(left.tensors().keySet(), right.tensors().keySet());
        left.tensors()
                .forEach((name, values) -> assertArrayEquals(
                        values.data(), right.tensors().get(name).data(), name));
    }

    private static List<String> withoutSeconds(RunFolder run) {
        try {
            return Files.readAllLines(run.metrics()).stream()
                    .map(line -> line.substring(0, line.lastIndexOf(',')))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
