package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchOps;
import org.mimika.learn.torch.TorchWeights;

/**
 * What training makes lies on the device that it is given. LibTorch's meta device stands for a GPU here; it lacks
 * convolutions and resampling, so that no whole step runs on it. That nothing but {@link Device} makes a tensor is held
 * by the architecture test.
 */
class DeviceTest {
    private final Recipe recipe = Recipes.load("hybrid-small", Map.of("regularisation.votes", "0"));

    @Test
    void tensorsLieOnTheirDevice() {
        try (PointerScope scope = new PointerScope()) {
            assertMeta(Device.META.tensor(new float[] {1, 2}, 2));
            assertMeta(Device.META.tensor(new int[] {1, 2}, 2));
            assertMeta(Device.META.tensor(new byte[] {1, 2}, 2));
            assertMeta(Device.META.zeros(2, 3));
            assertMeta(Device.META.filled(0.5, 2, 3));
            assertMeta(Device.META.range(4));
            assertMeta(Device.META.here(Device.CPU.zeros(2)));
        }
    }

    @Test
    void valuesCrossToTheHostAndBack() {
        try (PointerScope scope = new PointerScope()) {
            float[] values = {1, -2, 3, 4, 5, 6};
            Tensor tensor = Device.CPU.tensor(values, 2, 3);
            assertArrayEquals(new float[] {1, 4, -2, 5, 3, 6}, Device.values(tensor.t()));
            assertArrayEquals(values, Device.values(tensor.to(torch.ScalarType.BFloat16)));
            Device.set(tensor.view(6).narrow(0, 2, 2), new float[] {7, 8});
            assertArrayEquals(new float[] {1, -2, 7, 8, 5, 6}, Device.values(tensor));
            assertArrayEquals(new float[] {255, 128}, Device.values(Device.CPU.tensor(new byte[] {-1, -128}, 2)));
        }
    }

    @Test
    void weightsAndMomentsLieOnTheDevice() {
        try (TorchWeights weights = TorchWeights.initialised(Linear.of(3, 2), 1, Device.META);
                TorchWeights average = TorchWeights.empty(Linear.of(3, 2), Device.META);
                Optimiser optimiser = new Optimiser(recipe.optimiser(), weights);
                PointerScope scope = new PointerScope()) {
            assertMeta(weights.flat());
            assertMeta(weights.gradients());
            assertMeta(average.flat());
            optimiser.moments().values().forEach(DeviceTest::assertMeta);
            assertMeta(Orthogonal.nearest(weights.get(weights.named().get("weight"))));
            average.copyFrom(weights);
            weights.named().values().forEach(parameter -> assertMeta(weights.get(parameter)));
            assertMeta(new TorchOps(weights, true).dropPath(Device.META.zeros(4, 2), 0.5));
        }
    }

    @Test
    void whatAStepDrawsLiesOnTheDevice() {
        FaceView faces = faces();
        Targets targets = new Targets(faces, recipe.regularisation(), Device.META);
        Mixer mixer = new Mixer(1, 0, 1, Device.META);
        try (PointerScope scope = new PointerScope()) {
            Tensor labels = targets.labels(new int[] {0, 1, 2}, 0, 3, true);
            assertMeta(labels);
            Mixer.Mixture mixture = mixer.draw(new SplittableRandom(1), 3, 8, 8);
            assertMeta(mixture.weight());
            assertMeta(mixture.mean());
            assertMeta(torch.lerp(labels, labels, mixture.mean()));
        }
    }

    @Test
    void aTensorOfAnotherDeviceWouldBeSeen() {
        try (PointerScope scope = new PointerScope()) {
            Tensor here = Device.CPU.zeros(2);
            Tensor there = Device.META.zeros(2);
            String refused =
                    assertThrows(RuntimeException.class, () -> there.add(here)).getMessage();
            assertTrue(refused.contains("same device"), refused);
        }
    }

    private static void assertMeta(Tensor tensor) {
        assertEquals("meta", tensor.device().str().getString());
    }

    private static FaceView faces() {
        FaceSet.Builder builder = new FaceSet.Builder();
        for (int i = 0; i < 3; i++) {
            builder.add(new byte[FaceSet.PIXELS], Emotion.fromIndex(i), Split.TRAINING, "black");
        }
        return builder.build().all();
    }
}
