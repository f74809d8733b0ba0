package org.mimika.learn.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimika.core.Emotion;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.ModelMetadata;
import org.mimika.core.Sha256;
import org.mimika.learn.compare.Agreement.HeatMap;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.Sort;
import org.mimika.learn.compare.Training;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.eval.PixelNetwork;
import org.mimika.learn.export.OnnxModel;
import org.mimika.learn.nn.NamedParameters;
import org.mimika.learn.nn.Network;
import org.mimika.learn.zoo.Zoo;

class OnnxExplainersTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"hybrid-tiny,attention rollout", "resnet-tiny,Grad-CAM"})
    void aNetworkShowsWhereItLooked(String name, String method) throws IOException {
        Network network = Zoo.create(name);
        Random random = new Random(2);
        Map<String, float[]> values = new HashMap<>();
        NamedParameters.of(network).forEach((key, parameter) -> {
            float[] some = new float[parameter.size()];
            for (int i = 0; i < some.length; i++) {
                some[i] = key.endsWith("Var") ? 1 : (float) (0.3 * random.nextGaussian());
            }
            values.put(key, some);
        });
        ModelMetadata metadata = new ModelMetadata("tiny", name, network.input(), 1, new TreeMap<>());
        Subject subject = subject(OnnxModel.write(network, values::get, metadata));
        byte[] face = new byte[FaceSet.PIXELS];
        random.nextBytes(face);
        try (Explainers.Explainer explainer = new OnnxExplainers().open(subject).orElseThrow()) {
            List<HeatMap> maps = explainer.explain(face, Emotion.HAPPY);
            assertEquals(1, maps.size());
            assertEquals(method, maps.get(0).method());
            byte[] levels = maps.get(0).map().pixels();
            int least = 255;
            int most = 0;
            for (byte level : levels) {
                least = Math.min(least, level & 0xff);
                most = Math.max(most, level & 0xff);
            }
            if (method.equals("attention rollout")) {
                assertEquals(0, least); // stretched over the whole range
            }
            assertEquals(255, most);
            assertEquals(maps, explainer.explain(face, Emotion.HAPPY));
        }
    }

    @Test
    void aFileThatDoesNotSayHowIsNotExplained() throws IOException {
        InputSpec input = new InputSpec(48, 48, 1, 0, 1, new FaceCrop(1, 0, 0));
        byte[] onnx = PixelNetwork.onnx(new ModelMetadata("pixels", "pixels", input, 1, new TreeMap<>()));
        assertTrue(new OnnxExplainers().open(subject(onnx)).isEmpty());
    }

    private Subject subject(byte[] onnx) throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), onnx);
        ModelFacts facts = new ModelFacts(
                "model",
                "model",
                Sort.OTHER,
                "any",
                new ModelFacts.Source(ModelFacts.Kind.FILE, file.toString()),
                new ModelFacts.ModelFile(Sha256.of(onnx), onnx.length, "fp32"),
                new ModelFacts.Input(48, 48, 1),
                new ModelFacts.Cost(OptionalLong.empty(), OptionalLong.empty()),
                Training.unknown());
        return new Subject(facts, file, Sha256.of(onnx));
    }
}
