package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.learn.export.Exporter;
import org.mimika.learn.export.WeightStorage;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.NamedParameters;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.weights.LoadReport;
import org.mimika.learn.weights.SafeTensors;

/** Runs that start from other weights: what moves when, and that they resume exactly. */
class FinetuneTest {
    private static final FaceSet FACES = faces();

    private static final Map<String, String> RECIPE = Map.of(
            "model", "hybrid-tiny",
            "batch", "16",
            "optimiser.rate", "0.01",
            "regularisation.votes", "0",
            "regularisation.softLabels", "0");

    @TempDir
    Path folder;

    private TinyRuns runs;

    @BeforeEach
    void begin() {
        runs = new TinyRuns(folder, FACES, RECIPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adamw", "muon"})
    void theHeadMovesFirstAndTheRestAfterIt(String method) {
        Path encoder = encoder();
        Map<String, String> head = Map.of(
                "init", encoder.toString(), "epochs", "2", "finetune.headEpochs", "1", "optimiser.method", method);
        Recipe recipe = runs.recipe(head);
        RunFolder run = runs.begun("staged", recipe);
        Map<String, SafeTensors.Values> start = SafeTensors.read(encoder).tensors();
        try (Trainer trainer = new Trainer(recipe, FACES, run, TrainingListener.NONE)) {
            assertEquals(
                    java.util.Set.of("network.classifier.weight", "network.classifier.bias"),
                    trainer.loaded().get(0).missing().keySet());
            int[] steps = {0};
            assertFalse(trainer.run(() -> steps[0]++ == 7)); // the head's epoch has 7
        }
        SafeTensors after = SafeTensors.read(run.last());
        NamedParameters.of(Trainee.of(recipe).network()).forEach((name, parameter) -> {
            float[] now = after.tensors().get("weights/network." + name).data();
            if (name.startsWith("classifier")) {
                assertTrue(moved(new float[now.length], now), name);
            } else if (parameter.role() != Parameter.Role.BUFFER) {
                assertArrayEquals(start.get(name).data(), now, name);
            }
        });
        runs.train(recipe, run);
        SafeTensors whole = SafeTensors.read(run.last());
        assertTrue(moved(
                start.get("stem.weight").data(),
                whole.tensors().get("weights/network.stem.weight").data()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adamw", "muon"})
    void aStagedRunThatWasStoppedAnywhereEqualsAnUnbrokenOne(String method) {
        Map<String, String> changes = Map.of(
                "init",
                encoder().toString(),
                "epochs",
                "3",
                "finetune.headEpochs",
                "1",
                "finetune.encoderRate",
                "0.1",
                "optimiser.method",
                method);
        RunFolder unbroken = runs.run("unbroken", changes);
        Recipe recipe = runs.recipe(changes);
        RunFolder stopped = runs.begun("stopped", recipe);
        for (int stopAfter : new int[] {3, 4, 0, 1, 5}) { // within the head's epoch, at its end, after it
            runs.trainUntil(recipe, stopped, stopAfter);
        }
        runs.train(recipe, stopped);
        TinyRuns.assertEqual(unbroken, stopped);
    }

    @Test
    void theStagesHaveSchedulesOfTheirOwn() {
        Recipe recipe = runs.recipe(Map.of(
                "epochs",
                "5",
                "finetune.headEpochs",
                "2",
                "finetune.encoderRate",
                "0.1",
                "optimiser.warmupEpochs",
                "1"));
        Stage first = Stage.of(recipe, 10, 19);
        Stage second = Stage.of(recipe, 10, 20);
        assertTrue(first.headOnly() && first.begin() == 0);
        assertEquals(0.01 / 10, first.rate(0), 1e-12);
        assertEquals(0.01, first.rate(10), 1e-12);
        assertTrue(first.rate(19) < 0.001);
        assertEquals(20, second.begin());
        assertEquals(0.1, second.encoderRate());
        assertEquals(0.01 / 10, second.rate(20), 1e-12);
        assertTrue(second.begins(20) && !second.begins(21));
        assertEquals(0.01 * 0.01, second.rate(50), 1e-12);
        assertFalse(Stage.of(runs.recipe(Map.of("epochs", "5")), 10, 49).plain());
        Recipe plain = runs.recipe(Map.of("epochs", "5", "regularisation.plainEpochs", "2"));
        assertTrue(!Stage.of(plain, 10, 29).plain() && Stage.of(plain, 10, 30).plain());
        Stage brief = Stage.of(runs.recipe(Map.of("epochs", "2", "finetune.headEpochs", "1")), 10, 0); // warm-up of 1
        assertEquals(0.01, brief.rate(5), 1e-12);
        assertTrue(brief.rate(9) < 0.002, () -> "" + brief.rate(9));
        assertTrue(assertThrows(
                        MimikaException.class, () -> runs.recipe(Map.of("epochs", "2", "finetune.headEpochs", "2")))
                .getMessage()
                .contains("finetune.headEpochs is 2: expected below epochs"));
    }

    @Test
    void theShareOfTheRateIsEachValuesOwn() {
        Recipe.Optimiser options = new Recipe.Optimiser(Recipe.Method.ADAMW, 0.1, 0.1, 1, 0.5, 0.9, 0.99, 1, 0.9, 0);
        try (TorchWeights weights = TorchWeights.initialised(Linear.of(3, 2), 1);
                TorchWeights alike = TorchWeights.initialised(Linear.of(3, 2), 1);
                Optimiser optimiser = new Optimiser(options, weights);
                Optimiser reference = new Optimiser(options, alike);
                PointerScope scope = new PointerScope()) {
            float[] before = weights.values("weight");
            float[] shares = {1, 1, 0, 0, 0.1f, 0.1f, 1, 0}; // six weights, two biases
            float[] gradient = {0.3f, -0.2f, 99, -99, 0.1f, 0.2f, 0.2f, 99};
            Tensor factors = Tensor.create(shares, 8);
            set(weights, gradient);
            optimiser.step(0, 0.1, factors);
            for (int i : new int[] {2, 3, 7}) { // what stands still has no part in the gradient's norm
                gradient[i] = 0;
            }
            set(alike, gradient);
            reference.step(0, 0.1);
            float[] moved = weights.values("weight");
            float[] whole = alike.values("weight");
            for (int i = 0; i < 6; i++) {
                assertEquals(shares[i] * (whole[i] - before[i]), moved[i] - before[i], 1e-6, "weight " + i);
            }
            assertEquals(alike.values("bias")[0], weights.values("bias")[0], 1e-7);
            assertEquals(0, weights.values("bias")[1]);
            optimiser.restart();
            optimiser
                    .moments()
                    .forEach(
                            (name, moment) -> assertEquals(0, moment.abs().sum().item_double(), name));
        }
    }

    @Test
    void theHeadsAreWhatTheHeadUses() {
        Recipe recipe = runs.recipe(Map.of("regularisation.votes", "0.5"));
        Trainee trainee = Trainee.of(recipe);
        try (TorchWeights weights = TorchWeights.empty(trainee);
                RateFactors factors = new RateFactors(trainee, trainee.network(), Device.CPU)) {
            assertNull(factors.of(new Stage(0, new Schedule(1, 1, 0, 1), 1, true)));
            FloatBuffer values = factors.of(new Stage(0, new Schedule(1, 1, 0, 1), 0.25, true))
                    .createBuffer();
            double heads = 0;
            for (String name : weights.named().keySet()) {
                boolean head = name.startsWith("network.classifier") || name.startsWith("votesHead");
                heads += head ? weights.named().get(name).size() : 0;
            }
            double sum = 0;
            for (int i = 0; i < weights.learned(); i++) {
                sum += values.get(i);
            }
            assertEquals(heads + 0.25 * (weights.learned() - heads), sum, 1e-6);
        }
    }

    @Test
    void aRunSaysWhatItStartedFromAndNeedsItNoMore() throws IOException {
        Path encoder = encoder();
        Recipe recipe = runs.recipe(Map.of("init", encoder.toString(), "epochs", "1"));
        RunFolder run = runs.begun("described", recipe);
        try (Trainer trainer = new Trainer(recipe, FACES, run, TrainingListener.NONE)) {
            LoadReport report = trainer.loaded().get(0);
            assertEquals(encoder, report.file());
            int[] steps = {0};
            assertFalse(trainer.run(() -> steps[0]++ == 2));
        }
        String written = Files.readString(run.init());
        assertTrue(written.contains(encoder.toString()) && written.contains("sha256"), written);
        Files.delete(encoder);
        try (Trainer trainer = new Trainer(recipe, FACES, run, TrainingListener.NONE)) {
            assertTrue(trainer.loaded().isEmpty());
            assertTrue(trainer.run(() -> false));
        }
        Recipe onward = runs.recipe(Map.of("init", run.path().toString(), "epochs", "1"));
        RunFolder next = runs.begun("next", onward);
        try (Trainer trainer = new Trainer(onward, FACES, next, TrainingListener.NONE)) {
            assertTrue(trainer.loaded().get(0).missing().isEmpty());
        }
        Recipe missing = runs.recipe(Map.of("init", encoder.toString(), "epochs", "1"));
        RunFolder nowhere = runs.begun("nowhere", missing);
        MimikaException refused =
                assertThrows(MimikaException.class, () -> new Trainer(missing, FACES, nowhere, TrainingListener.NONE));
        assertTrue(refused.getMessage().contains("no such file"), refused.getMessage());
    }

    @Test
    void whatItBeganWithIsKeptWhereNoEpochIsBetter() throws IOException {
        Map<String, String> vit = Map.of("model", "vit-tiny", "epochs", "1"); // no batch statistics that move
        RunFolder first = runs.run("first", vit);
        Map<String, String> still = new TreeMap<>(vit);
        still.put("init", first.path().toString());
        still.put("optimiser.rate", "1e-30");
        still.put("regularisation.labelSmoothing", "0.3");
        RunFolder second = runs.run("second", still);
        try (TrainedRun begun = TrainedRun.best(first);
                TrainedRun kept = TrainedRun.best(second)) {
            assertEquals(1, begun.progress().best().epoch());
            assertEquals(0, kept.progress().best().epoch());
            assertEquals(begun.recipe().smoothing(1), kept.smoothing(), "what an export takes out is what was learnt");
            assertEquals(begun.smoothing(), smoothingOfAnExport(begun));
            assertEquals(begun.progress().best().score(), kept.progress().best().score());
            assertEquals(1, kept.epochs().size());
            begun.weights()
                    .toMap()
                    .forEach((name, values) ->
                            assertArrayEquals(values, kept.weights().values(name), name));
        }
    }

    private double smoothingOfAnExport(TrainedRun run) throws IOException {
        FaceView faces = FACES.split(Split.PUBLIC_TEST);
        Path file = folder.resolve("export.onnx");
        Files.write(
                file,
                Exporter.export(run, "export", WeightStorage.FP32, faces, done -> {})
                        .onnx());
        return Initialisation.smoothing(List.of(file.toString()));
    }

    @Test
    void severalNetworksBeginAsTheirMean() throws IOException {
        RunFolder first = runs.run("first", Map.of("seed", "1"));
        RunFolder second = runs.run("second", Map.of("seed", "2"));
        String three = first.path() + ", " + second.path() + "," + first.path();
        Recipe recipe = runs.recipe(Map.of("init", three, "epochs", "1"));
        Initialisation.check(recipe);
        RunFolder mean = runs.begun("mean", recipe);
        runs.trainUntil(recipe, mean, 0); // begins, and stops before its first step
        Map<String, SafeTensors.Values> a = SafeTensors.read(first.best()).tensors();
        Map<String, SafeTensors.Values> b = SafeTensors.read(second.best()).tensors();
        Map<String, SafeTensors.Values> begun = SafeTensors.read(mean.best()).tensors();
        for (String name : NamedParameters.of(Trainee.of(recipe)).keySet()) {
            float[] values = begun.get("average/" + name).data();
            for (int i = 0; i < values.length; i++) {
                float once = b.get("average/" + name).data()[i];
                float twice = a.get("average/" + name).data()[i];
                assertEquals((2 * twice + once) / 3, values[i], 1e-6 * Math.max(1, Math.abs(values[i])), name);
            }
        }
        String written = Files.readString(mean.init());
        assertTrue(
                written.contains(first.best().toString())
                        && written.contains(second.best().toString()),
                written);
        assertNoMean(runs.recipe(Map.of("init", first.path() + "," + encoder())));
        Path shallow = file("hybrid-small", name -> true);
        Path deep = file("hybrid-medium", name -> true);
        assertNoMean(runs.recipe(Map.of("model", "hybrid-small", "init", shallow + "," + deep)));
        assertNoMean(runs.recipe(Map.of("model", "hybrid-medium", "init", shallow + "," + deep)));
        Initialisation.check(runs.recipe(Map.of("model", "hybrid-medium", "init", deep + "," + deep)));
    }

    private static void assertNoMean(Recipe recipe) {
        MimikaException refused = assertThrows(MimikaException.class, () -> Initialisation.check(recipe));
        assertTrue(refused.getMessage().contains("from end to end"), refused.getMessage());
    }

    /** All of a tiny hybrid but its head. */
    private Path encoder() {
        return file("hybrid-tiny", name -> !name.startsWith("classifier"));
    }

    private Path file(String model, Predicate<String> kept) {
        Map<String, SafeTensors.Values> tensors = new TreeMap<>();
        Recipe recipe = runs.recipe(Map.of("model", model));
        try (TorchWeights weights = TorchWeights.initialised(Trainee.of(recipe).network(), 77)) {
            weights.named().forEach((name, parameter) -> {
                if (kept.test(name)) {
                    tensors.put(name, new SafeTensors.Values(parameter.shape(), weights.values(name)));
                }
            });
        }
        Path file = folder.resolve(model + ".safetensors");
        new SafeTensors(Map.of(), tensors).write(file);
        return file;
    }

    private static boolean moved(float[] before, float[] after) {
        double most = 0;
        for (int i = 0; i < before.length; i++) {
            most = Math.max(most, Math.abs(after[i] - before[i]));
        }
        return most > 1e-5;
    }

    private static void set(TorchWeights weights, float[] gradient) {
        FloatBuffer buffer = weights.gradients().createBuffer();
        buffer.put(gradient);
    }

    static FaceSet faces() {
        FaceSet.Builder builder = new FaceSet.Builder();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 168; i++) {
            byte[] face = new byte[FaceSet.PIXELS];
            random.nextBytes(face);
            Split split = i < 112 ? Split.TRAINING : Split.PUBLIC_TEST;
            builder.add(face, Emotion.fromIndex(i % Emotion.COUNT), split, "drawn " + i);
        }
        return builder.build();
    }
}
