package org.mimika.learn.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mimika.learn.train.Recipe;
import org.mimika.learn.train.Recipes;

class ProvenanceTest {
    @Test
    void theMakersFoldersAreLeftOut() {
        Recipe recipe = Recipes.load(
                "hybrid-small",
                Map.of("init", "/home/me/runs/start", "distillation.teachers", "/home/me/a.onnx, runs/b"));
        for (String text : new String[] {recipe.toString(), Recipes.text(recipe)}) {
            String shorter = Provenance.withoutFolders(text, recipe);
            assertFalse(shorter.contains("/home/me") || shorter.contains("runs/"), shorter);
            assertTrue(shorter.contains("start") && shorter.contains("a.onnx, b"), shorter);
        }
        assertEquals("b", Provenance.lastName("runs/b/"));
    }
}
