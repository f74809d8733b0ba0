package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.FaceCrop;
import org.mimika.core.FaceCropper;
import org.mimika.core.InputSpec;
import org.mimika.core.LumaPlane;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.Split;
import org.mimika.learn.eval.PixelNetwork;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.FaceBatches;

/** Teachers that look otherwise than who learns from them: another mean, deviation, size and number of channels. */
class TeachersTest {
    private static final int N = 3;
    private static final double TEMPERATURE = 2;

    @TempDir
    Path folder;

    @Test
    void severalAreAveragedEachAsItSees() throws IOException {
        InputSpec own = spec(48, 1, 0.5f, 0.25f);
        List<Path> teachers = List.of(
                teacher("same", own, 1),
                teacher("scaled", spec(48, 1, 0.1f, 0.5f), 1.3f),
                teacher("large", spec(96, 3, 0.4f, 0.2f), 0.8f));
        Recipe recipe = Recipes.load(
                "hybrid-small",
                Map.of(
                        "distillation.teachers",
                        String.join(",", teachers.stream().map(Path::toString).toList()),
                        "distillation.temperature",
                        "" + TEMPERATURE));
        FaceSet faces = faces();
        float[] taught;
        try (Teachers all = new Teachers(recipe, own, Device.CPU);
                FaceBatches batches = new FaceBatches(faces.require(Split.TRAINING), own, Device.CPU);
                PointerScope scope = new PointerScope()) {
            Tensor x = batches.tensor(new int[] {0, 1, 2}, 0, N);
            taught = Device.values(all.probabilities(x));
        }
        double[] expected = new double[N * Emotion.COUNT];
        for (Path teacher : teachers) {
            double[] probabilities = alone(teacher, faces);
            for (int i = 0; i < expected.length; i++) {
                expected[i] += probabilities[i] / teachers.size();
            }
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], taught[i], 1e-5, "" + i);
        }
    }

    /** As evaluation gives faces to a file, softened in plain Java. */
    private static double[] alone(Path file, FaceSet faces) {
        try (EmotionClassifier classifier = EmotionClassifier.open(file, ClassifierOptions.defaults())) {
            ModelMetadata metadata = classifier.metadata();
            FloatBuffer tensor = FloatBuffer.allocate(N * metadata.input().size());
            FaceCropper cropper = new FaceCropper(metadata.input());
            byte[] pixels = new byte[FaceSet.PIXELS];
            for (int i = 0; i < N; i++) {
                faces.require(Split.TRAINING).copyPixels(i, pixels, 0);
                cropper.whole(LumaPlane.of(pixels, FaceSet.SIDE, FaceSet.SIDE), tensor);
            }
            float[][] logits = classifier.logits(tensor.rewind(), N);
            List<Double> probabilities = new ArrayList<>();
            for (float[] row : logits) {
                double sum = 0;
                for (float logit : row) {
                    sum += Math.exp(logit / metadata.temperature() / TEMPERATURE);
                }
                for (float logit : row) {
                    probabilities.add(Math.exp(logit / metadata.temperature() / TEMPERATURE) / sum);
                }
            }
            return probabilities.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    private static InputSpec spec(int side, int channels, float mean, float std) {
        return new InputSpec(side, side, channels, mean, std, FaceCrop.FER2013);
    }

    /** Answers with the first seven values that it sees. */
    private Path teacher(String name, InputSpec spec, float temperature) throws IOException {
        byte[] onnx = PixelNetwork.onnx(new ModelMetadata(name, "pixels", spec, temperature, new TreeMap<>()));
        return Files.write(folder.resolve(name + ".onnx"), onnx);
    }

    private static FaceSet faces() {
        FaceSet.Builder faces = new FaceSet.Builder();
        Random random = new Random(2);
        for (int i = 0; i < N; i++) {
            byte[] pixels = new byte[FaceSet.PIXELS];
            random.nextBytes(pixels);
            faces.add(pixels, Emotion.HAPPY, Split.TRAINING, "face " + i);
        }
        return faces.build();
    }
}
