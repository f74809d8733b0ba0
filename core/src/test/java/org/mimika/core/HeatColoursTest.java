package org.mimika.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HeatColoursTest {
    @Test
    void moreHeatIsLighterInGreyscale() {
        double before = -1;
        for (int i = 0; i <= 100; i++) {
            int rgb = HeatColours.rgb(i / 100f);
            double luma = 0.299 * (rgb >> 16) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
            assertTrue(luma > before + 1, "at " + i + "%: " + luma + " after " + before);
            before = luma;
        }
        assertTrue(before > 220, "the end is at " + before);
    }

    @Test
    void theEndsHold() {
        assertEquals(HeatColours.rgb(0), HeatColours.rgb(-3));
        assertEquals(HeatColours.rgb(1), HeatColours.rgb(7));
        assertEquals(0x804000, HeatColours.mix(0xff8000, 0x000000, 0.5f));
    }
}
