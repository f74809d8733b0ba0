package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.learn.export.OnnxModel;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.FaceBatches;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchRuntime;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.weights.LoadReport;
import org.mimika.learn.weights.PretrainedWeights;
import org.mimika.learn.weights.SafeTensors;
import org.mimika.learn.weights.WeightFile;
import org.mimika.learn.zoo.Hybrid;
import org.mimika.learn.zoo.ResNet50;
import org.mimika.learn.zoo.ResNetSeed;
import org.mimika.learn.zoo.Zoo;

/** A network that is grown from another answers what the other answers, and goes on learning from there. */
class GrowthTest {
    private static final InputSpec INPUT = new InputSpec(48, 48, 1, 0.508f, 0.255f, FaceCrop.FER2013);
    private static final FaceSet FACES_OF_BOTH = FinetuneTest.faces();
    private static final FaceView FACES = FACES_OF_BOTH.require(Split.TRAINING);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void itAnswersWhatTheSeedAnswers(int number) {
        TorchRuntime.useThreads(1);
        Network seed = seed();
        Network network = grown(8);
        try (TorchWeights from = lively(seed, number);
                TorchWeights to = TorchWeights.initialised(network, 7)) {
            float[] expected = logits(seed, from, false);
            LoadReport report = grow(file(from), to, network);
            assertTrue(report.grown());
            assertTrue(report.missing().isEmpty(), () -> report.missing().toString());
            assertArrayEquals(expected, logits(network, to, false), 1e-3f);
            Recentring.rewrite(network, to, FACES);
            assertArrayEquals(expected, logits(network, to, false), 1e-3f);
        }
    }

    @Test
    void itGoesOnFromThereBecauseItsNormsFitRealFaces() {
        Network seed = seed();
        Network network = grown(8);
        try (TorchWeights from = lively(seed, 4);
                TorchWeights to = TorchWeights.initialised(network, 7)) {
            float[] inTraining = logits(seed, from, true);
            grow(file(from), to, network);
            double before = distance(inTraining, logits(network, to, true));
            grow(file(from), to, network); // that pass has moved the running statistics
            Recentring.rewrite(network, to, FACES);
            double after = distance(inTraining, logits(network, to, true));
            assertTrue(after < 0.05 * before, before + " before, " + after + " after");
        }
    }

    @Test
    void aSeedsModelFileDoesAsWell() throws IOException {
        Network seed = seed();
        Network network = grown(8);
        try (TorchWeights from = lively(seed, 9);
                TorchWeights to = TorchWeights.initialised(network, 7)) {
            assertTrue(grow(onnx(seed, from), to, network).grown());
            assertArrayEquals(logits(seed, from, false), logits(network, to, false), 1e-3f);
        }
    }

    @Test
    void whatIsNewReceivesGradient() {
        Network network = grown(8);
        try (TorchWeights from = lively(seed(), 5);
                TorchWeights to = TorchWeights.initialised(network, 7);
                PointerScope scope = new PointerScope();
                FaceBatches batches = new FaceBatches(FACES, INPUT, Device.CPU)) {
            grow(file(from), to, network);
            Recentring.rewrite(network, to, FACES);
            Tensor x = batches.tensor(new Randomness(1).order(0, FACES.size()), 0, 32);
            Tensor logits = network.forward(new TorchOps(to, true), x);
            torch.log_softmax(logits, 1).narrow(1, 2, 1).sum().backward();
            // The last stage begins to read what is new: columns of its first weight that were zero.
            float[] gradient = to.gradient("stages.7.conv1.weight"); // [32, 64, 1, 1], of which 16 columns are old
            float[] values = to.values("stages.7.conv1.weight");
            for (int column = 48; column < 64; column++) {
                assertEquals(0, values[column]);
                assertNotEquals(0, gradient[column], "no gradient reaches column " + column);
            }
            // And a bottleneck that the seed has no block for leaves the identity.
            float[] idle = to.gradient("stages.2.norm3.weight");
            assertTrue(IntStream.range(0, idle.length).anyMatch(i -> idle[i] != 0), "no gradient reaches stages.2");
        }
    }

