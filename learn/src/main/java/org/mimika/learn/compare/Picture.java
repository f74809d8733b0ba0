package org.mimika.learn.compare;

import java.util.Arrays;

/**
 * A small grey picture. In JSON its pixels are Base64.
 *
 * @param width columns
 * @param height rows
 * @param pixels {@code width * height} grey levels in row order, 0 black; copied on the way in and out
 */
public record Picture(int width, int height, byte[] pixels) {
    /** Validates and copies. */
    public Picture {
        Checks.atLeast("width", 1, width);
        Checks.atLeast("height", 1, height);
        Checks.require(pixels.length == width * height, "pixels", pixels.length, width + " x " + height);
        pixels = pixels.clone();
    }

    /** A copy of the pixels. */
    @Override
    public byte[] pixels() {
        return pixels.clone();
    }

    /** One pixel, 0 to 255. */
    public int at(int x, int y) {
        return pixels[y * width + x] & 0xff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture that && width == that.width && Arrays.equals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pixels);
    }

    @Override
    public String toString() {
        return width + " x " + height + " pixels";
    }
}
