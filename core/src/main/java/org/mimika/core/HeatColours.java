package org.mimika.core;

/**
 * Colours for heat from 0 to 1, from nearly black through violet, red and orange to light yellow: each is lighter than
 * all before, by even steps, so that the scale reads in greyscale and for people who see colours otherwise. Pure functions.
 */
public final class HeatColours {
    private static final int[] STOPS = {0x0a0828, 0x5f2882, 0xc8555f, 0xfaaa3c, 0xfaf596};

    private HeatColours() {}

    /** The colour as 0xRRGGBB; heat outside 0 to 1 is taken for the nearer end. */
    public static int rgb(float heat) {
        float at = Math.max(0, Math.min(1, heat)) * (STOPS.length - 1);
        int stop = Math.min(STOPS.length - 2, (int) at);
        return mix(STOPS[stop], STOPS[stop + 1], at - stop);
    }

    /**
     * A colour between two, as 0xRRGGBB.
     *
     * @param share of the second, 0 to 1
     */
    public static int mix(int first, int second, float share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = first >> shift & 0xff;
            int to = second >> shift & 0xff;
            mixed |= Math.round(from + (to - from) * share) << shift;
        }
        return mixed;
    }
}
