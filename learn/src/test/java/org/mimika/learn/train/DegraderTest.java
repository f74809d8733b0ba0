package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.learn.torch.Device;

/** Faces as a poor camera sees them; pixels here are shares of the range, 0 to 1. */
class DegraderTest {
    private static final int SIDE = 48;
    private static final int PIXELS = SIDE * SIDE;
    private static final int FACES = 200;
    private static final double ALWAYS = 0.999999;

    @Test
    void whereNothingIsDegradedNothingIsDrawn() {
        float[] faces = edges();
        SplittableRandom random = new SplittableRandom(1);
        assertArrayEquals(faces, degraded(faces, 1, 0, random), 1e-6f);
        assertEquals(new SplittableRandom(1).nextLong(), random.nextLong());
    }

    @Test
    void someFacesAreDimAndSomeNoisyAndSomeLeftAsTheyAre() {
        float[] faces = new float[FACES * PIXELS];
        Arrays.fill(faces, 0.6f);
        float[] degraded = degraded(faces, 1, ALWAYS, new SplittableRandom(2));
        int dim = 0;
        int noisy = 0;
        int untouched = 0;
        for (int face = 0; face < FACES; face++) {
            double light = mean(degraded, face) / 0.6;
            double deviation = deviation(degraded, face);
            assertTrue(light > 0.09 && light < 1.02, "light " + light);
            assertTrue(deviation < 1.1 * 40 / 255 * light, "noise of " + deviation + " where light is " + light);
            dim += light < 0.98 ? 1 : 0;
            noisy += deviation > 1e-6 ? 1 : 0;
            untouched += light > 0.999999 && deviation < 1e-6 ? 1 : 0;
        }
        assertEquals(FACES / 2, dim, 28); // four deviations of as many throws of a coin
        assertEquals(FACES / 2, noisy, 28);
        assertEquals(FACES / 4, untouched, 28);
    }

    /** An edge between two greys, blurred, crosses their mean in its middle and rises all the way. */
    @Test
    void anEdgeIsBlurredEvenlyAndReachesNoFurtherThanThreeDeviations() {
        float[] degraded = degraded(edges(), 1, ALWAYS, new SplittableRandom(3));
        int blurred = 0;
        for (int face = 0; face < FACES; face++) {
            float[] row = Arrays.copyOfRange(degraded, face * PIXELS, face * PIXELS + SIDE);
            float[] below = Arrays.copyOfRange(degraded, face * PIXELS + 30 * SIDE, face * PIXELS + 31 * SIDE);
            if (!Arrays.equals(row, below)) {
                continue; // noisy
            }
            float light = row[SIDE - 1] / 0.8f;
            assertEquals(0.2f * light, row[0], 1e-5f);
            assertEquals(0.5f * light, (row[23] + row[24]) / 2, 1e-5f);
            assertEquals(0.2f * light, row[17], 1e-5f);
            for (int i = 1; i < SIDE; i++) {
                assertTrue(row[i] > row[i - 1] - 1e-6f);
            }
            blurred += row[24] < 0.79f * light ? 1 : 0;
        }
        // Half are noisy; of the rest, half are blurred, and of these one in seven by too little to be seen here.
        assertTrue(blurred > 25 && blurred < 60, blurred + " blurred");
    }

    @Test
    void beyondBlackAndWhiteFacesAreCutOff() {
        float[] faces = new float[FACES * PIXELS];
        for (int p = 0; p < faces.length; p++) {
            faces[p] = p % 2 == 0 ? -0.5f : 1.5f;
        }
        for (float pixel : degraded(faces, 1, 1e-9, new SplittableRandom(5))) {
            assertTrue(Math.abs(pixel) < 1e-6 || Math.abs(pixel - 1) < 1e-6, "pixel of " + pixel);
        }
    }

    @Test
    void channelsStayAlike() {
        float[] face = edges();
        float[] both = new float[2 * FACES * PIXELS];
        for (int i = 0; i < FACES; i++) {
            System.arraycopy(face, i * PIXELS, both, 2 * i * PIXELS, PIXELS);
            System.arraycopy(face, i * PIXELS, both, (2 * i + 1) * PIXELS, PIXELS);
        }
        float[] degraded = degraded(both, 2, ALWAYS, new SplittableRandom(4));
        for (int i = 0; i < FACES; i++) {
            assertArrayEquals(
                    Arrays.copyOfRange(degraded, 2 * i * PIXELS, (2 * i + 1) * PIXELS),
                    Arrays.copyOfRange(degraded, (2 * i + 1) * PIXELS, (2 * i + 2) * PIXELS),
                    1e-6f);
        }
    }

    /** Dark on the left, bright on the right. */
    private static float[] edges() {
        float[] faces = new float[FACES * PIXELS];
        for (int p = 0; p < faces.length; p++) {
            faces[p] = p % SIDE < SIDE / 2 ? 0.2f : 0.8f;
        }
        return faces;
    }

    private static double mean(float[] faces, int face) {
        double sum = 0;
        for (int p = 0; p < PIXELS; p++) {
            sum += faces[face * PIXELS + p];
        }
        return sum / PIXELS;
    }

    private static double deviation(float[] faces, int face) {
        double mean = mean(faces, face);
        double sum = 0;
        for (int p = 0; p < PIXELS; p++) {
            sum += Math.pow(faces[face * PIXELS + p] - mean, 2);
        }
        return Math.sqrt(sum / PIXELS);
    }

    private static float[] degraded(float[] faces, int channels, double share, SplittableRandom random) {
        InputSpec input = new InputSpec(SIDE, SIDE, 1, 0.508f, 0.255f, FaceCrop.FER2013);
        float[] normalised = faces.clone();
        for (int i = 0; i < normalised.length; i++) {
            normalised[i] = (normalised[i] - input.mean()) / input.std();
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor x = Device.CPU.tensor(normalised, faces.length / channels / PIXELS, channels, SIDE, SIDE);
            float[] degraded = Device.values(new Degrader(share, input, Device.CPU).degrade(x, random));
            for (int i = 0; i < degraded.length; i++) {
                degraded[i] = degraded[i] * input.std() + input.mean();
            }
            return degraded;
        }
    }
}
