package org.mimika.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmotionClassifierTest {
    private static final int FACE = 12;
    private static final ClassifierOptions OPTIONS = new ClassifierOptions(1, 4, false);

    @TempDir
    Path folder;

    private static EmotionClassifier open(byte[] bytes) {
        return EmotionClassifier.open(bytes, "tiny.onnx", OPTIONS);
    }

    @Test
    void dividesByTheTemperatureAndTakesTheSoftmax() {
        float[] face = {1, -0.5f, 0.25f, 0, 0.125f, 0.5f, -0.25f, 9, 9, 9, 9, 9};
        double[] expected = new double[7];
        double sum = 0;
        for (int k = 0; k < 7; k++) {
            expected[k] = Math.exp((k + 1) * face[k] / 2);
            sum += expected[k];
        }
        try (EmotionClassifier classifier = open(TinyOnnx.valid())) {
            assertEquals(TinyOnnx.metadata(), classifier.metadata());
            float[] actual =
                    classifier.classify(FloatBuffer.wrap(face), 1).get(0).probabilities();
            for (int k = 0; k < 7; k++) {
                assertEquals(expected[k] / sum, actual[k], 1e-6);
            }
        }
    }

    @Test
    void splitsBatchesAndKeepsTheOrder() {
        float[] faces = faces(11, 1);
        try (EmotionClassifier classifier = open(TinyOnnx.valid())) {
            for (int n : new int[] {11, 1, 4, 5, 0, 3, 11}) {
                FloatBuffer buffer = FloatBuffer.wrap(faces);
                float[][] logits = classifier.logits(buffer, n);
                assertEquals(n, logits.length);
                assertEquals(n * FACE, buffer.position());
                for (int i = 0; i < n; i++) {
                    assertArrayEquals(expected(faces, i), logits[i], 1e-5f);
                }
            }
        }
    }

    @Test
    void cropsEachFaceOfAnImage() {
        byte[] pixels = new byte[40 * 30];
        new Random(3).nextBytes(pixels);
        LumaPlane image = LumaPlane.of(pixels, 40, 30);
        List<FaceBox> boxes = List.of(new FaceBox(1, 2, 20, 24), new FaceBox(-5, 20, 11, 11), new FaceBox(30, 3, 4, 4));
        FaceCropper cropper = new FaceCropper(TinyOnnx.metadata().input());
        try (EmotionClassifier classifier = open(TinyOnnx.valid())) {
            List<EmotionScores> scores = classifier.classify(
                    image, boxes.stream().map(FacePose::upright).toList());
            assertEquals(3, scores.size());
            for (int i = 0; i < 3; i++) {
                float[] face = new float[FACE];
                cropper.crop(image, FacePose.upright(boxes.get(i)), FloatBuffer.wrap(face));
                float[] expected =
                        EmotionScores.fromLogits(TinyOnnx.expected(face), 2).probabilities();
                assertArrayEquals(expected, scores.get(i).probabilities(), 1e-5f);
            }
            assertEquals(List.of(), classifier.classify(image, List.of()));
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (EmotionClassifier classifier = open(TinyOnnx.valid())) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int task = 0; task < 40; task++) {
                int n = 1 + task % 7;
                float[] faces = faces(n, task);
                tasks.add(() -> {
                    for (int round = 0; round < 20; round++) {
                        float[][] logits = classifier.logits(FloatBuffer.wrap(faces), n);
                        for (int i = 0; i < n; i++) {
                            assertArrayEquals(expected(faces, i), logits[i], 1e-5f);
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> future : threads.invokeAll(tasks)) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesCallsAfterClosing() {
        EmotionClassifier classifier = open(TinyOnnx.valid());
        classifier.close();
        classifier.close();
        FloatBuffer face = FloatBuffer.allocate(FACE);
        assertThrows(IllegalStateException.class, () -> classifier.logits(face, 1));
    }

    @Test
    void refusesTooFewValues() {
        try (EmotionClassifier classifier = open(TinyOnnx.valid())) {
            FloatBuffer face = FloatBuffer.allocate(2 * FACE - 1);
            assertThrows(IllegalArgumentException.class, () -> classifier.logits(face, 2));
            assertThrows(IllegalArgumentException.class, () -> classifier.logits(face, -1));
        }
    }

    @Test
    void saysSoWhenTheNetworkGivesNoNumbers() {
        try (EmotionClassifier classifier = open(TinyOnnx.valid())) {
            float[] face = new float[FACE];
            face[2] = Float.NaN;
            assertOneLine(
                    assertThrows(MimikaException.class, () -> classifier.classify(FloatBuffer.wrap(face), 1)),
                    "tiny.onnx",
                    "NaN");
        }
    }

    @Test
    void opensFilesAndRefusesOthersInOneLine() throws IOException {
        Path good = Files.write(folder.resolve("good.onnx"), TinyOnnx.valid());
        try (EmotionClassifier classifier = EmotionClassifier.open(good)) {
            assertEquals("tiny", classifier.metadata().name());
        }
        byte[] half = Arrays.copyOf(TinyOnnx.valid(), TinyOnnx.valid().length / 2);
        assertFileRefused(Files.write(folder.resolve("half.onnx"), half), "half.onnx", "mimika export");
        assertFileRefused(Files.writeString(folder.resolve("text.onnx"), "not ONNX"), "text.onnx", "mimika export");
        assertFileRefused(Files.write(folder.resolve("empty.onnx"), new byte[0]), "empty.onnx", "mimika export");
        assertFileRefused(folder.resolve("absent.onnx"), "absent.onnx", "does not exist");
        assertFileRefused(folder, "is a directory");
    }

    @Test
    void refusesGraphsThatBreakTheContract() {
        Map<String, String> map = TinyOnnx.metadata().toMap();
        assertRefused(TinyOnnx.model(Map.of(), "input", "logits", -1, 1, 3, 4), "mimika.format");
        assertRefused(TinyOnnx.model(map, "x", "logits", -1, 1, 3, 4), "[x]", "'input'");
        assertRefused(TinyOnnx.model(map, "input", "y", -1, 1, 3, 4), "[y]", "'logits'");
        assertRefused(TinyOnnx.model(map, "input", "logits", -1, 1, 4, 3), "[-1, 1, 4, 3]", "[-1, 1, 3, 4]");
        assertRefused(TinyOnnx.model(map, "input", "logits", -1, 3, 3, 4), "[-1, 3, 3, 4]", "[-1, 1, 3, 4]");
        assertRefused(TinyOnnx.model(map, "input", "logits", 1, 1, 3, 4), "[1, 1, 3, 4]", "[-1, 1, 3, 4]");
    }

    private void assertFileRefused(Path file, String... mentioned) {
        assertOneLine(assertThrows(MimikaException.class, () -> EmotionClassifier.open(file)), mentioned);
    }

    private static void assertRefused(byte[] bytes, String... mentioned) {
        MimikaException refusal = assertThrows(MimikaException.class, () -> open(bytes));
        assertOneLine(refusal, mentioned);
        assertOneLine(refusal, "tiny.onnx", "mimika export");
    }

    private static void assertOneLine(MimikaException refusal, String... mentioned) {
        String message = refusal.getMessage();
        assertTrue(List.of(mentioned).stream().allMatch(message::contains), message);
        assertEquals(1, message.lines().count(), message);
    }

    private static float[] faces(int n, long seed) {
        Random random = new Random(seed);
        float[] faces = new float[n * FACE];
        for (int i = 0; i < faces.length; i++) {
            faces[i] = random.nextFloat() * 2 - 1;
        }
        return faces;
    }

    private static float[] expected(float[] faces, int i) {
        return TinyOnnx.expected(Arrays.copyOfRange(faces, i * FACE, (i + 1) * FACE));
    }
}
