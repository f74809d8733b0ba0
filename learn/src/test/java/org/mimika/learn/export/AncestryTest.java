package org.mimika.learn.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.learn.train.Recipes;
import org.mimika.learn.train.RunFolder;
import org.mimika.learn.train.RunInfo;

class AncestryTest {
    @TempDir
    Path folder;

    @Test
    void aRunIsTracedBackToItsBeginning() throws IOException {
        String faces = run("faces", "vit-pretraining", "", 70);
        String first = run("first", "vit", faces, 12);
        assertEquals(
                "`first`, trained for 12 epochs from `faces`, pre-trained on Training's faces without their labels"
                        + " (self-supervised: reconstruction of masked patches) for 70 epochs",
                Ancestry.of(List.of(first)));
        assertEquals("`gone`", Ancestry.of(List.of(folder.resolve("gone").toString())));
        assertEquals("`imagenet:vit-b16`", Ancestry.of(List.of("imagenet:vit-b16")));
        assertEquals("the mean of `hybrid` and `gone`", Ancestry.of(List.of("hybrid", "runs/gone")));
        String own = run("own", "vit", folder.resolve("own").toString(), 1);
        assertEquals(10, Ancestry.of(List.of(own)).split(" from ").length - 1);
    }

    private String run(String name, String recipe, String init, int epochs) throws IOException {
        RunFolder run = new RunFolder(folder.resolve(name));
        run.begin(
                Recipes.load(recipe, Map.of("init", init)),
                new RunInfo("d", 1, "a", "", "", 1, "b", "", "test", "here"));
        Files.writeString(run.metrics(), "head\n" + "row\n".repeat(epochs));
        return run.path().toString();
    }
}
