package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.Sha256;
import org.mimika.learn.nn.BatchNorm2d;
import org.mimika.learn.nn.Conv2d;
import org.mimika.learn.nn.Layer;
import org.mimika.learn.nn.Linear;
import org.mimika.learn.nn.Network;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchWeights;
import org.mimika.learn.zoo.Zoo;

/** Optimiser, schedule, randomness and augmentation against plain references. */
class OptimisationTest {
    private static final Recipe.Optimiser OPTIONS =
            new Recipe.Optimiser(Recipe.Method.ADAMW, 0.1, 0.1, 1, 0.5, 0.9, 0.99, 1, 0.9, 0);

    @Test
    void adamWFollowsItsAlgorithm() {
        try (TorchWeights weights = TorchWeights.initialised(Linear.of(3, 2), 1);
                Optimiser optimiser = new Optimiser(OPTIONS, weights)) {
            double[] w = doubles(weights.values("weight"));
            double[] b = doubles(weights.values("bias"));
            double[][] state = new double[4][6];
            SplittableRandom random = new SplittableRandom(3);
            for (int step = 0; step < 5; step++) {
                double[] g = random.doubles(8, -0.3, 0.3).toArray(); // its norm stays under the clip
                setGradients(weights, g);
                optimiser.step(step, 0.1);
                reference(w, Arrays.copyOfRange(g, 0, 6), state[0], state[1], step, 0.5);
                reference(b, Arrays.copyOfRange(g, 6, 8), state[2], state[3], step, 0);
            }
            assertClose(w, weights.values("weight"));
            assertClose(b, weights.values("bias"));
        }
    }

    private static final Recipe.Optimiser MUON =
            new Recipe.Optimiser(Recipe.Method.MUON, 0.1, 0.1, 1, 0.5, 0.9, 0.99, 1, 0.9, 0);

    @Test
    void muonMovesEveryDirectionOfAHiddenWeightAlikeAndTheRestByAdamW() {
        // A convolution of two rows and twelve columns, and a head.
        Pair pair = new Pair(Conv2d.of(3, 2, 2, 1), Linear.head(2, 1));
        try (TorchWeights weights = TorchWeights.initialised(pair, 1);
                Optimiser optimiser = new Optimiser(MUON, weights);
                PointerScope scope = new PointerScope()) {
            double[] w = doubles(weights.values("convolution.weight"));
            double[] head = doubles(weights.values("head.weight"));
            double[] bias = doubles(weights.values("head.bias"));
            double[][] state = new double[4][2];
            double[] momentum = new double[24];
            float[] shares = new float[27];
            Arrays.fill(shares, 0, 24, 0.5f);
            Arrays.fill(shares, 24, 27, 1);
            Tensor factors = Tensor.create(shares, 27);
            SplittableRandom random = new SplittableRandom(3);
            for (int step = 0; step < 6; step++) {
                double[] g = random.doubles(27, -0.15, 0.15).toArray(); // its norm stays under the clip
                double share = step < 3 ? 1 : 0.5;
                setGradients(weights, g);
                optimiser.step(step, 0.1, step < 3 ? null : factors);
                double[] ahead = new double[24];
                for (int i = 0; i < 24; i++) {
                    momentum[i] = 0.9 * momentum[i] + 0.1 * g[i];
                    ahead[i] = 0.9 * momentum[i] + 0.1 * g[i];
                }
                double[] direction = newtonSchulz(ahead);
                for (int i = 0; i < 24; i++) {
                    w[i] -= share * 0.1 * (0.2 * Math.sqrt(12) * direction[i] + 0.5 * w[i]);
                }
                reference(head, Arrays.copyOfRange(g, 24, 26), state[0], state[1], step, 0.5);
                reference(bias, Arrays.copyOfRange(g, 26, 27), state[2], state[3], step, 0);
            }
            assertClose(w, weights.values("convolution.weight"));
            assertClose(head, weights.values("head.weight"));
            assertClose(bias, weights.values("head.bias"));
            assertEquals(
                    Set.of(
                            "mean/convolution.weight",
                            "mean/head.weight",
                            "mean/head.bias",
                            "square/head.weight",
                            "square/head.bias"),
                    optimiser.moments().keySet());
        }
    }

    private record Pair(Conv2d convolution, Linear head) implements Layer {}

