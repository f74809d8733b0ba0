package org.mimika.learn.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mimika.core.MimikaException;
import org.mimika.learn.train.Recipe;
import org.mimika.learn.train.RunFolder;
import org.mimika.learn.zoo.ResNetSeed;
import org.mimika.learn.zoo.Zoo;

/** The runs that a run began from, in words, as far as their folders are still there. */
final class Ancestry {
    /** Folders may have been made anew since, and name each other. */
    private static final int MOST = 10;

    private Ancestry() {}

    /** What a recipe's {@code init} names, and how that came about: {@code `faces`, trained for ...}. */
    static String of(List<String> origins) {
        return of(origins, 1);
    }

    private static String of(List<String> origins, int generation) {
        return origins.size() == 1
                ? of(origins.get(0), generation)
                : origins.stream().map(Ancestry::quoted).collect(Collectors.joining(" and ", "the mean of ", ""));
    }

    private static String quoted(String origin) {
        return "`" + Provenance.lastName(origin) + "`";
    }

    /** Whether a name is that of the run of a network that a ResNet was grown from. */
    static boolean isSeed(String origin) {
        try {
            RunFolder run = new RunFolder(Path.of(origin));
            return Files.isRegularFile(run.recipe())
                    && Zoo.create(run.readRecipe().model()) instanceof ResNetSeed;
        } catch (MimikaException e) {
            return false; // a folder that was taken apart since
        }
    }

    private static String of(String origin, int generation) {
        String name = quoted(origin);
        if (generation > MOST) {
            return name;
        }
        RunFolder run = new RunFolder(Path.of(origin));
        if (!Files.isRegularFile(run.recipe()) || !Files.isRegularFile(run.metrics())) {
            return name;
        }
        try {
            Recipe recipe = run.readRecipe();
            long epochs = Files.readAllLines(run.metrics()).size() - 1L; // less the header
            String how = recipe.pretraining().any() ? withoutLabels(recipe) : "trained";
            String told = name + ", " + how + " for " + epochs + " epochs";
            return recipe.origins().isEmpty() ? told : told + " from " + of(recipe.origins(), generation + 1);
        } catch (IOException | MimikaException e) {
            return name; // a folder that was taken apart since
        }
    }

    /** Self-supervised, by which heads. */
    private static String withoutLabels(Recipe recipe) {
        List<String> heads = new ArrayList<>();
        if (recipe.pretraining().reconstruction() > 0) {
            heads.add("reconstruction of masked patches");
        }
        if (recipe.pretraining().contrastive() > 0) {
            heads.add("contrastive");
        }
        if (recipe.pretraining().rotation() > 0) {
            heads.add("rotation");
        }
        return "pre-trained on Training's faces without their labels (self-supervised: " + String.join(", ", heads)
                + ")";
    }
}
