package org.mimika.video.draw;

import java.nio.ByteBuffer;
import org.mimika.video.PixelLayout;

/**
 * Draws anti-aliased shapes onto an {@link PixelLayout#I420} picture in place. Everything is clipped to the picture.
 * A view of the caller's memory; used by one thread.
 */
public final class YuvCanvas {
    private final ByteBuffer pixels;
    private final int width;
    private final int height;
    private final int uPlane;
    private final int vPlane;

    /** How much of a pixel is painted, 0 to 1. */
    interface Coverage {
        float at(int x, int y);
    }

    /** A canvas over the picture that starts at the buffer's beginning; both extents even. */
    public YuvCanvas(ByteBuffer pixels, int width, int height) {
        if (pixels.limit() < PixelLayout.I420.bytes(width, height)) {
            throw new IllegalArgumentException(width + "x" + height + " pixels do not fit into " + pixels);
        }
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        this.uPlane = width * height;
        this.vPlane = uPlane + uPlane / 4;
    }

    /** Columns of the picture. */
    public int width() {
        return width;
    }

    /** Rows of the picture. */
    public int height() {
        return height;
    }

    /** Work on one plane, of which a pixel stands for step x step pixels of the picture. */
    interface PlaneWork {
        void on(Mosaic plane, int step);
    }

    /** Does the work on all three planes. */
    void planes(PlaneWork work) {
        work.on(new Mosaic(pixels, 0, width, height), 1);
        work.on(new Mosaic(pixels, uPlane, width / 2, height / 2), 2);
        work.on(new Mosaic(pixels, vPlane, width / 2, height / 2), 2);
    }

    /**
     * Paints over a rectangle. Chroma has half the resolution, so pixels are visited in blocks of 2x2: a block that two
     * rectangles share is visited by both, and the coverage must be nothing in one of them.
     */
    void paint(int left, int top, int right, int bottom, Colour colour, float opacity, Coverage coverage) {
        int startX = Math.max(0, left) & ~1;
        int startY = Math.max(0, top) & ~1;
        int endX = Math.min(width, right);
        int endY = Math.min(height, bottom);
        for (int y = startY; y < endY; y += 2) {
            for (int x = startX; x < endX; x += 2) {
                float sum = luma(x, y, colour, opacity * coverage.at(x, y))
                        + luma(x + 1, y, colour, opacity * coverage.at(x + 1, y))
                        + luma(x, y + 1, colour, opacity * coverage.at(x, y + 1))
                        + luma(x + 1, y + 1, colour, opacity * coverage.at(x + 1, y + 1));
                if (sum > 0) {
                    int at = y / 2 * (width / 2) + x / 2;
                    mix(uPlane + at, colour.u(), sum / 4);
                    mix(vPlane + at, colour.v(), sum / 4);
                }
            }
        }
    }

    private float luma(int x, int y, Colour colour, float alpha) {
        if (alpha > 0) {
            mix(y * width + x, colour.y(), alpha);
        }
        return alpha;
    }

    private void mix(int at, int value, float alpha) {
        int old = pixels.get(at) & 0xff;
        pixels.put(at, (byte) Math.round(old + (value - old) * alpha));
    }

    /** A filled rectangle with round corners. */
    void fill(RoundRect shape, Colour colour, float opacity) {
        paint(
                (int) Math.floor(shape.x()),
                (int) Math.floor(shape.y()),
                (int) Math.ceil(shape.x() + shape.width()),
                (int) Math.ceil(shape.y() + shape.height()),
                colour,
                opacity,
                (x, y) -> clamp(0.5f - shape.distance(x + 0.5f, y + 0.5f)));
    }

    /** The outline of a rectangle with round corners, {@code thickness} wide, half of it on either side. */
    void stroke(RoundRect shape, float thickness, Colour colour, float opacity) {
        Coverage ring = (x, y) -> clamp(0.5f + thickness / 2 - Math.abs(shape.distance(x + 0.5f, y + 0.5f)));
        int reach = (int) Math.ceil(thickness / 2 + 1);
        int left = even(shape.x() - reach);
        int top = even(shape.y() - reach);
        int right = even(shape.x() + shape.width() + reach + 2);
        int bottom = even(shape.y() + shape.height() + reach + 2);
        // The four sides, without the inside, which is most of the area and has nothing to paint.
        int side = even(shape.radius() + 2 * reach + 2);
        if (right - left <= 2 * side || bottom - top <= 2 * side) {
            paint(left, top, right, bottom, colour, opacity, ring);
            return;
        }
        paint(left, top, right, top + side, colour, opacity, ring);
        paint(left, bottom - side, right, bottom, colour, opacity, ring);
        paint(left, top + side, left + side, bottom - side, colour, opacity, ring);
        paint(right - side, top + side, right, bottom - side, colour, opacity, ring);
    }

    /** A line of text; {@code y} is its baseline. */
    void text(Glyphs glyphs, String text, float size, float x, int y, Colour colour) {
        glyphs.draw(text, size, x, (mask, column) -> {
            int left = column + mask.left();
            int top = y + mask.top();
            paint(
                    left,
                    top,
                    left + mask.width(),
                    top + mask.height(),
                    colour,
                    1,
                    (px, py) -> mask.at(px - column, py - y));
        });
    }

    private static int even(float value) {
        return (int) Math.floor(value) & ~1;
    }

    private static float clamp(float value) {
        return Math.max(0, Math.min(1, value));
    }
}
