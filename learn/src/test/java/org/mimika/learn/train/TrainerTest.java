package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.FerPlusVotes;
import org.mimika.learn.data.Split;
import org.mimika.learn.eval.ConfusionMatrix;
import org.mimika.learn.eval.Metrics;
import org.mimika.learn.export.Exporter;
import org.mimika.learn.export.Rounding;
import org.mimika.learn.export.WeightStorage;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchInference;
import org.mimika.learn.weights.SafeTensors;
import org.mimika.learn.zoo.Zoo;

/** Whole runs of a tiny network on faces that the test draws: a bright bar, whose place is the class. */
class TrainerTest {
    private static final FaceSet FACES = faces();

    private static final Map<String, String> RECIPE = Map.of(
            "model", "hybrid-tiny",
            "epochs", "3",
            "batch", "16",
            "optimiser.rate", "0.01",
            "optimiser.average", "0.9",
            "regularisation.votes", "0",
            "augmentation.flip", "0");

    @TempDir
    Path folder;

    private TinyRuns runs;

    @BeforeEach
    void begin() {
        runs = new TinyRuns(folder, FACES, RECIPE);
    }

    @Test
    void learnsWhatIsEasy() {
        RunFolder run = runs.run("easy", Map.of("epochs", "16"));
        try (TrainedRun trained = TrainedRun.best(run)) {
            Metrics metrics = Metrics.of(ConfusionMatrix.of(TorchInference.predict(
                    trained.network(), trained.weights(), FACES.split(Split.PUBLIC_TEST), false, done -> {})));
            assertTrue(metrics.accuracy() > 0.9, "accuracy " + metrics.accuracy());
            assertEquals(trained.progress().best().score(), metrics.accuracy(), 0.03); // chosen in bf16
            List<Integer> progress = new ArrayList<>();
            Exporter.Export export =
                    Exporter.export(trained, "easy", WeightStorage.FP16, FACES.split(Split.PUBLIC_TEST), progress::add);
            assertEquals(3 * 56, progress.get(progress.size() - 1));
            assertEquals("fp16", export.metadata().provenance().get("weights"));
            Rounding rounding = export.rounding().orElseThrow();
            assertTrue(rounding.largestLogitDifference() > 0 && rounding.largestLogitDifference() < 0.05);
            assertEquals(export.metrics().accuracy(), rounding.rightAfter() / 56.0, 1e-9);
            assertTrue(export.difference() < Exporter.TOLERANCE);
            assertEquals(metrics.accuracy(), rounding.rightBefore() / 56.0, 1e-9);
            assertEquals(
                    FACES.split(Split.TRAINING).sha256(),
                    export.metadata().provenance().get("data.training_sha256"));
        }
    }

    private static Stream<String> tinyNetworks() {
        return Zoo.names().stream().filter(name -> name.endsWith("-tiny"));
    }

    @Test
    void everyArchitectureHasATinyNetworkForTheseTests() {
        Set<Class<?>> tiny =
                tinyNetworks().map(Zoo::create).map(Object::getClass).collect(Collectors.toSet());
        for (String name : Zoo.names()) {
            assertTrue(tiny.contains(Zoo.create(name).getClass()), name);
        }
    }

    @ParameterizedTest
    @MethodSource("tinyNetworks")
    void aRunThatWasStoppedEqualsAnUnbrokenOne(String model) throws IOException {
        assertStoppedEqualsUnbroken(Map.of("model", model, "regularisation.dropPath", "0.2"));
    }

    @Test
    void mixingAndTeachersAreContinuedToo() throws IOException {
        RunFolder first = runs.run("first", Map.of("epochs", "1"));
        RunFolder second = runs.run("second", Map.of("epochs", "1", "model", "vit-tiny"));
        assertStoppedEqualsUnbroken(Map.of(
                "init",
                first.path().toString(),
                "regularisation.mixing",
                "0.7",
                "distillation.teachers",
                first.path() + ", " + second.path()));
    }

