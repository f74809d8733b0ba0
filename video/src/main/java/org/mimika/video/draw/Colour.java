package org.mimika.video.draw;

import org.mimika.core.Emotion;

/**
 * A colour as video stores it: BT.601, video levels.
 *
 * @param y luma, 16 to 235
 * @param u blue difference, 16 to 240
 * @param v red difference, 16 to 240
 */
record Colour(int y, int u, int v) {
    static final Colour WHITE = rgb(0xFFFFFF);
    static final Colour BLACK = rgb(0x000000);
    static final Colour PLATE = rgb(0x14161A);
    static final Colour MUTED = rgb(0xA8AEB8);
    static final Colour TROUGH = rgb(0x4A505A);

    static Colour rgb(int rgb) {
        double r = rgb >> 16 & 0xff;
        double g = rgb >> 8 & 0xff;
        double b = rgb & 0xff;
        return new Colour(
                (int) Math.round(16 + (65.738 * r + 129.057 * g + 25.064 * b) / 256),
                (int) Math.round(128 + (-37.945 * r - 74.494 * g + 112.439 * b) / 256),
                (int) Math.round(128 + (112.439 * r - 94.154 * g - 18.285 * b) / 256));
    }

    /** The colour that stands for an emotion: told apart by lightness as well as by hue where possible. */
    static Colour of(Emotion emotion) {
        return switch (emotion) {
            case ANGRY -> rgb(0xF2555A);
            case DISGUST -> rgb(0x8FBF3F);
            case FEAR -> rgb(0xB07CF0);
            case HAPPY -> rgb(0xFFC93C);
            case SAD -> rgb(0x4C9BFF);
            case SURPRISE -> rgb(0xFF9447);
            case NEUTRAL -> rgb(0xCBD2DB);
        };
    }
}
