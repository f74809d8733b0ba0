package org.mimika.learn.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.export.OnnxModel;
import org.mimika.learn.nn.Cost;
import org.mimika.learn.nn.CostOps;
import org.mimika.learn.nn.NamedParameters;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.nn.PlainOps;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchWeights;

/** What every network of the registry must hold; a new one is tested by being registered. */
class ZooTest {
    private static final int FACES = 2;

    static List<String> names() {
        return Zoo.names();
    }

    /** Of the networks for large images, the same weights on a small one: the plain reference is slow. */
    private static Network create(String name, double drop) {
        int side = Zoo.create(name).input().width() > 48 ? 32 : 0;
        return Zoo.create(name, new Zoo.Options(side, drop, drop));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theForwardPassAgreesWithThePlainReference(String name) {
        Network network = create(name, 0);
        try (TorchWeights weights = lively(network)) {
            float[] x = faces(network, 11);
            PlainOps.Array expected = network.forward(
                    new PlainOps(network, weights::values, false), PlainOps.Array.of(shape(network), x));
            float[] actual = torchLogits(network, weights, x, TorchOps.Layout.CHANNELS_LAST);
            assertClose(expected.data(), actual, 2e-4);
            assertClose(expected.data(), torchLogits(network, weights, x, TorchOps.Layout.CONTIGUOUS), 2e-4);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theOnnxGraphAgreesWithThePlainReference(String name) {
        Network network = create(name, 0);
        try (TorchWeights weights = lively(network)) {
            float[] x = faces(network, 12);
            PlainOps.Array expected = network.forward(
                    new PlainOps(network, weights::values, false), PlainOps.Array.of(shape(network), x));
            ModelMetadata metadata = new ModelMetadata(name, name, network.input(), 1, new TreeMap<>());
            byte[] onnx = OnnxModel.write(network, weights::values, metadata);
            try (EmotionClassifier classifier = EmotionClassifier.open(onnx, name, ClassifierOptions.defaults())) {
                float[][] logits = classifier.logits(FloatBuffer.wrap(x), FACES);
                assertClose(Arrays.copyOfRange(expected.data(), 0, Emotion.COUNT), logits[0], 2e-4);
                assertClose(Arrays.copyOfRange(expected.data(), Emotion.COUNT, 2 * Emotion.COUNT), logits[1], 2e-4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyParameterReceivesGradient(String name) {
        Network network = create(name, 0.1);
        try (TorchWeights weights = lively(network)) {
            step(network, weights, 8, 0);
            weights.named().forEach((path, parameter) -> {
                if (parameter.role() != Parameter.Role.BUFFER) {
                    double norm = 0;
                    for (float value : weights.gradient(path)) {
                        norm += (double) value * value;
                    }
                    // A key's bias shifts all scores of a query alike, which softmax does not see.
                    boolean blind = path.endsWith("attention.key.bias");
                    assertTrue(blind || norm > 0, "no gradient reaches " + path);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void oneBatchCanBeLearntByHeart(String name) {
        Network network = create(name, 0);
        try (TorchWeights weights = TorchWeights.initialised(network, 5)) {
            double loss = Double.POSITIVE_INFINITY;
            for (int i = 0; i < 200 && loss > 0.05; i++) {
                loss = step(network, weights, 4, 0.05);
            }
            assertTrue(loss < 0.05, "the loss stays at " + loss);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theCostCountsEveryParameterOnce(String name) {
        Network network = create(name, 0);
        long learned = NamedParameters.of(network).values().stream()
                .filter(parameter -> parameter.role() != Parameter.Role.BUFFER)
                .mapToLong(Parameter::size)
                .sum();
        assertEquals(learned, CostOps.of(network).parameters());
    }

    @Test
    void theParametersAreThosePublished() {
        // torchvision's resnet50 and the ViT-B/16 of Dosovitskiy et al., with the thousand classes of ImageNet.
        InputSpec rgb = new InputSpec(224, 224, 3, 0.5f, 0.5f, FaceCrop.FER2013);
        Network resnet = new ResNet50(
                new ResNet50.Config(rgb, ResNet50.Stem.PUBLISHED, 64, ResNet50.Config.DEPTHS_50, 1000, 0, 0));
        Network vit = new VisionTransformer(new VisionTransformer.Config(rgb, 16, 768, 12, 12, 1000, 0, 0));
        assertEquals(25_557_032, CostOps.of(resnet).parameters());
        assertEquals(4.09e9, CostOps.of(resnet).multiplyAdds(), 0.01e9);
        assertEquals(86_567_656, CostOps.of(vit).parameters());
        assertEquals(17.56e9, CostOps.of(vit).multiplyAdds(), 0.05e9);
    }

    @Test
    void anUnknownNetworkIsRefusedWithTheKnownOnes() {
        MimikaException refused = assertThrows(MimikaException.class, () -> Zoo.create("resnet51"));
        assertTrue(refused.getMessage().contains("resnet51")
                && refused.getMessage().contains("hybrid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hybrid", "resnet50", "resnet50-pooled", "vit"})
    void aSizeThatItCannotHaveIsRefused(String name) {
        MimikaException refused =
                assertThrows(MimikaException.class, () -> Zoo.create(name, new Zoo.Options(49, 0, 0)));
        assertTrue(refused.getMessage().contains(name) && refused.getMessage().contains("49x49"), refused.getMessage());
    }

    @Test
    void theHybridStaysWithinItsBudget() {
        Cost cost = CostOps.of(Zoo.create("hybrid"));
        assertTrue(cost.parameters() < 6_000_000 && cost.multiplyAdds() <= 235_000_000, cost::toString);
    }

    @Test
    void namesComeFromFields() {
        Map<String, Parameter> named = NamedParameters.of(Zoo.create("hybrid-tiny"));
        assertTrue(named.containsKey("blocks.0.attention.query.weight"), named.keySet()::toString);
        assertTrue(named.containsKey("stages.1.shortcut.weight"));
        assertArrayEquals(new int[] {1, 36, 24}, named.get("positions").shape());
    }

    /** Weights as after some training: nothing is zero or one. */
    private static TorchWeights lively(Network network) {
        TorchWeights weights = TorchWeights.initialised(network, 3);
        SplittableRandom random = new SplittableRandom(4);
        weights.named().forEach((name, parameter) -> {
            float[] values = weights.values(name);
            for (int i = 0; i < values.length; i++) {
                boolean weight = parameter.isWeight();
                values[i] += (float) (weight ? 0.01 * random.nextDouble(-1, 1) : 0.1 * random.nextDouble());
            }
            weights.set(name, values);
        });
        return weights;
    }

    private static int[] shape(Network network) {
        return new int[] {
            FACES,
            network.input().channels(),
            network.input().height(),
            network.input().width()
        };
    }

    private static float[] faces(Network network, int seed) {
        return noise(FACES * network.input().size(), seed);
    }

    private static float[] noise(int size, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] torchLogits(Network network, TorchWeights weights, float[] x, TorchOps.Layout layout) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor input = Tensor.create(x, shape(network)[0], shape(network)[1], shape(network)[2], shape(network)[3]);
            Tensor y =
                    network.forward(new TorchOps(weights, false, layout), input).contiguous();
            float[] logits = new float[FACES * Emotion.COUNT];
            FloatBuffer buffer = y.createBuffer();
            buffer.get(logits);
            return logits;
        }
    }

    /** One step of plain gradient descent on a fixed batch; the gradients stay. Returns the loss before it. */
    private static double step(Network network, TorchWeights weights, int batch, double rate) {
        torch.manual_seed(1);
        try (PointerScope scope = new PointerScope()) {
            weights.gradients().zero_();
            var input = network.input();
            float[] x = noise(batch * input.size(), 6);
            long[] labels = new long[batch];
            for (int i = 0; i < batch; i++) {
                labels[i] = i % Emotion.COUNT;
            }
            Tensor faces = Tensor.create(x, batch, input.channels(), input.height(), input.width());
            Tensor logits = network.forward(new TorchOps(weights, true), faces);
            Tensor loss = torch.cross_entropy_loss(logits, Tensor.create(labels, batch));
            loss.backward();
            try (NoGradGuard noGrad = new NoGradGuard()) {
                weights.flat().narrow(0, 0, weights.learned()).sub_(weights.gradients(), new Scalar(rate));
            }
            return loss.item_double();
        }
    }

    private static void assertClose(double[] expected, float[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * Math.max(1, Math.abs(expected[i])), "value " + i);
        }
    }
}