    @Test
    void votesAreLearntAndContinuedToo() throws IOException {
        float[] votes = new float[FACES.size() * FerPlusVotes.COLUMNS.size()];
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < votes.length; i++) {
            votes[i] = random.nextInt(4);
        }
        runs = new TinyRuns(folder, FACES.withVotes(new FerPlusVotes(votes)), RECIPE);
        assertStoppedEqualsUnbroken(Map.of("regularisation.votes", "0.5", "regularisation.softLabels", "0.3"));
        TinyRuns.assertEqual(
                runs.run("hard", Map.of("augmentation.erase", "0")),
                runs.run("plain", Map.of("regularisation.softLabels", "0.3", "regularisation.plainEpochs", "3")));
        // What the votes' head learns reaches the network below it, the more the heavier it weighs.
        RunFolder light = runs.run("light", Map.of("epochs", "1", "regularisation.votes", "0.5"));
        RunFolder heavy = runs.run("heavy", Map.of("epochs", "1", "regularisation.votes", "1"));
        assertFalse(Arrays.equals(stem(light), stem(heavy)));
    }

    private static float[] stem(RunFolder run) {
        return SafeTensors.read(run.last())
                .tensors()
                .get("weights/network.stem.weight")
                .data();
    }

    @Test
    void aSharpnessAwareRunIsContinuedToo() throws IOException {
        assertStoppedEqualsUnbroken(Map.of("optimiser.sharpness", "0.1", "regularisation.mixing", "0.5"));
    }

    @Test
    void aRunByMuonIsContinuedAndStaysByMuon() throws IOException {
        Map<String, String> muon = Map.of("optimiser.method", "muon", "optimiser.beta1", "0.95");
        assertStoppedEqualsUnbroken(muon);
        RunFolder run = runs.begun("changed", runs.recipe(muon));
        runs.trainUntil(runs.recipe(muon), run, 9);
        MimikaException refused =
                assertThrows(MimikaException.class, () -> runs.trainUntil(runs.recipe(Map.of()), run, 1));
        assertTrue(refused.getMessage().contains("--init"), refused.getMessage());
        RunFolder other = runs.begun("other", runs.recipe(Map.of()));
        runs.trainUntil(runs.recipe(Map.of()), other, 9);
        runs.train(runs.recipe(muon), other); // whose momentum is all that it needs
    }

    @Test
    void theLastEpochsCanBePlain() {
        Map<String, String> mixed = Map.of("regularisation.mixing", "0.9", "augmentation.erase", "0.5");
        RunFolder none = runs.run("none", Map.of("regularisation.mixing", "0", "augmentation.erase", "0"));
        RunFolder last = runs.run("last", with(mixed, "regularisation.plainEpochs", "1"));
        RunFolder all = runs.run("all", with(mixed, "regularisation.plainEpochs", "3"));
        TinyRuns.assertEqual(none, all);
        assertFalse(Arrays.equals(stem(none), stem(last)));
    }

    private static Map<String, String> with(Map<String, String> values, String key, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(key, value);
        return more;
    }

    private void assertStoppedEqualsUnbroken(Map<String, String> changes) throws IOException {
        RunFolder unbroken = runs.run("unbroken", changes);
        Recipe recipe = runs.recipe(changes);
        RunFolder stopped = runs.begun("stopped", recipe);
        for (int stopAfter : new int[] {5, 9}) { // within the first epoch, and in a later one
            runs.trainUntil(recipe, stopped, stopAfter);
        }
        runs.train(recipe, stopped);
        TinyRuns.assertEqual(unbroken, stopped);
    }

    @Test
    void aRecipeThatIsChangedOnTheWayIsNoted() {
        Recipe recipe = runs.recipe(Map.of());
        RunFolder run = runs.begun("changed", recipe);
        runs.trainUntil(recipe, run, 9); // in the second epoch
        assertEquals(List.of(), run.changes().lines());
        Recipe longer = runs.recipe(Map.of("epochs", "4", "optimiser.rate", "0.02"));
        runs.train(longer, run);
        try (TrainedRun trained = TrainedRun.best(run)) {
            assertEquals(
                    List.of("after epoch 1: epochs: 3 became epochs: 4, rate: 0.01 became rate: 0.02"),
                    trained.changes());
        }
        runs.begun("changed", recipe);
        assertEquals(List.of(), run.changes().lines());
    }

    @Test
    void aKilledRunGoesOnFromItsLastCheckpoint() throws IOException {
        RunFolder unbroken = runs.run("unbroken", Map.of());
        Recipe recipe = runs.recipe(Map.of());
        RunFolder killed = runs.begun("killed", recipe);
        TrainingListener killer = new TrainingListener() {
            @Override
            public void onStep(int epoch, int batch, int batches, double loss, double rate) {
                if (epoch == 2 && batch == 3) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        try (Trainer trainer = new Trainer(recipe, FACES, killed, killer)) {
            assertThrows(IllegalStateException.class, () -> trainer.run(() -> false));
        }
        try (Trainer trainer = new Trainer(recipe, FACES, killed, TrainingListener.NONE)) {
            assertEquals(1, trainer.progress().epoch());
            assertTrue(trainer.run(() -> false));
        }
        TinyRuns.assertEqual(unbroken, killed);
    }

    @Test
    void theSeedDecidesTheRun() {
        RunFolder first = runs.run("first", Map.of("epochs", "1"));
        RunFolder again = runs.run("again", Map.of("epochs", "1"));
        RunFolder other = runs.run("other", Map.of("epochs", "1", "seed", "2"));
        TinyRuns.assertSameWeights(first.last(), again.last());
        assertThrows(AssertionError.class, () -> TinyRuns.assertSameWeights(first.last(), other.last()));
    }

    @Test
    void aCheckpointOfAnotherNetworkIsRefused() {
        RunFolder run = runs.run("tiny", Map.of("epochs", "1"));
        Recipe other = runs.recipe(Map.of("model", "hybrid-small"));
        MimikaException refused =
                assertThrows(MimikaException.class, () -> new Trainer(other, FACES, run, TrainingListener.NONE));
        assertTrue(refused.getMessage().contains("last.safetensors"), refused.getMessage());
    }

    @Test
    void aRunThatDivergesSaysSoAndKeepsItsCheckpoint() {
        RunFolder run = runs.run("diverging", Map.of("epochs", "1"));
        Recipe steep = runs.recipe(Map.of("optimiser.rate", "1e30", "optimiser.warmupEpochs", "0", "precision", "f32"));
        try (Trainer trainer = new Trainer(steep, FACES, run, TrainingListener.NONE)) {
            MimikaException refused = assertThrows(MimikaException.class, () -> trainer.run(() -> false));
            assertTrue(refused.getMessage().contains("diverged in epoch 2"), refused.getMessage());
        }
        assertEquals("1", SafeTensors.read(run.last()).metadata().get("epoch"));
    }

    @Test
    void aNewRunLeavesNothingOfAnOlderOne() throws IOException {
        RunFolder run = runs.run("again", Map.of("epochs", "1"));
        Files.delete(run.last()); // as if it had been killed before its first checkpoint was whole
        run.begin(runs.recipe(Map.of("seed", "2")), runs.info());
        assertThrows(MimikaException.class, () -> TrainedRun.best(run));
    }

    @Test
    void aTestSetThatCannotBeHalvedIsNotExported() {
        FaceSet.Builder few = new FaceSet.Builder();
        for (Emotion emotion : Emotion.all()) {
            few.add(new byte[FaceSet.PIXELS], emotion, Split.PUBLIC_TEST, "black");
        }
        try (TrainedRun trained = TrainedRun.best(runs.run("few", Map.of("epochs", "1")))) {
            MimikaException refused = assertThrows(
                    MimikaException.class,
                    () -> Exporter.export(
                            trained, "few", WeightStorage.FP32, few.build().split(Split.PUBLIC_TEST), done -> {}));
            assertTrue(refused.getMessage().contains("too small"), refused.getMessage());
        }
    }

    /** Another network, without a look at the labels. */
    @Test
    void aNetworkLearnsFromItsTeacherAlone() {
        RunFolder teacher = runs.run("teacher", Map.of("epochs", "16"));
        RunFolder learner = runs.run(
                "learner",
                Map.of(
                        "epochs", "16",
                        "seed", "9",
                        "model", "resnet-tiny",
                        "distillation.weight", "1",
                        "distillation.temperature", "1",
                        "distillation.teachers", teacher.path().toString()));
        try (TrainedRun trained = TrainedRun.best(learner);
                TrainedRun taught = TrainedRun.best(teacher)) {
            assertTrue(trained.progress().best().score() > 0.8, trained.progress()::toString);
            assertTrue(taught.smoothing() > 0);
            assertEquals(taught.smoothing(), trained.smoothing(), "it is passed on");
        }
    }

    @Test
    void aFileTeachesWhatItsRunTeaches() throws IOException {
        RunFolder run = runs.run("taught", Map.of("epochs", "2", "regularisation.labelSmoothing", "0"));
        Path file = folder.resolve("taught.onnx");
        double temperature;
        try (TrainedRun trained = TrainedRun.best(run)) {
            FaceView faces = FACES.split(Split.PUBLIC_TEST);
            Exporter.Export export = Exporter.export(trained, "taught", WeightStorage.FP32, faces, done -> {});
            Files.write(file, export.onnx());
            temperature = export.metadata().temperature();
        }
        try (Teacher ofRun = Teacher.open(run.path().toString(), false, Device.CPU);
                Teacher ofFile = Teacher.open(file.toString(), false, Device.CPU);
                PointerScope scope = new PointerScope()) {
            float[] faces = new float[70 * FaceSet.PIXELS]; // more than ONNX Runtime is given at a time
            SplittableRandom random = new SplittableRandom(6);
            for (int i = 0; i < faces.length; i++) {
                faces[i] = (float) random.nextGaussian();
            }
            Tensor x = Device.CPU.tensor(faces, 70, 1, FaceSet.SIDE, FaceSet.SIDE);
            float[] expected = Device.values(ofRun.logits(x));
            float[] actual = Device.values(ofFile.logits(x));
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i] / temperature, actual[i], 1e-3);
            }
        }
    }

    @Test
    void aTeacherThatIsNoneIsRefused() {
        Recipe lonely = runs.recipe(
                Map.of("distillation.teachers", folder.resolve("nobody").toString()));
        RunFolder run = runs.begun("pupil", lonely);
        MimikaException refused =
                assertThrows(MimikaException.class, () -> new Trainer(lonely, FACES, run, TrainingListener.NONE));
        assertTrue(refused.getMessage().contains("nobody"), refused.getMessage());
    }

    @Test
    void aFolderBelongsToOneTrainingAtATime() {
        RunFolder run = new RunFolder(folder.resolve("new/run"));
        try (RunLock first = RunLock.take(run)) {
            MimikaException refused = assertThrows(MimikaException.class, () -> RunLock.take(run));
            assertTrue(refused.getMessage().contains("another training"), refused.getMessage());
        }
        RunLock.take(run).close();
    }

    @Test
    void aFolderHasANameHoweverItIsWritten() {
        assertEquals("run", new RunFolder(Path.of("somewhere/run/.")).name());
        assertEquals("run", new RunFolder(Path.of("/")).name());
    }

    @Test
    void aFolderThatIsNoRunIsRefused() {
        MimikaException refused = assertThrows(MimikaException.class, () -> TrainedRun.best(new RunFolder(folder)));
        assertTrue(refused.getMessage().contains("not a training run"), refused.getMessage());
    }

    private static FaceSet faces() {
        FaceSet.Builder builder = new FaceSet.Builder();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 168; i++) {
            Emotion label = Emotion.fromIndex(i % Emotion.COUNT);
            byte[] face = new byte[FaceSet.PIXELS];
            for (int p = 0; p < face.length; p++) {
                boolean bar = p / FaceSet.SIDE / 7 == label.ordinal();
                face[p] = (byte) (random.nextInt(60) + (bar ? 190 : 60));
            }
            builder.add(face, label, i < 112 ? Split.TRAINING : Split.PUBLIC_TEST, "drawn " + i);
        }
        return builder.build();
    }
}
