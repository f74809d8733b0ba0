package org.mimika.learn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InterpolateFuncOptions;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kBicubic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.MimikaException;
import org.mimika.core.Sha256;
import org.mimika.learn.nn.NamedParameters;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.zoo.ResNet50;
import org.mimika.learn.zoo.VisionTransformer;
import org.mimika.learn.zoo.Zoo;

/** Files of the exact published names and shapes, loaded into our networks. */
class PretrainedWeightsTest {
    private static final double[] IMAGENET_MEAN = {0.485, 0.456, 0.406};
    private static final double[] IMAGENET_STD = {0.229, 0.224, 0.225};

    @TempDir
    static Path folder;

    private static Path resNet50;
    private static Path shortVit;

    @BeforeAll
    static void writeFiles() {
        resNet50 = folder.resolve("resnet50.pth");
        shortVit = folder.resolve("vit.safetensors");
        Published.writeTorch(resNet50, Published.resNet50());
        Published.writeSafeTensors(shortVit, Published.huggingFaceVit(2));
    }

    @Test
    void theFilesAreAsPublished() {
        assertEquals(320, Published.resNet50().size());
        assertEquals(25_557_032, learned(Published.resNet50()));
        assertEquals(200, Published.huggingFaceVit(12).size());
        assertEquals(152, Published.timmVit(12).size());
        assertEquals(86_567_656, learned(Published.timmVit(12)));
    }

