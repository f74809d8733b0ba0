package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.Split;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.weights.SafeTensors;

/** Self-supervised heads on a real network and drawn faces. */
class PretrainingTest {
    private static final FaceSet FACES = faces(false);
    private static final Map<String, String> ALL_HEADS =
            Map.of("pretraining.reconstruction", "1", "pretraining.contrastive", "0.5", "pretraining.rotation", "0.5");

    private static final Map<String, String> RECIPE = Map.of(
            "regularisation.votes", "0",
            "model", "vit-tiny",
            "epochs", "3",
            "batch", "16",
            "optimiser.rate", "0.01",
            "pretraining.heldOut", "0.3",
            "pretraining.decoderWidth", "16",
            "pretraining.probeEvery", "2",
            "precision", "f32");

    @TempDir
    Path folder;

    private TinyRuns runs;

    @BeforeEach
    void begin() {
        runs = new TinyRuns(folder, FACES, RECIPE);
    }

    @Test
    void gradientReachesTheWholeEncoderAndAllHeads() {
        Recipe recipe = runs.recipe(ALL_HEADS);
        PretrainingTask task = new PretrainingTask(recipe, FACES);
        try (TorchWeights weights = TorchWeights.initialised(task.trainee(), 3);
                TrainingStep step = task.step(weights)) {
            step.run(order(), 0, 16, new SplittableRandom(1), Stage.of(recipe, 1, 0));
            weights.named().forEach((name, parameter) -> {
                if (parameter.role() == Parameter.Role.BUFFER) {
                    return;
                }
                boolean own = name.startsWith("network.classifier."); // learns from labels, later
                assertEquals(own, isZero(weights.gradient(name)), name);
            });
        }
    }

    private static boolean isZero(float[] values) {
        return IntStream.range(0, values.length).allMatch(i -> values[i] == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "vit-tiny, reconstruction, 0.55",
        "vit-tiny, contrastive, 0.4",
        "vit-tiny, rotation, 0.3",
        "hybrid-tiny, contrastive, 0.4",
        "resnet-tiny, rotation, 0.3"
    })
    void oneBatchCanBeLearnedByHeart(String model, String head, double share) {
        Recipe recipe = runs.recipe(Map.of("model", model, "pretraining." + head, "1"));
        PretrainingTask task = new PretrainingTask(recipe, FACES);
        try (TorchWeights weights = TorchWeights.initialised(task.trainee(), 3);
                Optimiser optimiser = new Optimiser(recipe.optimiser(), weights);
                TrainingStep step = task.step(weights)) {
            double first = 0;
            double last = Double.POSITIVE_INFINITY;
            for (int i = 0; i < 400 && last >= share * first; i++) {
                torch.manual_seed(1); // of dropout; else it would depend on the tests before this one
                SplittableRandom random = new SplittableRandom(1); // the same views, masks and turns
                last = step.run(order(), 0, 16, random, Stage.of(recipe, 1, 0));
                first = i == 0 ? last : first;
                optimiser.step(i, 0.005, null);
            }
            assertTrue(last < share * first, "the loss fell from " + first + " to " + last);
        }
    }

    @Test
    void aStoppedRunThatIsContinuedEqualsAnUnbrokenOne() throws IOException {
        RunFolder unbroken = runs.run("unbroken", ALL_HEADS);
        Recipe recipe = runs.recipe(ALL_HEADS);
        RunFolder stopped = runs.begun("stopped", recipe);
        for (int stopAfter : new int[] {2, 3}) { // of nine steps: within the first epoch, and in the second
            runs.trainUntil(recipe, stopped, stopAfter);
        }
        runs.train(recipe, stopped);
        TinyRuns.assertEqual(unbroken, stopped);
    }

    @Test
    void labelsAreNotLearnedFrom() throws IOException {
        RunFolder run = runs.run("labels", ALL_HEADS);
        RunFolder other = new TinyRuns(folder, faces(true), RECIPE).run("others", ALL_HEADS);
        TinyRuns.assertSameWeights(run.last(), other.last());
        TinyRuns.assertSameWeights(run.best(), other.best());
    }

