package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;
import org.mimika.learn.nn.CostOps;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.Processor;

class RecipesTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), text);
    }

    @Test
    void aFileStatesOnlyWhatDiffers() throws IOException {
        Recipe defaults = Recipes.load(file("").toString(), Map.of());
        Recipe changed = Recipes.load(file("optimiser:\n  rate: 0.5\n").toString(), Map.of());
        assertEquals(0.5, changed.optimiser().rate());
        assertEquals(defaults.optimiser().weightDecay(), changed.optimiser().weightDecay());
        assertEquals(defaults.augmentation(), changed.augmentation());
    }

    @ParameterizedTest
    @CsvSource({"resnet50-paper, imagenet:resnet50, 25557032", "vit-paper, imagenet:vit-b16, 86567656"})
    void thePapersNetworksLookAtWhatThePublishedWeightsSaw(String name, String weights, long published) {
        Recipe recipe = Recipes.load(name, Map.of());
        Network network = Trainee.of(recipe).network();
        assertEquals(weights, recipe.init());
        assertEquals(224, network.input().width());
        assertEquals(224, network.input().height());
        assertEquals(3, network.input().channels());
        // Seven classes in place of ImageNet's thousand.
        long head = (1000 - Emotion.COUNT) * (network.featureWidth() + 1L);
        assertEquals(published - head, CostOps.of(network).parameters());
        assertTrue(recipe.finetune().headEpochs() > 0 && recipe.finetune().encoderRate() < 1);
    }

    @Test
    void precisionGoesByTheDevice() throws IOException {
        Recipe.Precision byDefault = Recipes.load(file("").toString(), Map.of()).precision();
        assertEquals(Recipe.Precision.AUTO, byDefault);
        assertTrue(byDefault.isBf16(Device.CUDA));
        assertTrue(Recipe.Precision.BF16.isBf16(Device.CPU));
        assertFalse(Recipe.Precision.F32.isBf16(Device.CUDA));
    }

    @ParameterizedTest
    @CsvSource({
        "flags\t\t: fpu avx2 avx512f avx512_bf16 amx_int8, true",
        "flags\t\t: fpu avx2 amx_bf16, true",
        "Features\t: fp asimd bf16, true",
        "flags\t\t: fpu avx2 avx512f, false",
        "Features\t: fp asimd, false",
        "bugs\t\t: bf16, false"
    })
    void aProcessorTellsWhetherItHasBfloat16(String line, boolean has) {
        assertEquals(has, Processor.hasBf16("model name\t: A Processor\n" + line + "\nbogomips\t: 1\n"));
    }

    @Test
    void overridesWin() throws IOException {
        Path file = file("epochs: 3\n");
        Recipe recipe = Recipes.load(file.toString(), Map.of("epochs", "4", "precision", "f32", "optimiser.clip", "2"));
        assertEquals(4, recipe.epochs());
        assertEquals(Recipe.Precision.F32, recipe.precision());
        assertEquals(2, recipe.optimiser().clip());
    }

    @Test
    void theResolvedRecipeReadsBackAsItself() throws IOException {
        Recipe recipe = Recipes.load("hybrid-small", Map.of("seed", "77"));
        assertEquals(recipe, Recipes.load(file(Yaml.format(recipe)).toString(), Map.of()));
    }

    @Test
    void unknownKeysAreRefusedWithTheKnownOnes() throws IOException {
        refused(Map.of("optimiser.speed", "1"), "optimiser.speed", "weightDecay");
        refused(Map.of("optimizer.rate", "1"), "optimizer", "augmentation");
        Path file = file("regularisation:\n  droput: 0.1\n");
        MimikaException refused = assertThrows(MimikaException.class, () -> Recipes.load(file.toString(), Map.of()));
        assertTrue(refused.getMessage().contains("regularisation.droput"), refused.getMessage());
    }

    @Test
    void badValuesAreRefusedWithTheKey() {
        refused(Map.of("optimiser.rate", "-1"), "optimiser.rate", "above 0");
        refused(Map.of("epochs", "many"), "many", "");
        refused(Map.of("precision", "f64"), "f64", "");
        refused(Map.of("augmentation", "none"), "augmentation", "group");
        refused(Map.of("regularisation.cutmix", "16"), "regularisation.cutmix is 16", "0 to 4");
        Map<String, String> unmixed =
                Map.of("regularisation.mixing", "0.5", "regularisation.mixup", "0", "regularisation.cutmix", "0");
        refused(unmixed, "regularisation.mixing is 0.5", "0 where mixup and cutmix are");
        refused(Map.of("epochs", "0"), "epochs is 0:", "1 or more");
        refused(Map.of("seed", "x"), "seed: ", "");
        refused(Map.of("optimiser.rate.more", "1"), "'optimiser.rate'", "one value");
        refused(Map.of("model", "resnet"), "'resnet'", "hybrid-tiny");
        refused(Map.of("precision", ""), "precision", "");
        refused(Map.of(".", "1"), "unknown key", "");
    }

    @Test
    void wholeNumbersAreNotCut() throws IOException {
        Path file = file("epochs: 2.7\n");
        MimikaException refused = assertThrows(MimikaException.class, () -> Recipes.load(file.toString(), Map.of()));
        assertTrue(refused.getMessage().contains("epochs"), refused.getMessage());
        Path none = file("model:\n");
        assertThrows(MimikaException.class, () -> Recipes.load(none.toString(), Map.of()));
    }

    @Test
    void aValueOfAnotherTypeIsNamed() throws IOException {
        refused(Map.of("optimiser.rate", "fast"), "optimiser.rate: ", "\"fast\"");
        refused(Map.of("model", "nosuch"), "unknown network 'nosuch'", "hybrid-small");
        Path empty = file("seed:\n");
        MimikaException refused = assertThrows(MimikaException.class, () -> Recipes.load(empty.toString(), Map.of()));
        assertTrue(refused.getMessage().endsWith("seed: it has no value"), refused.getMessage());
    }

    @Test
    void whatIsNoRecipeIsRefused() throws IOException {
        Path file = file("- a\n- b\n");
        assertThrows(MimikaException.class, () -> Recipes.load(file.toString(), Map.of()));
        Path broken = file("a: [1\n");
        assertThrows(MimikaException.class, () -> Recipes.load(broken.toString(), Map.of()));
        assertTrue(assertThrows(MimikaException.class, () -> Recipes.load("nowhere", Map.of()))
                .getMessage()
                .contains("nowhere"));
    }

    @Test
    void smoothingIsWhatTheLabelsLeaveOfIt() {
        assertEquals(0.1, Recipes.load("hybrid-small", Map.of()).smoothing(1), 1e-12);
        Map<String, String> changes = Map.of("regularisation.softLabels", "0.4", "distillation.weight", "0.5");
        assertEquals(0.06, Recipes.load("hybrid-small", changes).smoothing(1), 1e-12);
        Map<String, String> more = new TreeMap<>(changes);
        more.put("distillation.teachers", "hybrid");
        assertEquals(0.03, Recipes.load("hybrid-small", more).smoothing(1), 1e-12);
        more.putAll(Map.of("epochs", "5", "regularisation.plainEpochs", "2")); // in which the votes have no share
        assertEquals(0.03, Recipes.load("hybrid-small", more).smoothing(3), 1e-12);
        assertEquals(0.05, Recipes.load("hybrid-small", more).smoothing(4), 1e-12);
    }

    private static void refused(Map<String, String> overrides, String key, String expected) {
        MimikaException refused = assertThrows(MimikaException.class, () -> Recipes.load("hybrid-small", overrides));
        assertTrue(refused.getMessage().contains(key) && refused.getMessage().contains(expected), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }
}