    private static long learned(Map<String, int[]> shapes) {
        return shapes.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().contains("running_") && !entry.getKey().contains("num_batches"))
                .mapToLong(entry -> Published.size(entry.getValue()))
                .sum();
    }

    /** In red, green and blue, and in grey with FER2013's normalisation. */
    @ParameterizedTest
    @CsvSource({"3,0.449,0.226", "1,0.508,0.255"})
    void resNet50ComputesWhatThePublishedOneDoes(int channels, float mean, float std) {
        int side = 64;
        InputSpec input = new InputSpec(side, side, channels, mean, std, FaceCrop.FER2013);
        Network network = new ResNet50(new ResNet50.Config(
                input, ResNet50.Stem.PUBLISHED, ResNet50.Config.WIDTH_50, ResNet50.Config.DEPTHS_50, 7, 0, 0));
        try (TorchWeights weights = TorchWeights.initialised(network, 1)) {
            LoadReport report = load(resNet50, network, weights);
            assertEquals(263, report.loaded().size());
            assertEquals(
                    java.util.Set.of("stem.weight", "stemNorm.runningMean"),
                    report.adapted().keySet());
            assertEquals(
                    java.util.Set.of("classifier.weight", "classifier.bias"),
                    report.missing().keySet());
            assertEquals(55, report.skipped().size()); // 53 counters and the head
            float[] grey = grey(side, 7);
            // Our zero is a grey, which is another number to the published network.
            double[] expected = new PublishedForward(Published.resNet50())
                    .resNet50(
                            rgb(grey, IMAGENET_MEAN, IMAGENET_STD),
                            side,
                            c -> (decimal(mean) - IMAGENET_MEAN[c]) / IMAGENET_STD[c]);
            assertClose(expected, features(network, weights, grey), 2e-4);
        }
    }

    /** The whole file of ViT-B/16, over a line that breaks off twice on the way. */
    @Test
    void visionTransformerComputesWhatThePublishedOneDoes() throws IOException {
        int side = 48; // a grid of 3 by 3: the positions are resized
        Path published = folder.resolve("vit-b16.safetensors");
        Published.writeSafeTensors(published, Published.huggingFaceVit(12));
        Path file = fetchedOverABrokenLine(published);
        Network network = Zoo.create("vit-b16", new Zoo.Options(side, 0, 0));
        try (TorchWeights weights = TorchWeights.empty(network)) {
            LoadReport report = load(file, network, weights);
            assertEquals(197, report.loaded().size());
            assertEquals(Map.of("positions", "resized from a grid of 14x14 to 3x3"), report.adapted());
            assertEquals(
                    java.util.Set.of("pooler.dense.weight", "pooler.dense.bias"),
                    report.skipped().keySet());
            float[] grey = grey(side, 8);
            float[] positions =
                    torchResized(Published.values("embeddings.position_embeddings", new int[] {1, 197, 768}), 14, 3);
            double[] half = {0.5, 0.5, 0.5};
            double[] expected =
                    new PublishedForward(Published.huggingFaceVit(12)).vit(rgb(grey, half, half), side, positions);
            assertClose(expected, features(network, weights, grey), 5e-4);
        }
    }

    private static Path fetchedOverABrokenLine(Path published) throws IOException {
        byte[] content = Files.readAllBytes(published);
        Files.delete(published);
        try (FlakyServer server = new FlakyServer(content)) {
            server.breaks = 2;
            server.breakAfter = content.length / 3;
            WeightCache cache = new WeightCache(folder.resolve("cache"), new Download.Options(10_000, 3, 1));
            PublishedFile wanted = PublishedFile.of(
                            server.address("model.safetensors").toString())
                    .withSha256(new ExpectedHash(Sha256.of(content)));
            Path file = cache.fetch(wanted, (done, total, state) -> {});
            assertEquals(3, server.asked.size());
            return file;
        }
    }

    @Test
    void greyPatchesAndTheirBiasReadOurNormalisation() {
        int side = 32;
        InputSpec input = new InputSpec(side, side, 1, 0.508f, 0.255f, FaceCrop.FER2013);
        Network network = vit(input, 16, 768, 2);
        try (TorchWeights weights = TorchWeights.empty(network)) {
            LoadReport report = load(shortVit, network, weights);
            assertTrue(report.adapted().get("patches.weight").contains("summed over red, green and blue"));
            float[] grey = grey(side, 9);
            float[] positions =
                    torchResized(Published.values("embeddings.position_embeddings", new int[] {1, 197, 768}), 14, 2);
            double[] half = {0.5, 0.5, 0.5};
            double[] expected =
                    new PublishedForward(Published.huggingFaceVit(2)).vit(rgb(grey, half, half), side, positions);
            assertClose(expected, features(network, weights, grey), 5e-4);
        }
    }

    @Test
    void timmsFusedMatrixIsSplitIntoQueryKeyAndValue() {
        Path file = folder.resolve("timm.safetensors");
        Published.writeSafeTensors(file, Published.timmVit(1));
        Map<String, float[]> loaded = new TreeMap<>();
        LoadReport report = load(file, vit(rgbInput(224, 0.5f, 0.5f), 16, 768, 1), loaded);
        float[] fused = Published.values("blocks.0.attn.qkv.weight", new int[] {2304, 768});
        int third = 768 * 768;
        assertArrayEquals(Arrays.copyOfRange(fused, 0, third), loaded.get("blocks.0.attention.query.weight"));
        assertArrayEquals(Arrays.copyOfRange(fused, third, 2 * third), loaded.get("blocks.0.attention.key.weight"));
        assertArrayEquals(
                Arrays.copyOfRange(fused, 2 * third, 3 * third), loaded.get("blocks.0.attention.value.weight"));
        float[] bias = Published.values("blocks.0.attn.qkv.bias", new int[] {2304});
        assertArrayEquals(Arrays.copyOfRange(bias, 768, 1536), loaded.get("blocks.0.attention.key.bias"));
        assertTrue(report.adapted().isEmpty());
        assertEquals(
                java.util.Set.of("head.weight", "head.bias"), report.skipped().keySet());
    }

    @Test
    void timmsSafetensorsAndAnyPrefixAreReadAlike() {
        Path file = folder.resolve("resnet50.safetensors");
        Map<String, float[]> published = new TreeMap<>();
        Map<String, float[]> prefixed = new TreeMap<>();
        Network network = Zoo.create("resnet50-224");
        load(resNet50, network, published);
        Map<String, SafeTensors.Values> renamed = new LinkedHashMap<>();
        Published.resNet50().forEach((name, shape) -> {
            if (!name.endsWith("num_batches_tracked") && !name.startsWith("fc.")) {
                renamed.put("module." + name, new SafeTensors.Values(shape, Published.values(name, shape)));
            }
        });
        new SafeTensors(Map.of(), renamed).write(file);
        load(file, network, prefixed);
        assertEquals(published.keySet(), prefixed.keySet());
        published.forEach((name, values) -> assertArrayEquals(values, prefixed.get(name), name));
    }

    @Test
    void aStemOfAnotherKernelBeginsAnewTogetherWithItsNorm() {
        Map<String, float[]> loaded = new TreeMap<>();
        LoadReport report = load(resNet50, Zoo.create("resnet50"), loaded);
        assertEquals(
                java.util.Set.of(
                        "classifier.bias",
                        "classifier.weight",
                        "stem.weight",
                        "stemNorm.bias",
                        "stemNorm.runningMean",
                        "stemNorm.runningVar",
                        "stemNorm.weight"),
                report.missing().keySet());
        assertEquals(
                "the file's first convolution is 7x7 over 3 channels, here 3x3 over 4 channels",
                report.missing().get("stem.weight"));
        assertEquals(260, loaded.size());
        assertTrue(report.lines().size() < 10, report.lines()::toString);
    }

    @Test
    void positionsAreResizedAsLibTorchDoes() {
        for (int[] sides : new int[][] {{14, 3}, {14, 7}, {14, 24}, {3, 14}, {5, 5}, {1, 4}, {4, 1}}) {
            int from = sides[0];
            int to = sides[1];
            float[] values = Published.values("embed", new int[] {1, 1 + from * from, 768});
            float[] resized = new PositionGrid(1, from, to).resize(values, 768);
            assertArrayEquals(torchResized(values, from, to), resized, 1e-5f, from + " to " + to);
            float[] bare = new PositionGrid(0, from, to).resize(Arrays.copyOfRange(values, 768, values.length), 768);
            assertArrayEquals(Arrays.copyOfRange(resized, 768, resized.length), bare, from + " to " + to);
        }
    }

    @Test
    void aWrongShapeIsRefusedByNameBeforeAnythingIsLoaded() {
        Map<String, int[]> shapes = Published.huggingFaceVit(1);
        shapes.put("encoder.layer.0.output.dense.weight", new int[] {768, 3071});
        Path file = folder.resolve("wrong.safetensors");
        Published.writeSafeTensors(file, shapes);
        Map<String, float[]> loaded = new TreeMap<>();
        assertEquals(
                file + ": tensor encoder.layer.0.output.dense.weight is of shape [768, 3071], expected [768, 3072]",
                refused(file, vit(rgbInput(224, 0.5f, 0.5f), 16, 768, 1), loaded));
        assertTrue(loaded.isEmpty());
    }

    /** What stands behind a first convolution is changed on the way, and has a shape all the same. */
    @ParameterizedTest
    @CsvSource({"32", "128"})
    void aWrongShapeBehindTheFirstConvolutionIsRefusedToo(int outputs) {
        Map<String, int[]> vit = Published.huggingFaceVit(1);
        vit.put("embeddings.patch_embeddings.projection.bias", new int[] {outputs});
        Path file = folder.resolve("bias.safetensors");
        Published.writeSafeTensors(file, vit);
        Map<String, float[]> loaded = new TreeMap<>();
        assertEquals(
                file + ": tensor embeddings.patch_embeddings.projection.bias is of shape [" + outputs
                        + "], expected [768]",
                refused(file, vit(rgbInput(224, 0.4f, 0.5f), 16, 768, 1), loaded));
        assertTrue(loaded.isEmpty());
    }

    @Test
    void aNetworkOfOursThatSharesNamesAloneIsRefused() {
        Path hybrid = own("hybrid", "");
        String message = refused(hybrid, Zoo.create("vit"));
        assertTrue(message.contains("but not of this network: only "), message);
        assertTrue(refused(own("vit", ""), Zoo.create("hybrid")).contains("but not of this network: only "));
        // It may grow, and look at another size: then the positions are resized.
        assertTrue(load(own("hybrid-small", ""), Zoo.create("hybrid"), new TreeMap<>())
                .missing()
                .isEmpty());
        LoadReport wide = load(hybrid, Zoo.create("hybrid", new Zoo.Options(96, 0, 0)), new TreeMap<>());
        assertEquals(Map.of("positions", "resized from a grid of 6x6 to 12x12"), wide.adapted());
        assertTrue(wide.missing().isEmpty());
    }

    /** A file of ours with all of a network's parameters. */
    private Path own(String model, String prefix) {
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>();
        NamedParameters.of(Zoo.create(model))
                .forEach((name, parameter) -> tensors.put(
                        prefix + name,
                        new SafeTensors.Values(parameter.shape(), Published.values(name, parameter.shape()))));
        Path file = folder.resolve("own-" + model + ".safetensors");
        new SafeTensors(Map.of(), tensors).write(file);
        return file;
    }

    @Test
    void anotherArchitectureIsRefusedInOneLine() {
        Network vit = vit(rgbInput(224, 0.5f, 0.5f), 16, 768, 1);
        assertTrue(
                refused(resNet50, vit).contains("a ResNet as torchvision and timm name it, which this network is not"));
        assertTrue(refused(shortVit, Zoo.create("resnet50-224")).contains("HuggingFace"));
        assertTrue(refused(shortVit, Zoo.create("hybrid-tiny")).contains("which this network is not"));
        assertTrue(refused(shortVit, vit).contains("no place for encoder.layer.1."));
        assertTrue(refused(shortVit, vit(rgbInput(224, 0.5f, 0.5f), 16, 768, 3)).contains("lacks encoder.layer.2."));
        String narrow = refused(shortVit, vit(rgbInput(224, 0.5f, 0.5f), 16, 192, 2));
        assertTrue(narrow.contains("expected [192") || narrow.contains("expected [1, 1, 192]"), narrow);
        Network shallow = new ResNet50(new ResNet50.Config(
                rgbInput(64, 0.449f, 0.226f), ResNet50.Stem.PUBLISHED, 64, java.util.List.of(3, 4, 5, 3), 7, 0, 0));
        assertTrue(refused(resNet50, shallow).contains("no place for layer3.5."));
    }

    @Test
    void whatHoldsOtherNamesIsRefusedWithSomeOfThem() {
        Path file = folder.resolve("other.safetensors");
        new SafeTensors(Map.of(), Map.of("decoder.x", new SafeTensors.Values(new int[] {1}, new float[1]))).write(file);
        assertTrue(refused(file, Zoo.create("hybrid-tiny")).contains("decoder.x"));
    }

    /** Our own files: with and without the names' first parts; what has another shape begins anew, if it is little. */
    @ParameterizedTest
    @CsvSource({"average/network.", "network.", "''"})
    void ourOwnNamesAreReadAsTheyAre(String prefix) {
        Network network = Zoo.create("hybrid-tiny");
        Map<String, SafeTensors.Values> tensors = new LinkedHashMap<>();
        NamedParameters.of(network).forEach((name, parameter) -> {
            if (!name.startsWith("classifier")) {
                int[] shape = name.equals("norm.bias") ? new int[] {5} : parameter.shape();
                tensors.put(prefix + name, new SafeTensors.Values(shape, Published.values(name, shape)));
            }
        });
        tensors.put("optimiser/mean/stem.weight", new SafeTensors.Values(new int[] {1}, new float[1]));
        tensors.put("adam/mean", new SafeTensors.Values(new int[] {1}, new float[1])); // of an older version
        Path file = folder.resolve("own.safetensors");
        new SafeTensors(Map.of(), tensors).write(file);
        Map<String, float[]> loaded = new TreeMap<>();
        LoadReport report = load(file, network, loaded);
        assertEquals(
                java.util.Set.of("classifier.weight", "classifier.bias", "norm.bias"),
                report.missing().keySet());
        assertEquals(tensors.size() - 3, loaded.size()); // but for the moments and what has another shape
        assertArrayEquals(Published.values("positions", new int[] {1, 36, 24}), loaded.get("positions"));
        assertFalse(refused(file, Zoo.create("hybrid")).isBlank());
    }

    private static LoadReport load(Path file, Network network, TorchWeights weights) {
        try (WeightFile in = WeightFile.open(file)) {
            return PretrainedWeights.load(
                    in,
                    weights.named(),
                    "",
                    network.input(),
                    new PretrainedWeights.Values(weights::values, weights::set));
        }
    }

    private static LoadReport load(Path file, Network network, Map<String, float[]> into) {
        try (WeightFile in = WeightFile.open(file)) {
            return PretrainedWeights.load(
                    in,
                    NamedParameters.of(network),
                    "",
                    network.input(),
                    new PretrainedWeights.Values(into::get, into::put));
        }
    }

    private static String refused(Path file, Network network) {
        return refused(file, network, new TreeMap<>());
    }

    private static String refused(Path file, Network network, Map<String, float[]> into) {
        String message = assertThrows(MimikaException.class, () -> load(file, network, into))
                .getMessage();
        assertEquals(1, message.lines().count());
        assertTrue(message.contains(file.getFileName().toString()), message);
        return message;
    }

    private static Network vit(InputSpec input, int patch, int width, int depth) {
        return new VisionTransformer(new VisionTransformer.Config(input, patch, width, depth, width / 64, 7, 0, 0));
    }

    private static InputSpec rgbInput(int side, float mean, float std) {
        return new InputSpec(side, side, 3, mean, std, FaceCrop.FER2013);
    }

    /** Grey levels from 0 to 255. */
    private static float[] grey(int side, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] grey = new float[side * side];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = random.nextInt(256);
        }
        return grey;
    }

    private static double[] rgb(float[] grey, double[] mean, double[] std) {
        double[] pixels = new double[3 * grey.length];
        for (int i = 0; i < pixels.length; i++) {
            int c = i / grey.length;
            pixels[i] = (grey[i % grey.length] / 255 - mean[c]) / std[c];
        }
        return pixels;
    }

    private static double decimal(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    private static float[] features(Network network, TorchWeights weights, float[] grey) {
        InputSpec input = network.input();
        float[] x = new float[input.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = input.normalize(grey[i % grey.length]);
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor image = Tensor.create(x, 1, input.channels(), input.height(), input.width());
            Tensor y = network.features(new TorchOps(weights, false), image).contiguous();
            float[] features = new float[network.featureWidth()];
            FloatBuffer buffer = y.createBuffer();
            buffer.get(features);
            return features;
        }
    }

    /** By LibTorch's own operation, as timm resizes positions. */
    private static float[] torchResized(float[] values, int from, int to) {
        float[] resized = new float[(1 + to * to) * 768];
        System.arraycopy(values, 0, resized, 0, 768);
        try (PointerScope scope = new PointerScope()) {
            Tensor grid = Tensor.create(Arrays.copyOfRange(values, 768, values.length), 1, from, from, 768);
            InterpolateFuncOptions options = new InterpolateFuncOptions();
            options.size().put(new LongVector(to, to));
            options.mode().put(new kBicubic());
            options.align_corners().put(false);
            options.antialias().put(true);
            Tensor y = torch.interpolate(grid.permute(0, 3, 1, 2).contiguous(), options)
                    .permute(0, 2, 3, 1)
                    .contiguous();
            FloatBuffer buffer = y.createBuffer();
            buffer.get(resized, 768, to * to * 768);
            return resized;
        }
    }

    private static void assertClose(double[] expected, float[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * Math.max(1, Math.abs(expected[i])), "value " + i);
        }
    }
}
