package org.mimika.learn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mimika.core.MimikaException;

/**
 * A run's recipe may be changed between two parts of the run, to lengthen it, say; then the recipe tells but the last
 * part. {@code changes.txt} tells the rest, a line for each change; {@code followed.yaml} is the recipe that it is known
 * by.
 *
 * @param folder the run's
 */
record RecipeChanges(Path folder) {
    private Path file() {
        return folder.resolve("changes.txt");
    }

    private Path followed() {
        return folder.resolve("followed.yaml");
    }

    /** None yet, in a run that begins. */
    void begin() throws IOException {
        Files.deleteIfExists(file());
        Files.deleteIfExists(followed());
    }

    /** One line for each change, in order; none where the recipe stayed as it was. */
    List<String> lines() {
        try {
            return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
        } catch (IOException e) {
            throw new MimikaException("cannot read " + file() + ": " + MimikaException.reason(e), e);
        }
    }

    /**
     * Notes what is followed from here on.
     *
     * @param epochs that are done
     */
    void follow(Recipe recipe, int epochs) {
        try {
            if (Files.exists(followed())) {
                Recipe before = Recipes.load(followed().toString(), Map.of());
                if (!before.equals(recipe)) {
                    Files.writeString(
                            file(),
                            "after epoch " + epochs + ": " + difference(before, recipe) + "\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
            }
            Files.writeString(followed(), Yaml.format(recipe));
        } catch (IOException e) {
            throw new MimikaException("cannot write " + file() + ": " + MimikaException.reason(e), e);
        }
    }

    /** All values are stated, so that the lines of two recipes stand side by side. */
    private static String difference(Recipe before, Recipe now) {
        List<String> left = Yaml.format(before).lines().map(String::strip).toList();
        List<String> right = Yaml.format(now).lines().map(String::strip).toList();
        return IntStream.range(0, Math.min(left.size(), right.size()))
                .filter(i -> !left.get(i).equals(right.get(i)))
                .mapToObj(i -> left.get(i) + " became " + right.get(i))
                .collect(Collectors.joining(", "));
    }
}