    /** Of a matrix of two rows, as Jordan et al. (2024) write it. */
    private static double[] newtonSchulz(double[] matrix) {
        int columns = matrix.length / 2;
        double norm = Math.sqrt(Arrays.stream(matrix).map(v -> v * v).sum());
        double[] x = Arrays.stream(matrix).map(v -> v / norm).toArray();
        for (int i = 0; i < 5; i++) {
            double[] square = times(x, columns, transposed(x)); // [2, 2]
            double[] fourth = times(square, 2, square);
            double[] polynomial = new double[4];
            for (int k = 0; k < 4; k++) {
                polynomial[k] = -4.7750 * square[k] + 2.0315 * fourth[k];
            }
            double[] more = times(polynomial, 2, x);
            for (int k = 0; k < x.length; k++) {
                x[k] = 3.4445 * x[k] + more[k];
            }
        }
        return x;
    }

    private static double[] transposed(double[] x) { // [2, n] to [n, 2]
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i % 2 * (x.length / 2) + i / 2];
        }
        return y;
    }

    /** {@code [2, inner] [inner, columns]}. */
    private static double[] times(double[] a, int inner, double[] b) {
        int columns = b.length / inner;
        double[] c = new double[2 * columns];
        for (int i = 0; i < c.length; i++) {
            for (int k = 0; k < inner; k++) {
                c[i] += a[i / columns * inner + k] * b[k * columns + i % columns];
            }
        }
        return c;
    }

    @Test
    void anOrthogonalMatrixIsNearInWhicheverWayTheMatrixLies() {
        try (PointerScope scope = new PointerScope()) {
            torch.manual_seed(1);
            for (long[] shape : new long[][] {{24, 60}, {60, 24}, {24, 24}, {1, 9}, {7, 1}}) {
                Tensor matrix = torch.randn(shape);
                Tensor near = Orthogonal.nearest(matrix);
                assertArrayEquals(shape, near.sizes().vec().get());
                Tensor values = torch.linalg_svdvals(near);
                double largest = values.max().item_double();
                double smallest = values.min().item_double();
                assertTrue(largest < 1.25, "largest singular value " + largest);
                // A square matrix of random numbers has a singular value close to zero.
                assertTrue(shape[0] == shape[1] || smallest > 0.65, "smallest singular value " + smallest);
                T_TensorTensorTensor_T svd = torch.svd(matrix);
                Tensor nearest = svd.get0().mm(svd.get2().t()); // U V^T
                double cosine = near.mul(nearest).sum().item_double()
                        / (near.norm().item_double() * nearest.norm().item_double());
                assertTrue(cosine > (shape[0] == shape[1] ? 0.95 : 0.98), "cosine " + cosine);
            }
            assertEquals(0, Orthogonal.nearest(torch.zeros(3, 5)).norm().item_double());
        }
    }

    @Test
    void aLongGradientIsShortenedAndAllAreCleared() {
        try (TorchWeights weights = TorchWeights.initialised(Linear.of(3, 2), 1);
                Optimiser optimiser = new Optimiser(OPTIONS, weights)) {
            setGradients(weights, new double[] {0, 0, 0, 30, 0, 0, 40, 0});
            assertEquals(50, optimiser.step(0, 0.1), 1e-4);
            assertEquals(0.1 * 0.6, moment(optimiser, "mean/weight")[3], 1e-6);
            assertEquals(0.1 * 0.8, moment(optimiser, "mean/bias")[0], 1e-6);
            assertArrayEquals(new float[6], weights.gradient("weight"));
        }
    }

    private static float[] moment(Optimiser optimiser, String name) {
        try (PointerScope scope = new PointerScope()) {
            return Device.values(optimiser.moments().get(name));
        }
    }

    @Test
    void theWorstPlaceLiesAlongTheGradientAndIsLeftWithoutATrace() {
        try (TorchWeights weights = TorchWeights.initialised(BatchNorm2d.of(2), 1);
                Sharpness sharpness = new Sharpness(0.5, weights)) {
            float[] before = values(weights);
            setGradients(weights, new double[] {3, 0, 0, -4});
            sharpness.climb();
            float[] there = values(weights);
            for (int i = 0; i < before.length; i++) {
                double moved = i == 0 ? 0.3 : i == 3 ? -0.4 : 0;
                assertEquals(before[i] + moved, there[i], 1e-6, "value " + i);
            }
            assertArrayEquals(new float[2], weights.gradient("bias"));
            setGradients(weights, new double[] {1, 2, 3, 4}); // of the second pass,
            weights.flat().add_(new Scalar(7)); // in which running statistics move as well
            sharpness.comeBack();
            assertArrayEquals(before, values(weights));
            assertArrayEquals(new float[] {1, 2}, weights.gradient("bias"));
            setGradients(weights, new double[4]);
            sharpness.climb();
            assertArrayEquals(before, values(weights), "where all is flat");
        }
    }

    private static float[] values(TorchWeights weights) {
        float[] values = new float[(int) weights.flat().numel()];
        weights.flat().data_ptr_float().get(values);
        return values;
    }

    /** Loshchilov and Hutter, 2019, algorithm 2. */
    private static void reference(double[] w, double[] g, double[] m, double[] v, int step, double decay) {
        for (int i = 0; i < w.length; i++) {
            m[i] = 0.9 * m[i] + 0.1 * g[i];
            v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
            double mHat = m[i] / (1 - Math.pow(0.9, step + 1));
            double vHat = v[i] / (1 - Math.pow(0.99, step + 1));
            w[i] -= 0.1 * (mHat / (Math.sqrt(vHat) + 1e-8) + decay * w[i]);
        }
    }

    @Test
    void theRateRisesThenFallsToTheFloor() {
        Schedule schedule = new Schedule(2, 0.1, 10, 110);
        assertEquals(0.2, schedule.rate(0), 1e-12);
        assertEquals(2, schedule.rate(9), 1e-12);
        assertEquals(2, schedule.rate(10), 1e-12);
        assertEquals(2 * (0.1 + 0.9 / 2), schedule.rate(60), 1e-12);
        assertEquals(0.2, schedule.rate(110), 1e-12);
        for (int i = 11; i < 110; i++) {
            assertTrue(schedule.rate(i) < schedule.rate(i - 1));
        }
    }

    @Test
    void anEpochTakesEachFaceOnceInAnOrderOfItsOwn() {
        Randomness randomness = new Randomness(5);
        int[] order = randomness.order(3, 1000);
        assertArrayEquals(
                IntStream.range(0, 1000).toArray(),
                Arrays.stream(order).sorted().toArray());
        assertArrayEquals(order, randomness.order(3, 1000));
        assertNotEquals(Arrays.toString(order), Arrays.toString(randomness.order(4, 1000)));
        assertNotEquals(Arrays.toString(order), Arrays.toString(new Randomness(6).order(3, 1000)));
        assertNotEquals(randomness.torchSeed(1), randomness.torchSeed(2));
    }

    /** SplittableRandom counts on from its seed, so that seeds a count apart would draw the same a draw later. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 0x9E3779B97F4A7C15L})
    void neighboursHaveNothingInCommon(long seed) {
        Randomness randomness = new Randomness(seed);
        assertEquals(0, common(randomness.augmentation(3), randomness.augmentation(4)));
        assertEquals(0, common(randomness.augmentation(3), new Randomness(seed + 1).augmentation(3)));
        Network network = Zoo.create("hybrid-tiny");
        try (TorchWeights weights = TorchWeights.initialised(network, seed);
                TorchWeights others = TorchWeights.initialised(network, seed + 1)) {
            float[] a = weights.values("stem.weight");
            float[] b = others.values("stem.weight");
            assertEquals(
                    0,
                    IntStream.range(1, a.length)
                            .filter(i -> a[i] == b[i - 1] || a[i - 1] == b[i])
                            .count());
        }
    }

    private static long common(SplittableRandom a, SplittableRandom b) {
        Set<Long> drawn = a.longs(100).boxed().collect(Collectors.toSet());
        return b.longs(100).filter(drawn::contains).count();
    }

    @Test
    void whatGoesOnFromOtherWeightsDrawsAnew() {
        String one = Sha256.of(new byte[] {1});
        String two = Sha256.of(new byte[] {2});
        List<Long> seeds = Stream.of(
                        List.<String>of(), List.of(one), List.of(two), List.of(one, two), List.of(two, one))
                .map(origins -> Randomness.of(1, origins).torchSeed(0))
                .distinct()
                .toList();
        assertEquals(5, seeds.size());
        assertEquals(new Randomness(1), Randomness.of(1, List.of()));
    }

    /** Half a pixel further bilinear resampling leaves half of the energy of this pattern. */
    @Test
    void aShiftedFaceStaysSharp() {
        float[] stripes = new float[10 * 48 * 48];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (float) Math.sin(i % 48 * Math.PI / 2); // 0, 1, 0, -1: four pixels a period
        }
        Recipe.Augmentation shift = new Recipe.Augmentation(0, 0, 0, 0.1, 0, 0, 0, 0);
        float[] shifted = augment(stripes, shift);
        for (int face = 0; face < 10; face++) {
            int middle = (face * 48 + 24) * 48;
            double energy = IntStream.range(middle + 16, middle + 32)
                    .mapToDouble(i -> shifted[i] * shifted[i] / 8)
                    .sum();
            assertEquals(1, energy, 0.2, "of face " + face);
        }
    }

    @Test
    void noAugmentationLeavesFacesAsTheyAre() {
        float[] faces = noise(3);
        assertArrayEquals(faces, augment(faces, new Recipe.Augmentation(0, 0, 0, 0, 0, 0, 0, 0)), 1e-4f);
    }

    @Test
    void aFlipMirrorsEachLine() {
        float[] faces = noise(8);
        float[] flipped = augment(faces, new Recipe.Augmentation(0.999999, 0, 0, 0, 0, 0, 0, 0));
        for (int i = 0; i < faces.length; i++) {
            assertEquals(faces[i / 48 * 48 + 47 - i % 48], flipped[i], 1e-4f);
        }
    }

    @Test
    void aShiftMovesEachFaceByUpToItsShare() {
        float[] ramp = new float[48 * 48];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i % 48;
        }
        float[] shifted = augment(ramp, new Recipe.Augmentation(0, 0, 0, 0.125, 0, 0, 0, 0));
        float moved = shifted[24 * 48 + 24] - ramp[24 * 48 + 24];
        assertTrue(Math.abs(moved) > 1e-3 && Math.abs(moved) <= 6, "moved by " + moved + " of at most 6 pixels");
        assertEquals(moved, shifted[10 * 48 + 20] - ramp[10 * 48 + 20], 1e-3f);
    }

    @Test
    void anErasedRectangleIsTheMeanGreyAndNotTooLarge() {
        float[] ones = new float[20 * 48 * 48];
        Arrays.fill(ones, 1);
        float[] erased = augment(ones, new Recipe.Augmentation(0, 0, 0, 0, 0, 0, 0, 0.999999));
        for (int face = 0; face < 20; face++) {
            int blank = 0;
            for (int i = 0; i < 48 * 48; i++) {
                float value = erased[face * 48 * 48 + i];
                assertTrue(value == 0 || Math.abs(value - 1) < 1e-5);
                blank += value == 0 ? 1 : 0;
            }
            assertTrue(blank > 0.01 * 48 * 48 && blank < 0.25 * 48 * 48, "blanked " + blank);
        }
    }

    @Test
    void aFaceIsChangedAlikeInEverySize() {
        Recipe.Augmentation options = new Recipe.Augmentation(0.5, 15, 0.2, 0.1, 0.3, 0.3, 0, 0.999999);
        float[] small = augment(ramps(48), 48, options);
        float[] large = augment(ramps(96), 96, options);
        int apart = 0;
        for (int p = 0; p < small.length; p++) {
            int corner = p / 48 * 2 * 96 + p % 48 * 2;
            float mean = (large[corner] + large[corner + 1] + large[corner + 96] + large[corner + 97]) / 4;
            apart += Math.abs(mean - small[p]) > 0.01 ? 1 : 0;
        }
        // Only where a border or the edge of the blank rectangle falls within a pixel.
        assertTrue(apart < 0.05 * small.length, apart + " of " + small.length + " pixels differ");
    }

    /** Eight faces that brighten to the lower right, from 0 to 2. */
    private static float[] ramps(int side) {
        float[] values = new float[8 * side * side];
        for (int p = 0; p < values.length; p++) {
            values[p] = (p % side + p / side % side + 1f) / side;
        }
        return values;
    }

    private static float[] augment(float[] faces, Recipe.Augmentation options) {
        return augment(faces, 48, options);
    }

    private static float[] augment(float[] faces, int side, Recipe.Augmentation options) {
        int n = faces.length / (side * side);
        try (PointerScope scope = new PointerScope()) {
            Tensor x = Device.CPU.tensor(faces, n, 1, side, side);
            InputSpec input = new InputSpec(side, side, 1, 0.5f, 0.25f, FaceCrop.FER2013);
            return Device.values(new Augmenter(options, input, Device.CPU).augment(x, new SplittableRandom(7)));
        }
    }

    private static float[] noise(int faces) {
        SplittableRandom random = new SplittableRandom(8);
        float[] values = new float[faces * 48 * 48];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void setGradients(TorchWeights weights, double[] values) {
        FloatBuffer buffer = weights.gradients().createBuffer();
        for (double value : values) {
            buffer.put((float) value);
        }
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static void assertClose(double[] expected, float[] actual) {
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected[i], actual[i], 1e-5);
        }
    }
}
