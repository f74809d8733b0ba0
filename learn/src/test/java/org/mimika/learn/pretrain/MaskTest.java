package org.mimika.learn.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.mimika.core.MimikaException;
import org.mimika.learn.torch.Device;

class MaskTest {
    private static final int FACES = 200;
    private static final int PATCHES = 64;

    private final Mask mask = draw(5);

    private static Mask draw(long seed) {
        return Mask.draw(FACES, PATCHES, 0.25, new SplittableRandom(seed));
    }

    @Test
    void eachFaceKeepsItsShareAndItsClassToken() {
        assertEquals(16, mask.kept());
        int[] rows = mask.keptTokens();
        assertEquals(FACES * 17, rows.length);
        for (int face = 0; face < FACES; face++) {
            int first = face * 65;
            int[] own = Arrays.copyOfRange(rows, face * 17, (face + 1) * 17);
            assertEquals(first, own[0]);
            assertTrue(Arrays.stream(own, 1, 17).allMatch(row -> row > first && row < first + 65));
        }
    }

    @Test
    void keptAndHiddenTogetherAreAll() {
        int[] both = IntStream.concat(Arrays.stream(mask.keptTokens()), Arrays.stream(mask.hiddenTokens()))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, FACES * 65).toArray(), both);
    }

    @Test
    void hiddenPatchesAreThoseOfTheHiddenTokens() {
        int[] tokens = mask.hiddenTokens();
        int[] patches = mask.hiddenPatches();
        assertEquals(FACES * 48, patches.length);
        for (int i = 0; i < patches.length; i++) {
            assertEquals(tokens[i] / 65, patches[i] / 64);
            assertEquals(tokens[i] % 65 - 1, patches[i] % 64);
        }
    }

    @Test
    void everyPlaceIsKeptAboutEquallyOften() {
        int[] times = new int[65];
        Arrays.stream(mask.keptTokens()).forEach(row -> times[row % 65]++);
        for (int place = 1; place < 65; place++) { // 50 are expected, with a deviation of 6.1
            assertTrue(
                    times[place] > 20 && times[place] < 80, "place " + place + " is kept " + times[place] + " times");
        }
    }

    @Test
    void theRandomDecides() {
        assertArrayEquals(mask.keptTokens(), draw(5).keptTokens());
        assertFalse(Arrays.equals(mask.keptTokens(), draw(6).keptTokens()));
    }

    @Test
    void keepingPicksTheTokensThemselves() {
        float[] tokens = new float[FACES * 65 * 2];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = i;
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor kept = mask.keep(Device.CPU.tensor(tokens, FACES, 65, 2), Device.CPU);
            assertEquals(17, kept.size(1));
            float[] values = Device.values(kept);
            int[] rows = mask.keptTokens();
            for (int i = 0; i < rows.length; i++) {
                assertEquals(2 * rows[i], values[2 * i]);
                assertEquals(2 * rows[i] + 1, values[2 * i + 1]);
            }
        }
    }

    @Test
    void aMaskThatHidesNothingOrAllIsRefused() {
        for (double keep : new double[] {0.001, 0.999}) {
            MimikaException refused =
                    assertThrows(MimikaException.class, () -> Mask.draw(2, PATCHES, keep, new SplittableRandom(1)));
            assertTrue(refused.getMessage().contains("pretraining.keep"), refused.getMessage());
        }
    }
}