    @Test
    void anEpochSaysHowEachHeadIsDoing() {
        List<PretrainingReport> reports = new ArrayList<>();
        Recipe recipe = runs.recipe(Map.of("pretraining.reconstruction", "2", "pretraining.rotation", "0.5"));
        RunFolder run = runs.begun("reported", recipe);
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onEpoch(PretrainingReport report) {
                reports.add(report);
            }
        };
        try (Trainer trainer = new Trainer(recipe, FACES, run, listener)) {
            assertTrue(trainer.run(() -> false));
            double best = reports.stream()
                    .mapToDouble(PretrainingReport::heldOutLoss)
                    .min()
                    .orElseThrow();
            assertEquals(-best, trainer.progress().best().score());
        }
        assertEquals(3, reports.size());
        for (PretrainingReport report : reports) {
            PretrainingReport.Losses losses = report.losses();
            assertEquals(report.heldOutLoss(), 2 * losses.reconstruction() + 0.5 * losses.rotation(), 1e-9);
            assertTrue(Double.isNaN(losses.contrastive()));
            boolean probed = report.epoch() != 1; // each second one, and the last
            assertEquals(probed, report.neighbourAccuracy() >= 0 && report.neighbourAccuracy() <= 1);
        }
    }

    @Test
    void aTrainingBeginsFromItsEncoder() throws IOException {
        RunFolder pretrained = runs.run("pretrained", ALL_HEADS);
        Recipe labels = runs.recipe(Map.of(
                "epochs",
                "1",
                "optimiser.rate",
                "1e-30",
                "init",
                pretrained.path().toString()));
        RunFolder run = runs.begun("labels", labels);
        runs.train(labels, run);
        String name = "average/network.blocks.0.attention.query.weight";
        assertArrayEquals(
                SafeTensors.read(pretrained.best()).tensors().get(name).data(),
                SafeTensors.read(run.last()).tensors().get(name).data(),
                1e-6f);
    }

    @Test
    void aPretrainingIsNoClassifier() {
        RunFolder run = runs.run("no-classifier", Map.of("epochs", "1", "pretraining.rotation", "1"));
        MimikaException refused = assertThrows(MimikaException.class, () -> TrainedRun.best(run));
        assertTrue(refused.getMessage().contains("without labels"), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void whatANetworkOrARecipeCannotDoIsRefused() {
        refused(Map.of("model", "resnet-tiny", "pretraining.reconstruction", "1"), "no patches");
        refused(Map.of("pretraining.reconstruction", "1", "pretraining.keep", "0.99"), "pretraining.keep");
        refused(Map.of("pretraining.rotation", "1", "pretraining.heldOut", "0.001"), "pretraining.heldOut");
    }

    private void refused(Map<String, String> changes, String expected) {
        MimikaException refused =
                assertThrows(MimikaException.class, () -> new PretrainingTask(runs.recipe(changes), FACES)
                        .step(TorchWeights.initialised(SelfSupervised.of(runs.recipe(changes)), 1))
                        .run(order(), 0, 4, new SplittableRandom(1), Stage.of(runs.recipe(changes), 1, 0)));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    }

    private static int[] order() {
        return IntStream.range(0, 16).toArray();
    }

    /** Faces with a gradient from above, so that turns can be told, and a bar of their own. */
    private static FaceSet faces(boolean otherLabels) {
        FaceSet.Builder builder = new FaceSet.Builder();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 112; i++) {
            byte[] face = new byte[FaceSet.PIXELS];
            int bar = random.nextInt(6);
            for (int p = 0; p < face.length; p++) {
                int shade = p / FaceSet.SIDE * 3 + (p % FaceSet.SIDE / 8 == bar ? 60 : 0);
                face[p] = (byte) (shade + random.nextInt(20));
            }
            Emotion label = Emotion.fromIndex((otherLabels ? i + 3 : i) % Emotion.COUNT);
            builder.add(face, label, i < 84 ? Split.TRAINING : Split.PUBLIC_TEST, "drawn " + i);
        }
        return builder.build();
    }
}
