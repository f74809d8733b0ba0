package org.mimika.learn.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.mimika.learn.nn.PatchNetwork;
import org.mimika.learn.torch.Device;
import org.mimika.learn.zoo.Zoo;

/** The losses against plain references. */
class LossesTest {
    private static final int FACES = 3;
    private static final int SIDE = 48;
    private static final int PATCH = 8;
    private static final int ROW = SIDE / PATCH;
    private static final int PATCHES = ROW * ROW;

    private final PatchNetwork network = (PatchNetwork) Zoo.create("vit-tiny");
    private final MaskedDecoder decoder = MaskedDecoder.of(network, 16, 1);
    private final Mask mask = Mask.draw(FACES, PATCHES, 0.3, new SplittableRandom(2));
    private final float[] faces = noise(FACES * SIDE * SIDE, 3);
    private final float[] painted = noise(mask.hiddenPatches().length * PATCH * PATCH, 4);

    @Test
    void infoNceIsItsFormula() {
        int n = 5;
        int width = 3;
        double temperature = 0.3;
        float[] one = noise(n * width, 1);
        float[] two = noise(n * width, 2);
        double[][] views = new double[2 * n][];
        for (int i = 0; i < n; i++) {
            views[i] = unit(one, i, width);
            views[n + i] = unit(two, i, width);
        }
        double expected = 0;
        for (int i = 0; i < 2 * n; i++) {
            double others = 0;
            for (int k = 0; k < 2 * n; k++) {
                others += k == i ? 0 : Math.exp(dot(views[i], views[k]) / temperature);
            }
            double partner = Math.exp(dot(views[i], views[(i + n) % (2 * n)]) / temperature);
            expected -= Math.log(partner / others) / (2 * n);
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor loss = InfoNce.loss(Device.CPU.tensor(one, n, width), Device.CPU.tensor(two, n, width), temperature);
            assertEquals(expected, loss.item_double(), 1e-5);
        }
    }

    private static double[] unit(float[] rows, int i, int width) {
        double[] row = new double[width];
        for (int k = 0; k < width; k++) {
            row[k] = rows[i * width + k];
        }
        double length = Math.sqrt(dot(row, row));
        return Arrays.stream(row).map(value -> value / length).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    @Test
    void reconstructionIsTheErrorOfNormalisedHiddenPatches() {
        double expected = 0;
        int[] hidden = mask.hiddenPatches();
        for (int i = 0; i < hidden.length; i++) {
            double[] patch = normalised(hidden[i] / PATCHES, hidden[i] % PATCHES);
            for (int p = 0; p < patch.length; p++) {
                expected += Math.pow(patch[p] - painted[i * patch.length + p], 2) / painted.length;
            }
        }
        assertEquals(expected, loss(faces), 1e-4);
    }

    private double[] normalised(int face, int patch) {
        double[] pixels = new double[PATCH * PATCH];
        for (int p = 0; p < pixels.length; p++) {
            pixels[p] = faces[pixel(face, patch, p)];
        }
        double mean = Arrays.stream(pixels).average().orElseThrow();
        double variance = Arrays.stream(pixels)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return Arrays.stream(pixels)
                .map(v -> (v - mean) / Math.sqrt(variance + 1e-4))
                .toArray();
    }

    private static int pixel(int face, int patch, int p) {
        int y = patch / ROW * PATCH + p / PATCH;
        int x = patch % ROW * PATCH + p % PATCH;
        return face * SIDE * SIDE + y * SIDE + x;
    }

    @Test
    void reconstructionLooksAtHiddenPatchesAlone() {
        double before = loss(faces);
        float[] keptChanged = faces.clone();
        float[] hiddenChanged = faces.clone();
        boolean[] hidden = new boolean[FACES * PATCHES];
        Arrays.stream(mask.hiddenPatches()).forEach(patch -> hidden[patch] = true);
        for (int patch = 0; patch < hidden.length; patch++) {
            float[] changed = hidden[patch] ? hiddenChanged : keptChanged;
            changed[pixel(patch / PATCHES, patch % PATCHES, 5)] += 3;
        }
        assertEquals(before, loss(keptChanged));
        assertNotEquals(before, loss(hiddenChanged), 1e-3);
    }

    private double loss(float[] x) {
        try (PointerScope scope = new PointerScope()) {
            Tensor patches = Device.CPU.tensor(painted, mask.hiddenPatches().length, PATCH * PATCH);
            return decoder.loss(patches, Device.CPU.tensor(x, FACES, 1, SIDE, SIDE), mask, Device.CPU)
                    .item_double();
        }
    }

    @Test
    void quarterTurnsTurnCounterClockwise() {
        float[] square = {1, 2, 3, 4};
        float[] four = new float[16];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(square, 0, four, 4 * i, 4);
        }
        QuarterTurns turns = new QuarterTurns(new int[] {0, 1, 2, 3}, Device.CPU);
        try (PointerScope scope = new PointerScope()) {
            float[] turned = Device.values(turns.turn(Device.CPU.tensor(four, 4, 1, 2, 2)));
            assertArrayEquals(new float[] {1, 2, 3, 4, 2, 4, 1, 3, 4, 3, 2, 1, 3, 1, 4, 2}, turned);
        }
    }

    @Test
    void turnsAreToldByCrossEntropy() {
        QuarterTurns turns = new QuarterTurns(new int[] {3, 1}, Device.CPU);
        float[] logits = {0, 0, 0, 0, 1, 3, 0, -1};
        double second = Math.log(Math.exp(1) + Math.exp(3) + 1 + Math.exp(-1)) - 3;
        try (PointerScope scope = new PointerScope()) {
            double loss = turns.loss(Device.CPU.tensor(logits, 2, 4)).item_double();
            assertEquals((Math.log(4) + second) / 2, loss, 1e-5);
        }
    }

    @Test
    void neighboursNameWhatIsNear() {
        int each = 30;
        float[][] features = new float[2 * each][];
        int[] labels = new int[2 * each];
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < features.length; i++) {
            labels[i] = i % 2 == 0 ? 3 : 5;
            float x = labels[i] == 3 ? 1 : -1; // far from the origin, where only the difference tells
            features[i] = new float[] {100 + x, 100 + (float) random.nextDouble(-0.3, 0.3)};
        }
        Neighbours.Labelled known = new Neighbours.Labelled(features, labels);
        assertEquals(1, Neighbours.accuracy(known, known));
        int[] wrong = Arrays.stream(labels).map(label -> 8 - label).toArray();
        assertEquals(0, Neighbours.accuracy(known, new Neighbours.Labelled(features, wrong)));
        assertTrue(Neighbours.COUNT < each);
    }

    private static float[] noise(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
