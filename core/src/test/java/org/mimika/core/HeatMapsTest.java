package org.mimika.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeatMapsTest {
    /**
     * One block, one head, a class token and two patches. The class token attends (0.2, 0.6, 0.2); with the shortcut
     * (0.6, 0.3, 0.1): the first patch stands out.
     */
    @Test
    void aClassTokensRowByHand() {
        float[] weights = {0.2f, 0.6f, 0.2f, 0, 1, 0, 0, 0, 1};
        HeatMap map = HeatMaps.rollout(List.of(weights), taps(true, 2, 1));
        assertArrayEquals(new float[] {1, 0}, map.values(), 1e-6f);
    }

    /**
     * Two blocks over three patches whose mean is read. Block 1: all attend to patch 0, so A1 = ((1, 0, 0), (.5, .5, 0),
     * (.5, 0, .5)). Block 2: two heads of which one attends to patch 0 and one to patch 2, so its mean is (.5, 0, .5)
     * in each row and A2 = ((.75, 0, .25), (.25, .5, .25), (.25, 0, .75)). The mean row of A2 is (5, 2, 5) / 12; times
     * A1 it is (17, 2, 5) / 24: from least to greatest 1, 0, and (5 - 2) / (17 - 2) = 0.2.
     */
    @Test
    void twoBlocksAndTwoHeadsByHand() {
        float[] first = {1, 0, 0, 1, 0, 0, 1, 0, 0};
        float[] second = {1, 0, 0, 1, 0, 0, 1, 0, 0, /* head 2 */ 0, 0, 1, 0, 0, 1, 0, 0, 1};
        HeatMap map = HeatMaps.rollout(List.of(first, second), taps(false, 3, 1));
        assertArrayEquals(new float[] {1, 0, 0.2f}, map.values(), 1e-6f);
    }

    /** The row from the end equals the whole product of matrices. */
    @Test
    void agreesWithTheWholeProduct() {
        SplittableRandom random = new SplittableRandom(5);
        int length = 7;
        List<float[]> blocks = List.of(attention(random, 2, length), attention(random, 3, length));
        double[][] product = new double[length][length];
        for (int i = 0; i < length; i++) {
            product[i][i] = 1;
        }
        for (float[] block : blocks) {
            double[][] next = new double[length][length];
            for (int i = 0; i < length; i++) {
                for (int j = 0; j < length; j++) {
                    for (int k = 0; k < length; k++) {
                        next[i][j] += mixed(block, length, i, k) * product[k][j];
                    }
                }
            }
            product = next;
        }
        double[] expected = new double[6];
        System.arraycopy(product[0], 1, expected, 0, 6);
        HeatMap map = HeatMaps.rollout(blocks, taps(true, 3, 2));
        assertArrayEquals(HeatMap.stretched(3, 2, expected).values(), map.values(), 1e-6f);
    }

    private static double mixed(float[] block, int length, int i, int k) {
        int heads = block.length / length / length;
        double mean = 0;
        for (int head = 0; head < heads; head++) {
            mean += block[(head * length + i) * length + k] / heads;
        }
        return (mean + (i == k ? 1 : 0)) / 2;
    }

    private static float[] attention(SplittableRandom random, int heads, int length) {
        float[] weights = new float[heads * length * length];
        for (int row = 0; row < heads * length; row++) {
            float sum = 0;
            for (int k = 0; k < length; k++) {
                weights[row * length + k] = random.nextFloat();
                sum += weights[row * length + k];
            }
            for (int k = 0; k < length; k++) {
                weights[row * length + k] /= sum;
            }
        }
        return weights;
    }

    /**
     * Two channels of 2x2: (1, 2, 3, 4) speaks for happy by 1, (4, 0, 0, 1) against it by 1. The sum is (-3, 2, 3, 3):
     * its positive part over its greatest value is (0, 2/3, 1, 1). For sad, of which both say nothing, all is 0.
     */
    @Test
    void gradCamByHand() {
        float[] map = {1, 2, 3, 4, /* channel 2 */ 4, 0, 0, 1};
        float[] weight = new float[14];
        weight[Emotion.HAPPY.ordinal()] = 1;
        weight[7 + Emotion.HAPPY.ordinal()] = -1;
        HeatMap happy = HeatMaps.gradCam(map, weight, 2, 2, Emotion.HAPPY);
        assertArrayEquals(new float[] {0, 2 / 3f, 1, 1}, happy.values(), 1e-6f);
        HeatMap sad = HeatMaps.gradCam(map, weight, 2, 2, Emotion.SAD);
        assertArrayEquals(new float[4], sad.values());
    }

    @Test
    void aMapIsEnlargedBetweenTheMiddlesOfItsCells() {
        HeatMap map = new HeatMap(2, 1, new float[] {0, 1}).resized(4, 2);
        assertArrayEquals(new float[] {0, 0.25f, 0.75f, 1, 0, 0.25f, 0.75f, 1}, map.values(), 1e-6f);
        assertEquals(new HeatMap(1, 1, new float[] {0.5f}), new HeatMap(2, 1, new float[] {0, 1}).resized(1, 1));
    }

    @Test
    void refusesWhatIsNoHeat() {
        assertThrows(IllegalArgumentException.class, () -> new HeatMap(2, 2, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new HeatMap(1, 1, new float[] {1.1f}));
        assertThrows(IllegalArgumentException.class, () -> new HeatMap(1, 1, new float[] {Float.NaN}));
    }

    private static ExplanationTaps.Attention taps(boolean classToken, int width, int height) {
        return new ExplanationTaps.Attention(List.of("a"), classToken, width, height);
    }
}
