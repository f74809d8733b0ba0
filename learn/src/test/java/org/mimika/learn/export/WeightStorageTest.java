package org.mimika.learn.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;
import org.mimika.core.OnnxRuntimeNatives;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.zoo.Zoo;

class WeightStorageTest {
    private static final Network NETWORK = Zoo.create("hybrid-tiny");

    @TempDir
    Path folder;

    @Test
    void aFileOfHalvesComputesWithTheRoundedWeightsInF32() {
        try (TorchWeights trained = TorchWeights.initialised(NETWORK, 3);
                TorchWeights rounded = WeightStorage.FP16.stored(NETWORK, trained)) {
            float[] halves = logits(write(trained, WeightStorage.FP16));
            assertArrayEquals(logits(write(rounded, WeightStorage.FP32)), halves, 1e-6f);
            float[] asTrained = logits(write(trained, WeightStorage.FP32));
            double moved = 0;
            for (int k = 0; k < halves.length; k++) {
                moved = Math.max(moved, Math.abs(halves[k] - asTrained[k]));
            }
            assertTrue(moved > 1e-6, "rounding moved the logits by " + moved);
        }
    }

    @Test
    void weightsAreHalvesAndTheRestStaysAsItIs() throws IOException {
        try (TorchWeights weights = TorchWeights.initialised(NETWORK, 3)) {
            byte[] halves = write(weights, WeightStorage.FP16);
            Map<String, Integer> types = ModelProto.parseFrom(halves).getGraph().getInitializerList().stream()
                    .collect(Collectors.toMap(TensorProto::getName, TensorProto::getDataType));
            assertEquals(TensorProto.DataType.FLOAT16.getNumber(), types.get("stem.weight.unfolded.fp16"));
            assertEquals(TensorProto.DataType.FLOAT16.getNumber(), types.get("classifier.weight.T.fp16"));
            for (String small : new String[] {"stemNorm.weight", "stemNorm.runningVar", "norm.bias", "positions"}) {
                assertEquals(TensorProto.DataType.FLOAT.getNumber(), types.get(small), small);
            }
        }
    }

    @Test
    void theRuntimeCastsOnceWhenItOpensTheFile() throws Exception {
        try (TorchWeights weights = TorchWeights.initialised(NETWORK, 3)) {
            Map<String, Long> halves = optimised(write(weights, WeightStorage.FP16));
            assertEquals(optimised(write(weights, WeightStorage.FP32)), halves);
            assertTrue(!halves.containsKey("Cast") && !halves.containsKey("BatchNormalization"), halves::toString);
        }
    }

    @Test
    void aWeightThatIsTooLargeIsRefusedByName() {
        try (TorchWeights weights = TorchWeights.initialised(NETWORK, 3)) {
            float[] values = weights.values("blocks.0.up.weight");
            values[5] = -65505;
            weights.set("blocks.0.up.weight", values);
            MimikaException refused =
                    assertThrows(MimikaException.class, () -> WeightStorage.FP16.stored(NETWORK, weights));
            assertTrue(refused.getMessage().contains("blocks.0.up.weight"), refused.getMessage());
            assertTrue(refused.getMessage().contains("--weights fp32"), refused.getMessage());
        }
    }

    private static byte[] write(TorchWeights weights, WeightStorage storage) {
        ModelMetadata metadata = new ModelMetadata("t", "hybrid-tiny", NETWORK.input(), 1, new TreeMap<>());
        return OnnxModel.write(NETWORK, weights::values, metadata, new OnnxModel.Finish(new Unsmoothing(0), storage));
    }

    private static float[] logits(byte[] onnx) {
        float[] face = new float[NETWORK.input().size()];
        for (int i = 0; i < face.length; i++) {
            face[i] = (float) Math.sin(i);
        }
        try (EmotionClassifier classifier = EmotionClassifier.open(onnx, "test", ClassifierOptions.defaults())) {
            return classifier.logits(FloatBuffer.wrap(face), 1)[0];
        }
    }

    /** How many nodes of each type the runtime works with. */
    private Map<String, Long> optimised(byte[] onnx) throws OrtException, IOException {
        OnnxRuntimeNatives.version(); // sets the environment up
        Path file = folder.resolve("optimised.onnx");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizedModelFilePath(file.toString());
            OrtEnvironment.getEnvironment().createSession(onnx, options).close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList().stream()
                .collect(Collectors.groupingBy(NodeProto::getOpType, TreeMap::new, Collectors.counting()));
    }
}
