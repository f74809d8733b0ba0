package org.mimika.learn.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimika.learn.compare.Disturbance;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;

class DisturberTest {
    private static final int MIDDLE = 24 * FaceSet.SIDE + 24;

    @ParameterizedTest
    @EnumSource
    void goesBySeedAndFaceAlone(Disturbance disturbance) {
        FaceView faces = Faces.random(6).all();
        for (int strength = 1; strength <= Disturbance.STRENGTHS; strength++) {
            FaceView whole = new Disturber(5).disturb(faces, disturbance, strength);
            FaceView some = new Disturber(5).disturb(faces.select(new int[] {4, 2}), disturbance, strength);
            assertArrayEquals(pixels(whole, 4), pixels(some, 0));
            assertArrayEquals(pixels(whole, 2), pixels(some, 1));
            assertEquals(faces.label(4), some.label(0));
            assertEquals(faces.origin(4), some.origin(0));
            assertFalse(Arrays.equals(pixels(faces, 4), pixels(whole, 4)));
        }
        byte[] face = pixels(faces, 0);
        Disturber.disturb(face, disturbance, disturbance.amount(3), random());
        assertArrayEquals(pixels(faces, 0), face); // left as it was
    }

    @Test
    void anotherSeedDisturbsOtherwise() {
        FaceView faces = Faces.random(6).all();
        assertFalse(Arrays.equals(
                pixels(new Disturber(5).disturb(faces, Disturbance.NOISE, 1), 0),
                pixels(new Disturber(6).disturb(faces, Disturbance.NOISE, 1), 0)));
        assertFalse(Arrays.equals(
                pixels(new Disturber(5).disturb(faces, Disturbance.NOISE, 1), 0),
                pixels(new Disturber(5).disturb(faces, Disturbance.NOISE, 2), 0)));
    }

    @Test
    void blurSpreadsAPointAsTheNormalDistribution() {
        byte[] face = new byte[FaceSet.PIXELS];
        face[MIDDLE] = (byte) 255;
        byte[] blurred = Disturber.disturb(face, Disturbance.BLUR, 1, random());
        // exp(-d^2 / 2) over its sum from -3 to 3, in both directions.
        double sum = 1 + 2 * (Math.exp(-0.5) + Math.exp(-2) + Math.exp(-4.5));
        assertEquals(Math.round(255 / sum / sum), blurred[MIDDLE] & 0xff);
        assertEquals(Math.round(255 * Math.exp(-0.5) / sum / sum), blurred[MIDDLE + 1] & 0xff);
        assertEquals(Math.round(255 * Math.exp(-2.5) / sum / sum), blurred[MIDDLE - 2 * 48 - 1] & 0xff);
        assertArrayEquals(grey(200), Disturber.disturb(grey(200), Disturbance.BLUR, 2.5, random()));
    }

    @Test
    void noiseHasTheDeviationAskedFor() {
        byte[] noisy = Disturber.disturb(grey(128), Disturbance.NOISE, 10, random());
        assertEquals(128, mean(noisy), 1);
        assertEquals(10, deviation(noisy), 0.6);
    }

    @Test
    void lowLightKeepsTheShareAndAddsNoise() {
        byte[] dark = Disturber.disturb(grey(200), Disturbance.LOW_LIGHT, 0.25, random());
        assertEquals(50, mean(dark), 0.5);
        assertEquals(3, deviation(dark), 0.2); // sqrt(2^2 + 0.1 x 50)
    }

    @Test
    void jpegLosesMoreAtLowerQuality() {
        byte[] face = new byte[FaceSet.PIXELS];
        for (int i = 0; i < face.length; i++) {
            face[i] = (byte) (128 + 100 * Math.sin(i % 48 / 3.0) * Math.cos(i / 48 / 5.0));
        }
        double best = distance(face, Disturber.disturb(face, Disturbance.JPEG, 100, random()));
        double middle = distance(face, Disturber.disturb(face, Disturbance.JPEG, 40, random()));
        double worst = distance(face, Disturber.disturb(face, Disturbance.JPEG, 5, random()));
        assertTrue(best < 1, "stored levels pass as they are: " + best);
        assertTrue(best < middle && middle < worst, best + " " + middle + " " + worst);
    }

    @Test
    void occlusionCoversTheShareAskedFor() {
        byte[] hidden = Disturber.disturb(grey(9), Disturbance.OCCLUSION, 0.25, random());
        int[] covered =
                IntStream.range(0, hidden.length).filter(i -> hidden[i] == 127).toArray();
        assertEquals(24 * 24, covered.length);
        assertEquals(23 * 48 + 23, covered[covered.length - 1] - covered[0]); // a square
        byte[] other = Disturber.disturb(grey(9), Disturbance.OCCLUSION, 0.25, new Randoms(1, 2, 4));
        assertFalse(Arrays.equals(hidden, other));
    }

    @Test
    void rotationTurnsAboutTheMiddle() {
        byte[] face = pixels(Faces.random(1).all(), 0);
        byte[] turned = Disturber.disturb(face, Disturbance.ROTATION, 90, random());
        boolean clockwise = turned[47] == face[0]; // the upper left corner came to the upper right
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 48; x++) {
                int from = clockwise ? (47 - x) * 48 + y : x * 48 + 47 - y;
                assertEquals(face[from], turned[y * 48 + x]);
            }
        }
        assertArrayEquals(face, Disturber.disturb(face, Disturbance.ROTATION, 0, random()));
        assertArrayEquals(grey(77), Disturber.disturb(grey(77), Disturbance.ROTATION, 45, random()));
    }

    private static Randoms random() {
        return new Randoms(1, 2, 3);
    }

    private static byte[] grey(int level) {
        byte[] face = new byte[FaceSet.PIXELS];
        Arrays.fill(face, (byte) level);
        return face;
    }

    private static byte[] pixels(FaceView faces, int i) {
        byte[] pixels = new byte[FaceSet.PIXELS];
        faces.copyPixels(i, pixels, 0);
        return pixels;
    }

    private static double mean(byte[] face) {
        return IntStream.range(0, face.length)
                .map(i -> face[i] & 0xff)
                .average()
                .orElseThrow();
    }

    private static double deviation(byte[] face) {
        double mean = mean(face);
        return Math.sqrt(IntStream.range(0, face.length)
                .mapToDouble(i -> Math.pow((face[i] & 0xff) - mean, 2))
                .average()
                .orElseThrow());
    }

    private static double distance(byte[] one, byte[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> Math.abs((one[i] & 0xff) - (other[i] & 0xff)))
                .average()
                .orElseThrow();
    }
}
