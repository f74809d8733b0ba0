package org.mimika.learn.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.EmotionExplainer;
import org.mimika.core.EmotionExplainer.Explanation;
import org.mimika.core.EmotionExplainer.Method;
import org.mimika.core.ExplanationTaps;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.nn.CostOps;
import org.mimika.learn.nn.NamedParameters;
import org.mimika.learn.nn.Network;
import org.mimika.learn.nn.Ops;
import org.mimika.learn.nn.Parameter;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.zoo.ResNet50;
import org.mimika.learn.zoo.VisionTransformer;
import org.mimika.learn.zoo.Zoo;

/** Explanations from an exported file, against the same worked out on LibTorch's own values and gradients. */
class ExplanationTest {
    private static final int SMALL = 10_000_000;

    static List<Network> transformers() {
        Network hybrid = Zoo.create("hybrid-tiny");
        return List.of(
                hybrid,
                new VisionTransformer(new VisionTransformer.Config(hybrid.input(), 12, 16, 2, 2, Emotion.COUNT, 0, 0)));
    }

    private static Network convolutional() {
        return new ResNet50(new ResNet50.Config(
                Zoo.create("hybrid-tiny").input(), ResNet50.Stem.SMALL, 4, List.of(1, 1), Emotion.COUNT, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("transformers")
    void rolloutIsThatOfLibTorchsAttention(Network network) {
        try (TorchWeights weights = lively(network)) {
            float[] face = noise(network.input().size());
            float[] expected = rollout(network, weights, face);
            Explanation explanation = explain(export(network, weights, WeightStorage.FP32), face, null);
            assertEquals(Method.ATTENTION_ROLLOUT, explanation.method());
            assertArrayEquals(expected, explanation.map().values(), 2e-4f);
        }
    }

    @ParameterizedTest
    @MethodSource("everyEmotion")
    void gradCamIsThatOfLibTorchsGradients(Emotion emotion) {
        Network network = convolutional();
        try (TorchWeights weights = lively(network)) {
            float[] face = noise(network.input().size());
            Explanation explanation = explain(export(network, weights, WeightStorage.FP32), face, emotion);
            assertEquals(Method.GRAD_CAM, explanation.method());
            assertEquals(12, explanation.map().width());
            assertArrayEquals(
                    gradCam(network, weights, face, emotion), explanation.map().values(), 2e-4f);
        }
    }

    static List<Emotion> everyEmotion() {
        return Emotion.all();
    }

    @Test
    void theAnswerIsTheClassifiersAndHalvesAreExplainedToo() {
        for (Network network : List.of(transformers().get(0), convolutional())) {
            try (TorchWeights weights = lively(network)) {
                float[] face = noise(network.input().size());
                byte[] onnx = export(network, weights, WeightStorage.FP16);
                Explanation explanation = explain(onnx, face, null);
                assertEquals(explanation.scores().top(), explanation.emotion());
                try (EmotionClassifier classifier =
                        EmotionClassifier.open(onnx, "halves", ClassifierOptions.defaults())) {
                    assertArrayEquals(
                            classifier
                                    .classify(FloatBuffer.wrap(face), 1)
                                    .get(0)
                                    .probabilities(),
                            explanation.scores().probabilities(),
                            1e-5f);
                }
            }
        }
    }

    @Test
    void everyNetworkOfTheRegistryCanBeExplained() {
        for (String name : Zoo.names()) {
            Network network = Zoo.create(name);
            var named = NamedParameters.of(network);
            if (named.values().stream().mapToLong(Parameter::size).sum() < SMALL) {
                Optional<ExplanationTaps> taps = taps(network);
                assertTrue(taps.isPresent(), name);
            }
        }
        assertEquals(
                Optional.of(new ExplanationTaps.Attention(
                        IntStream.rangeClosed(1, 8)
                                .mapToObj(i -> "Softmax_" + i)
                                .toList(),
                        true,
                        8,
                        8)),
                taps(Zoo.create("vit")));
        assertEquals(
                "classifier.weight.T",
                ((ExplanationTaps.FeatureMap) taps(convolutional()).orElseThrow()).headWeight());
    }

    private static Optional<ExplanationTaps> taps(Network network) {
        var named = NamedParameters.of(network);
        OnnxOps ops = new OnnxOps(named, name -> new float[named.get(name).size()], WeightStorage.FP16);
        var input = network.input();
        network.forward(
                ops, new OnnxOps.Value("input", new CostOps.Shape(1, input.channels(), input.height(), input.width())));
        return ops.taps();
    }

    private static byte[] export(Network network, TorchWeights weights, WeightStorage storage) {
        ModelMetadata metadata = new ModelMetadata("t", "t", network.input(), 1, new TreeMap<>());
        // With label smoothing taken out: Grad-CAM is of the logits before that.
        return OnnxModel.write(network, weights::values, metadata, new OnnxModel.Finish(new Unsmoothing(0.1), storage));
    }

    private static Explanation explain(byte[] onnx, float[] face, Emotion emotion) {
        try (EmotionExplainer explainer = EmotionExplainer.open(onnx, "test", ClassifierOptions.defaults())) {
            return explainer.explain(FloatBuffer.wrap(face), emotion);
        }
    }

    /** The whole product of all blocks, in double precision. */
    private static float[] rollout(Network network, TorchWeights weights, float[] face) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> attention = new ArrayList<>();
            forward(network, watching(weights, "softmax", 4, attention), face);
            Tensor product = null;
            for (Tensor block : attention) {
                Tensor mean = block.get(0).mean(0).to(torch.ScalarType.Double); // [L, L]
                Tensor mixed = mean.add(torch.eye(mean.size(0))).mul(new Scalar(0.5));
                product = product == null ? mixed : mixed.matmul(product);
            }
            boolean classToken = network instanceof VisionTransformer;
            Tensor shown = classToken ? product.get(0).narrow(0, 1, product.size(0) - 1) : product.mean(0);
            Tensor least = shown.min();
            return floats(shown.sub(least).div(shown.max().sub(least)));
        }
    }

    /** The definition: gradients of the logit in the feature map, averaged over its places. */
    private static float[] gradCam(Network network, TorchWeights weights, float[] face, Emotion emotion) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> maps = new ArrayList<>();
            Tensor logits = forward(network, watching(weights, "mean", 4, maps), face);
            Tensor map = maps.get(0); // [1, C, h, w]
            logits.get(0).get(emotion.ordinal()).backward();
            Tensor importance = map.grad().mean(3).mean(2); // [1, C]
            Tensor heat = torch.relu(map.mul(importance.view(1, -1, 1, 1)).sum(1));
            return floats(heat.div(heat.max()));
        }
    }

    private static Tensor forward(Network network, Ops<Tensor> ops, float[] face) {
        var input = network.input();
        return network.forward(ops, Tensor.create(face, 1, input.channels(), input.height(), input.width()));
    }

    /** LibTorch's operations; keeps what one of them gives, or for a mean what it takes, with its gradient. */
    @SuppressWarnings("unchecked")
    private static Ops<Tensor> watching(TorchWeights weights, String operation, int rank, List<Tensor> seen) {
        TorchOps ops = new TorchOps(weights, false);
        return (Ops<Tensor>)
                Proxy.newProxyInstance(Ops.class.getClassLoader(), new Class<?>[] {Ops.class}, (self, method, args) -> {
                    Object result = method.invoke(ops, args);
                    Tensor watched = (Tensor) (operation.equals("mean") ? args[0] : result);
                    if (method.getName().equals(operation) && watched.dim() == rank) {
                        watched.retain_grad();
                        seen.add(watched);
                    }
                    return result;
                });
    }

    private static float[] floats(Tensor tensor) {
        Tensor values = tensor.detach().to(torch.ScalarType.Float).contiguous();
        float[] read = new float[Math.toIntExact(values.numel())];
        FloatBuffer buffer = values.createBuffer();
        buffer.get(read);
        return read;
    }

    /** As after some training: attention and heads that are not even. */
    private static TorchWeights lively(Network network) {
        TorchWeights weights = TorchWeights.initialised(network, 3);
        SplittableRandom random = new SplittableRandom(4);
        weights.named().forEach((name, parameter) -> {
            float[] values = weights.values(name);
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.2 * (random.nextDouble() - 0.3));
            }
            weights.set(name, values);
        });
        return weights;
    }

    private static float[] noise(int size) {
        SplittableRandom random = new SplittableRandom(9);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
