package org.mimika.learn.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;
import org.mimika.core.Sha256;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.weights.LoadReport;
import org.mimika.learn.weights.PretrainedWeights;
import org.mimika.learn.weights.WeightFile;
import org.mimika.learn.zoo.Zoo;

/** A model's file gives its network's weights back, so that a training can go on from it. */
class OnnxWeightFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"hybrid-tiny, FP32", "hybrid-tiny, FP16", "resnet-tiny, FP16", "vit-tiny, FP32", "vit-tiny, FP16"})
    void everyWeightComesBackAsItWasStored(String name, WeightStorage storage) throws IOException {
        Network network = Zoo.create(name);
        try (TorchWeights trained = TorchWeights.initialised(network, 3);
                TorchWeights stored = storage.stored(network, trained);
                TorchWeights loaded = TorchWeights.initialised(network, 4)) {
            Path file = write(network, name, trained, storage);
            try (WeightFile in = WeightFile.open(file)) {
                assertEquals(name, in.metadata().get("mimika.architecture"));
                assertEquals(Sha256.of(file), in.sha256());
                LoadReport report = PretrainedWeights.load(
                        in,
                        loaded.named(),
                        "",
                        network.input(),
                        new PretrainedWeights.Values(loaded::values, loaded::set));
                assertTrue(report.missing().isEmpty() && report.skipped().isEmpty(), report::toString);
            }
            stored.toMap()
                    .forEach((parameter, values) -> assertArrayEquals(values, loaded.values(parameter), parameter));
        }
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        Network network = Zoo.create("hybrid-tiny");
        try (TorchWeights weights = TorchWeights.initialised(network, 3)) {
            byte[] whole = Files.readAllBytes(write(network, "hybrid-tiny", weights, WeightStorage.FP16));
            Path cut = folder.resolve("cut.onnx");
            Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
            MimikaException refused = assertThrows(MimikaException.class, () -> WeightFile.open(cut));
            assertEquals(cut + " is not an ONNX file, or a damaged one", refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-48,-48", "48,47", "0", "4294967296,4294967296", "9223372036854775807,2"})
    void aTensorThatDoesNotHoldWhatItsShapeSaysIsRefused(String shape) throws IOException {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("stemNorm.weight")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(new byte[4 * 48 * 48]));
        for (String extent : shape.split(",")) {
            tensor.addDims(Long.parseLong(extent));
        }
        refuse(tensor.build());
    }

    @Test
    void twoTensorsOfOneNameAreRefused() throws IOException {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("stem.weight")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(1)
                .setRawData(ByteString.copyFrom(new byte[4]));
        refuse(tensor.build(), tensor.setName("stem.weight.unfolded").build());
    }

    private void refuse(TensorProto... tensors) throws IOException {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setProducerName("somebody");
        Arrays.stream(tensors).forEach(model.getGraphBuilder()::addInitializer);
        Path file = Files.write(folder.resolve("hostile.onnx"), model.build().toByteArray());
        MimikaException refused = assertThrows(MimikaException.class, () -> WeightFile.open(file));
        assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void anotherNetworkIsRefused() throws IOException {
        Network network = Zoo.create("vit-tiny");
        try (TorchWeights weights = TorchWeights.initialised(network, 3);
                TorchWeights other = TorchWeights.initialised(Zoo.create("resnet-tiny"), 3);
                WeightFile in = WeightFile.open(write(network, "vit-tiny", weights, WeightStorage.FP16))) {
            assertThrows(
                    MimikaException.class,
                    () -> PretrainedWeights.load(
                            in,
                            other.named(),
                            "",
                            network.input(),
                            new PretrainedWeights.Values(other::values, other::set)));
        }
    }

    private Path write(Network network, String name, TorchWeights weights, WeightStorage storage) throws IOException {
        ModelMetadata metadata = new ModelMetadata(name, name, network.input(), 1, new TreeMap<>());
        byte[] onnx =
                OnnxModel.write(network, weights::values, metadata, new OnnxModel.Finish(new Unsmoothing(0), storage));
        return Files.write(folder.resolve(name + ".onnx"), onnx);
    }
}
