package org.mimika.video.draw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Roboto Medium's printable ASCII, as masks of any size. Masks are made once and kept. Not thread-safe: one per drawing
 * thread.
 */
final class Glyphs {
    private static final String RESOURCE = "roboto-medium.txt";
    private static final float EM = 2048;
    private static final int SUBPIXELS = 4;

    private final Map<Integer, Glyph> glyphs = new HashMap<>();
    private final Map<Key, Mask> masks = new HashMap<>();

    private record Glyph(float advance, Outline outline) {}

    private record Key(int codePoint, float size, int subpixel) {}

    /** Where a glyph's mask goes. */
    interface Pen {
        void put(Mask mask, int x);
    }

    Glyphs() {
        try (InputStream in = Glyphs.class.getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(this::read);
        } catch (IOException e) {
            throw new IllegalStateException("the glyphs on the class path cannot be read", e);
        }
    }

    private void read(String line) {
        String[] words = line.split(" ");
        Outline outline = new Outline();
        int i = 2;
        while (i < words.length) {
            switch (words[i++]) {
                case "M" -> outline.moveTo(number(words[i++]), number(words[i++]));
                case "L" -> outline.lineTo(number(words[i++]), number(words[i++]));
                case "Q" ->
                    outline.quadTo(number(words[i++]), number(words[i++]), number(words[i++]), number(words[i++]));
                default -> outline.close();
            }
        }
        glyphs.put(Integer.parseInt(words[0]), new Glyph(number(words[1]), outline));
    }

    private static float number(String word) {
        return Integer.parseInt(word) / EM;
    }

    /** How wide a text is, in pixels; characters without a glyph count as '?'. */
    float width(String text, float size) {
        float width = 0;
        for (int i = 0; i < text.length(); i++) {
            width += glyph(text.charAt(i)).advance() * size;
        }
        return width;
    }

    /** Hands each character's mask to the pen, with the column that its origin belongs to. */
    void draw(String text, float size, float x, Pen pen) {
        float position = x;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Text keeps its even spacing when letters may start at quarters of a pixel.
            int quarters = Math.round(position * SUBPIXELS);
            int column = Math.floorDiv(quarters, SUBPIXELS);
            Key key = new Key(c, size, quarters - column * SUBPIXELS);
            pen.put(masks.computeIfAbsent(key, this::mask), column);
            position += glyph(c).advance() * size;
        }
    }

    private Mask mask(Key key) {
        return glyph(key.codePoint()).outline().mask(key.size(), (float) key.subpixel() / SUBPIXELS);
    }

    private Glyph glyph(int codePoint) {
        Glyph glyph = glyphs.get(codePoint);
        return glyph != null ? glyph : glyphs.get((int) '?');
    }
}
