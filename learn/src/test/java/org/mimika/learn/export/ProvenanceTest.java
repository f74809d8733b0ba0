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
        String told = Provenance.recipe(recipe);
        assertFalse(told.contains("/home/me") || told.contains("runs/"), told);
        assertTrue(told.contains("start") && told.contains("a.onnx, b"), told);
        assertEquals("b", Provenance.lastName("runs/b/"));
        Recipe several = Recipes.load("hybrid-small", Map.of("init", "runs/a, /home/me/runs/a"));
        assertTrue(Provenance.recipe(several).contains("init: \"a, a\""), Provenance.recipe(several));
    }
}
