package org.mimika.learn.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.Emotion;

class NearDuplicatesTest {
    private static final int COUNT = 700; // more than one block of comparisons

    private final Random random = new Random(5);

    /** Smooth pictures and their altered copies, so that correlations of every size occur. */
    private FaceSet faces() {
        FaceSet.Builder builder = new FaceSet.Builder();
        List<double[]> pictures = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            double[] picture;
            if (i % 3 == 0 || pictures.isEmpty()) {
                picture = smooth();
                pictures.add(picture);
            } else {
                picture = pictures.get(random.nextInt(pictures.size()));
            }
            double gain = 0.4 + random.nextDouble() * 0.6;
            double noise = random.nextInt(4) * 12;
            byte[] pixels = new byte[FaceSet.PIXELS];
            for (int p = 0; p < pixels.length; p++) {
                double value = 128 + gain * picture[p] + noise * random.nextGaussian();
                pixels[p] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
            builder.add(pixels, Emotion.HAPPY, Split.TRAINING, "face " + i);
        }
        return builder.build();
    }

    private double[] smooth() {
        double[] picture = new double[FaceSet.PIXELS];
        double[] a = random.doubles(6, -3, 3).toArray();
        for (int p = 0; p < picture.length; p++) {
            double x = p % 48 / 48.0;
            double y = p / 48 / 48.0;
            picture[p] = 50 * Math.sin(a[0] * x + a[1] * y + a[2]) + 50 * Math.cos(a[3] * x * y + a[4] * y + a[5]);
        }
        return picture;
    }

    /** Pearson's correlation as it is written in textbooks. */
    private static double plainCorrelation(FaceSet faces, int a, int b) {
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < FaceSet.PIXELS; i++) {
            meanA += faces.pixel(a, i % 48, i / 48) / 2304.0;
            meanB += faces.pixel(b, i % 48, i / 48) / 2304.0;
        }
        double both = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < FaceSet.PIXELS; i++) {
            double u = faces.pixel(a, i % 48, i / 48) - meanA;
            double v = faces.pixel(b, i % 48, i / 48) - meanB;
            both += u * v;
            squareA += u * u;
            squareB += v * v;
        }
        return both / Math.sqrt(squareA * squareB);
    }

    @Test
    void correlationAndDeviationAreTheTextbooks() {
        FaceSet faces = faces();
        FaceStatistics statistics = new FaceStatistics(faces);
        for (int row = 1; row < 60; row++) {
            assertEquals(plainCorrelation(faces, 0, row), statistics.correlation(0, row), 1e-9);
            double square = 0;
            for (int i = 0; i < FaceSet.PIXELS; i++) {
                square += Math.pow(faces.pixel(row, i % 48, i / 48) - statistics.mean(row), 2);
            }
            assertEquals(Math.sqrt(square / FaceSet.PIXELS), statistics.deviation(row), 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 0.9, 0.97, 1.0})
    void findsEveryPairThatBruteForceFinds(double threshold) {
        FaceSet faces = faces();
        FaceStatistics statistics = new FaceStatistics(faces);
        List<NearDuplicates.Pair> expected = new ArrayList<>();
        for (int a = 0; a < COUNT; a++) {
            for (int b = a + 1; b < COUNT; b++) {
                if (statistics.correlation(a, b) >= threshold) {
                    expected.add(new NearDuplicates.Pair(a, b));
                }
            }
        }
        int[] rows = IntStream.range(0, COUNT).toArray();
        assertEquals(expected, NearDuplicates.find(statistics, rows, threshold));
        assertTrue(threshold == 1 || expected.size() > 100, "the fixture must hold pairs: " + expected.size());
        assertTrue(expected.size() < COUNT * (COUNT - 1) / 3, "and others: " + expected.size());
    }

    @Test
    void looksOnlyAtTheRowsGiven() {
        FaceSet faces = faces();
        FaceStatistics statistics = new FaceStatistics(faces);
        int[] even = IntStream.range(0, COUNT).filter(row -> row % 2 == 0).toArray();
        List<NearDuplicates.Pair> all =
                NearDuplicates.find(statistics, IntStream.range(0, COUNT).toArray(), 0.9);
        assertEquals(
                all.stream()
                        .filter(pair -> pair.first() % 2 == 0 && pair.second() % 2 == 0)
                        .toList(),
                NearDuplicates.find(statistics, even, 0.9));
        assertEquals(List.of(), NearDuplicates.find(statistics, new int[0], 0.9));
    }
}
