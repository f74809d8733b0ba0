package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimika.learn.torch.Device;

class MixerTest {
    private static final int N = 5;
    private static final int SIDE = 12;

    /** Face i is all i, and its target too: what a pixel or a target became says how much of whom is in it. */
    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1", "0.2, 0.5"})
    void imagesAndTargetsAreMixedAlike(double mixup, double cutmix) {
        Mixer mixer = new Mixer(1, mixup, cutmix, Device.CPU);
        SplittableRandom random = new SplittableRandom(1);
        double mixed = 0;
        for (int round = 0; round < 40; round++) {
            try (PointerScope scope = new PointerScope()) {
                float[] faces = new float[N * SIDE * SIDE];
                float[] labels = new float[N];
                for (int i = 0; i < faces.length; i++) {
                    faces[i] = i / (SIDE * SIDE);
                    labels[i / (SIDE * SIDE)] = faces[i];
                }
                Mixer.Mixture mixture = mixer.draw(random, N, SIDE, SIDE);
                float[] images = values(mixture.images(Tensor.create(faces, N, 1, SIDE, SIDE)));
                float[] targets = values(mixture.targets(Tensor.create(labels, N, 1)));
                for (int i = 0; i < N; i++) {
                    double sum = 0;
                    for (int p = 0; p < SIDE * SIDE; p++) {
                        sum += images[i * SIDE * SIDE + p];
                    }
                    assertEquals(sum / (SIDE * SIDE), targets[i], 1e-4);
                    int partner = (i - mixture.shift() + N) % N;
                    double own = (targets[i] - partner) / (i - partner);
                    assertTrue(own > -1e-6 && own < 1 + 1e-6, "a share of " + own);
                    mixed += (1 - own) / (N * 40);
                }
            }
        }
        assertTrue(mixed > 0.25 && mixed < 0.6, "on average " + mixed + " is another face");
    }

    @Test
    void cutMixLeavesEachPixelWhole() {
        try (PointerScope scope = new PointerScope()) {
            Mixer.Mixture mixture = new Mixer(1, 0, 1, Device.CPU).draw(new SplittableRandom(3), N, SIDE, SIDE);
            for (float weight : values(mixture.weight())) {
                assertTrue(weight == 0 || weight == 1);
            }
        }
    }

    @Test
    void theShareOfTheBatchesIsKept() {
        Mixer mixer = new Mixer(0.3, 1, 1, Device.CPU);
        SplittableRandom random = new SplittableRandom(5);
        int mixed = 0;
        for (int i = 0; i < 500; i++) {
            try (PointerScope scope = new PointerScope()) {
                mixed += mixer.draw(random, 2, 2, 2) == null ? 0 : 1;
            }
        }
        assertEquals(150, mixed, 40);
        assertNull(new Mixer(0, 1, 1, Device.CPU).draw(random, 2, 2, 2));
        assertNull(new Mixer(1, 0, 0, Device.CPU).draw(random, 2, 2, 2));
        assertNull(new Mixer(1, 1, 1, Device.CPU).draw(random, 1, 2, 2), "a face alone has no partner");
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        FloatBuffer buffer = tensor.contiguous().createBuffer();
        buffer.get(values);
        return values;
    }
}
