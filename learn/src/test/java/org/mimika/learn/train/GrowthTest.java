package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.FaceBatches;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchRuntime;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.weights.LoadReport;
import org.mimika.learn.weights.PretrainedWeights;
import org.mimika.learn.weights.SafeTensors;
import org.mimika.learn.weights.WeightFile;
import org.mimika.learn.zoo.ResNet50;
import org.mimika.learn.zoo.ResNetSeed;
import org.mimika.learn.zoo.Zoo;

/** A ResNet that is grown from a seed answers what the seed answers, and goes on learning from there. */
class GrowthTest {
    private static final InputSpec INPUT = new InputSpec(48, 48, 1, 0.508f, 0.255f, FaceCrop.FER2013);
    private static final FaceView FACES = FinetuneTest.faces().require(Split.TRAINING);

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
            to.named().forEach((name, parameter) -> {
                if (parameter.role() != Parameter.Role.BUFFER && name.contains("norm3.weight")) {
                    double norm = 0;
                    for (float value : to.gradient(name)) {
                        norm += Math.abs(value);
                    }
                    assertTrue(norm > 0, "no gradient reaches " + name);
                }
            });
        }
    }

    @Test
    void aNetworkThatIsTooSmallIsRefused() {
        Network network = grown(4);
        try (TorchWeights from = lively(seed(), 6);
                TorchWeights to = TorchWeights.initialised(network, 7)) {
            Path file = file(from);
            MimikaException refused = assertThrows(MimikaException.class, () -> grow(file, to, network));
            assertTrue(refused.getMessage().contains("cannot be grown from"), refused.getMessage());
        }
    }

    @Test
    void theZoosSeedFitsItsResNet() {
        Network seed = Zoo.create("resnet50-seed");
        Network network = Zoo.create("resnet50");
        try (TorchWeights from = lively(seed, 8);
                TorchWeights to = TorchWeights.initialised(network, 7)) {
            grow(file(from), to, network);
            assertArrayEquals(logits(seed, from, false), logits(network, to, false), 2e-3f);
        }
    }

    private static Network seed() {
        return new ResNetSeed(new ResNetSeed.Config(INPUT, 2, List.of(6, 12), List.of(1, 2), 32, 2, 0, 0));
    }

    private static Network grown(int width) {
        return new ResNet50(new ResNet50.Config(INPUT, ResNet50.Stem.SMALL, width, List.of(3, 4, 2), 7, 0, 0));
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

    private static LoadReport grow(Path file, TorchWeights into, Network network) {
        try (WeightFile in = WeightFile.open(file)) {
            return PretrainedWeights.load(in, into.named(), "", network.input(), into::set);
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
