package org.mimika.video.draw;

import java.awt.image.BufferedImage;
import java.util.List;
import org.mimika.core.HeatColours;
import org.mimika.core.HeatMap;

/**
 * A picture of faces, one below the other: the face as the network sees it, the same under its heat map, and the scale.
 * Used by one thread.
 */
public final class ExplainedFaces {
    /** Columns and rows of a face in the picture, in pixels. */
    public static final int SIDE = 288;

    private static final int MARGIN = 24;
    private static final int GAP = 16;
    private static final int SCALE_WIDTH = 20;
    private static final int SCALE_TEXT = 48;
    private static final int HEADER = 64;
    private static final float TITLE_SIZE = 24;
    private static final float NOTE_SIZE = 15;
    private static final int PAPER = 0xfafafa;
    private static final int INK = 0x202226;
    private static final int GREY_INK = 0x5a6068;

    /** How much of the heat's colour lies over the face. */
    private static final float COVER = 0.6f;

    private final Glyphs glyphs = new Glyphs();

    /**
     * One face.
     *
     * @param grey {@link #SIDE} x {@link #SIDE} values from 0, black, to 1, row by row; not copied
     * @param heat over the same square
     * @param title above it, printable ASCII
     * @param note below the title, printable ASCII
     */
    public record Row(float[] grey, HeatMap heat, String title, String note) {
        /** Validates. */
        public Row {
            if (grey.length != SIDE * SIDE) {
                throw new IllegalArgumentException(grey.length + " values: expected " + SIDE * SIDE);
            }
        }
    }

    /** The picture of these faces, RGB. */
    public BufferedImage draw(List<Row> rows) {
        int width = 2 * MARGIN + 2 * SIDE + 2 * GAP + SCALE_WIDTH + SCALE_TEXT;
        int height = MARGIN + rows.size() * (HEADER + SIDE + MARGIN);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, PAPER);
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            draw(picture, MARGIN + i * (HEADER + SIDE + MARGIN), rows.get(i));
        }
        return picture;
    }

    private void draw(BufferedImage picture, int top, Row row) {
        text(picture, row.title(), TITLE_SIZE, MARGIN, top + 22, INK);
        text(picture, row.note(), NOTE_SIZE, MARGIN, top + 46, GREY_INK);
        HeatMap heat = row.heat().resized(SIDE, SIDE);
        int over = MARGIN + SIDE + GAP;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int grey = Math.round(255 * Math.max(0, Math.min(1, row.grey()[y * SIDE + x]))) * 0x010101;
                picture.setRGB(MARGIN + x, top + HEADER + y, grey);
                int rgb = HeatColours.mix(grey, HeatColours.rgb(heat.at(x, y)), COVER);
                picture.setRGB(over + x, top + HEADER + y, rgb);
            }
        }
        scale(picture, over + SIDE + GAP, top + HEADER);
    }

    /** As it looks over a middle grey, so that it matches the face's colours. */
    private void scale(BufferedImage picture, int left, int top) {
        for (int y = 0; y < SIDE; y++) {
            int rgb = HeatColours.mix(0x808080, HeatColours.rgb(1 - y / (SIDE - 1f)), COVER);
            for (int x = 0; x < SCALE_WIDTH; x++) {
                picture.setRGB(left + x, top + y, rgb);
            }
        }
        int right = left + SCALE_WIDTH + 6;
        text(picture, "most", NOTE_SIZE, right, top + 12, GREY_INK);
        text(picture, "least", NOTE_SIZE, right, top + SIDE - 2, GREY_INK);
    }

    /** {@code y} is the baseline. What leaves the picture is cut off. */
    private void text(BufferedImage picture, String text, float size, int x, int y, int colour) {
        glyphs.draw(text, size, x, (mask, column) -> {
            for (int py = 0; py < mask.height(); py++) {
                for (int px = 0; px < mask.width(); px++) {
                    int toX = column + mask.left() + px;
                    int toY = y + mask.top() + py;
                    if (toX >= 0 && toY >= 0 && toX < picture.getWidth() && toY < picture.getHeight()) {
                        float share = mask.at(mask.left() + px, mask.top() + py);
                        picture.setRGB(toX, toY, HeatColours.mix(picture.getRGB(toX, toY) & 0xffffff, colour, share));
                    }
                }
            }
        });
    }
}