    @Test
    void aNetworkThatIsTooSmallIsRefused() {
        try (TorchWeights from = lively(seed(), 6)) {
            Path file = file(from);
            for (Network network : List.of(
                    grown(4),
                    grown(8, List.of(1, 4, 2)),
                    grown(8, List.of(3, 3, 2)),
                    grown(8, List.of(3, 4, 4, 2)),
                    grown(8, List.of(3, 4, 1)))) {
                try (TorchWeights to = TorchWeights.initialised(network, 7)) {
                    MimikaException refused = assertThrows(MimikaException.class, () -> grow(file, to, network));
                    assertTrue(refused.getMessage().contains("cannot be grown from"), refused.getMessage());
                }
            }
        }
    }

    /** In training too, which shows that its norms were rewritten for the faces. */
    @Test
    void aTrainingOfTheZoosResNetBeginsWithWhatItsSeedAnswers() {
        Network seed = Zoo.create("resnet50-seed");
        TinyRuns runs = new TinyRuns(folder, FACES_OF_BOTH, Map.of());
        try (TorchWeights from = lively(seed, 8)) {
            Map<String, String> changes = Map.of(
                    "model",
                    "resnet50",
                    "init",
                    file(from).toString(),
                    "precision",
                    "f32",
                    "regularisation.votes",
                    "0");
            Recipe recipe = runs.recipe(changes);
            RunFolder run = runs.begun("grown", recipe);
            runs.trainUntil(recipe, run, 0);
            try (TrainedRun begun = TrainedRun.best(run)) {
                assertTrue(begun.progress().isBestAsItBegan());
                Network network = begun.network();
                assertArrayEquals(logits(seed, from, false), logits(network, begun.weights(), false), 2e-3f);
                assertArrayEquals(logits(seed, from, true), logits(network, begun.weights(), true), 2e-2f);
            }
            Map<String, String> pooled = new TreeMap<>(changes);
            pooled.put("model", "resnet50-pooled");
            MimikaException refused =
                    assertThrows(MimikaException.class, () -> Initialisation.check(runs.recipe(pooled)));
            assertTrue(refused.getMessage().contains("train --model resnet50"), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNetworkOfDeeperStagesBeginsAsTheOneOfShallowerStages(boolean onnx) throws IOException {
        Network shallow = hybrid(List.of(1, 2), 1);
        Network deep = hybrid(List.of(7, 8), 1); // by far the larger part is further blocks
        try (TorchWeights from = lively(shallow, 11);
                TorchWeights to = TorchWeights.initialised(deep, 7)) {
            Path file = onnx ? onnx(shallow, from) : file(from);
            LoadReport report = grow(file, to, deep);
            assertTrue(report.missing().isEmpty(), () -> report.missing().toString());
            assertTrue(report.skipped().isEmpty(), () -> report.skipped().toString());
            assertArrayEquals(logits(shallow, from, false), logits(deep, to, false), 1e-5f);
            assertArrayEquals(from.values("stages.1.conv2.weight"), to.values("stages.7.conv2.weight"));
            assertArrayEquals(logits(shallow, from, true), logits(deep, to, true), 1e-5f);
        }
    }

    @Test
    void aFurtherBlockOfADeeperStageReceivesGradient() {
        Network deep = hybrid(List.of(2, 2), 1);
        try (TorchWeights from = lively(hybrid(List.of(1, 2), 1), 12);
                TorchWeights to = TorchWeights.initialised(deep, 7);
                PointerScope scope = new PointerScope();
                FaceBatches batches = new FaceBatches(FACES, INPUT, Device.CPU)) {
            grow(file(from), to, deep);
            Tensor x = batches.tensor(new Randomness(1).order(0, FACES.size()), 0, 16);
            Tensor logits = deep.forward(new TorchOps(to, true), x);
            torch.log_softmax(logits, 1).narrow(1, 2, 1).sum().backward();
            float[] scale = to.gradient("stages.1.norm2.weight");
            assertTrue(IntStream.range(0, scale.length).anyMatch(i -> scale[i] != 0));
        }
    }

    @Test
    void blocksFindTheirPlacesAlsoWhereMoreIsUnlike() {
        Network other = hybrid(List.of(3, 1), 2); // one transformer block more
        try (TorchWeights from = lively(hybrid(List.of(1, 2), 1), 13);
                TorchWeights to = TorchWeights.initialised(other, 7)) {
            LoadReport report = grow(file(from), to, other);
            assertTrue(report.missing().containsKey("blocks.1.up.weight"), () -> report.missing()
                    .toString());
            assertTrue(report.skipped().containsKey("average/network.stages.2.conv1.weight"));
            assertArrayEquals(from.values("stages.1.conv2.weight"), to.values("stages.3.conv2.weight"));
        }
    }

    private static Network hybrid(List<Integer> depths, int blocks) {
        return new Hybrid(new Hybrid.Config(INPUT, 2, List.of(8, 16), depths, blocks, 2, 0, 0));
    }

    private static Network seed() {
        return new ResNetSeed(new ResNetSeed.Config(INPUT, 2, List.of(8, 16), List.of(1, 2), 32, 2, 0, 0));
    }

    private static Network grown(int width) {
        return grown(width, List.of(3, 4, 2));
    }

    private static Network grown(int width, List<Integer> depths) {
        return new ResNet50(new ResNet50.Config(INPUT, ResNet50.Stem.SMALL, width, depths, 7, 0, 0));
    }

    /** With norms that have seen the faces, and residual branches that say something. */
    private static TorchWeights lively(Network network, int number) {
        TorchWeights weights = TorchWeights.initialised(network, number);
        weights.named().forEach((name, parameter) -> {
            if (name.matches(".*norm[23].weight") || name.equals("classifier.weight")) {
                float[] values = weights.values(name);
                for (int i = 0; i < values.length; i++) {
                    values[i] = 0.3f + 0.1f * (i % 5);
                }
                weights.set(name, values);
            }
        });
        Recentring.rewrite(network, weights, FACES);
        return weights;
    }

    private static float[] logits(Network network, TorchWeights weights, boolean training) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                FaceBatches batches = new FaceBatches(FACES, INPUT, Device.CPU)) {
            Tensor x = batches.tensor(new Randomness(0).order(0, FACES.size()), 0, FACES.size());
            return Device.values(network.forward(new TorchOps(weights, training), x));
        }
    }

    private Path file(TorchWeights weights) {
        Map<String, SafeTensors.Values> tensors = new TreeMap<>();
        weights.named()
                .forEach((name, parameter) -> tensors.put(
                        "average/network." + name, new SafeTensors.Values(parameter.shape(), weights.values(name))));
        Path file = folder.resolve("seed.safetensors");
        new SafeTensors(Map.of(), tensors).write(file);
        return file;
    }

    private Path onnx(Network network, TorchWeights weights) throws IOException {
        ModelMetadata metadata = new ModelMetadata("seed", "seed", INPUT, 1, new TreeMap<>());
        Path file = folder.resolve("seed.onnx");
        Files.write(file, OnnxModel.write(network, weights::values, metadata));
        return file;
    }

    private static LoadReport grow(Path file, TorchWeights into, Network network) {
        try (WeightFile in = WeightFile.open(file)) {
            return PretrainedWeights.load(
                    in, into.named(), "", network.input(), new PretrainedWeights.Values(into::values, into::set));
        }
    }

    private static double distance(float[] a, float[] b) {
        assertEquals(a.length, b.length);
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }
}
