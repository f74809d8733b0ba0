package org.mimika.video.draw;

import java.util.List;
import org.mimika.core.Emotion;
import org.mimika.video.FaceResult;

/**
 * The plate that says who a face is and what it shows: identity, emotion and confidence, and one bar for each emotion;
 * with the bars' names, or compact without. Sizes depend on the font size only, so a panel does not flicker.
 */
final class Panel {
    private static final float PLATE_OPACITY = 0.8f;
    private static final float HEADER_SCALE = 1.2f;
    private static final float COLUMN_SCALE = 1.6f;

    private final Glyphs glyphs;
    private final float font;
    private final boolean compact;
    private final float padding;
    private final float rowHeight;
    private final float nameWidth;
    private final int width;
    private final int height;

    /**
     * A panel of this look.
     *
     * @param font the size of the bars' names, in pixels; the header is a little larger
     * @param compact without names, with upright bars in one row
     */
    Panel(Glyphs glyphs, float font, boolean compact) {
        this.glyphs = glyphs;
        this.font = font;
        this.compact = compact;
        padding = font * 0.55f;
        rowHeight = font * 1.22f;
        float names = 0;
        float title = 0;
        for (Emotion emotion : Emotion.all()) {
            names = Math.max(names, glyphs.width(emotion.label(), font));
            title = Math.max(title, glyphs.width("00 " + emotion.label() + "  00%", font * HEADER_SCALE));
        }
        nameWidth = names + font * 0.5f;
        width = (int) Math.ceil(Math.max(title, compact ? 0 : nameWidth + font * 4.5f) + 2 * padding);
        float bars = compact ? font * COLUMN_SCALE : Emotion.COUNT * rowHeight;
        height = (int) Math.ceil(2 * padding + font * HEADER_SCALE + font * 0.45f + bars);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Draws with the left upper corner at (x, y). */
    void draw(YuvCanvas canvas, int x, int y, FaceResult face) {
        canvas.fill(new RoundRect(x, y, width, height, font * 0.5f), Colour.PLATE, PLATE_OPACITY);
        int baseline = Math.round(y + padding + font * HEADER_SCALE * 0.86f);
        header(canvas, x, baseline, face);
        float top = y + padding + font * HEADER_SCALE + font * 0.45f;
        List<Emotion> emotions = Emotion.all();
        for (int i = 0; i < emotions.size(); i++) {
            if (compact) {
                column(canvas, x, top, emotions.get(i), face);
            } else {
                row(canvas, x, top + i * rowHeight, emotions.get(i), face);
            }
        }
    }

    private void header(YuvCanvas canvas, int x, int baseline, FaceResult face) {
        float size = font * HEADER_SCALE;
        String identity = String.valueOf(face.track());
        String confidence = Math.round(face.confidence() * 100) + "%";
        float left = x + padding;
        canvas.text(glyphs, identity, size, left, baseline, Colour.MUTED);
        left += glyphs.width(identity + " ", size) + size * 0.1f;
        canvas.text(glyphs, face.shown().label(), size, left, baseline, Colour.of(face.shown()));
        float right = x + width - padding - glyphs.width(confidence, size);
        // A long identity pushes the figure off the plate rather than through the word.
        if (right > left + glyphs.width(face.shown().label(), size)) {
            canvas.text(glyphs, confidence, size, right, baseline, Colour.WHITE);
        }
    }

    private void row(YuvCanvas canvas, int x, float top, Emotion emotion, FaceResult face) {
        boolean shown = emotion == face.shown();
        int baseline = Math.round(top + rowHeight * 0.5f + font * 0.34f);
        canvas.text(glyphs, emotion.label(), font, x + padding, baseline, shown ? Colour.WHITE : Colour.MUTED);
        float left = x + padding + nameWidth;
        float full = width - 2 * padding - nameWidth;
        float thickness = Math.max(2, font * 0.5f);
        float y = top + (rowHeight - thickness) / 2;
        canvas.fill(new RoundRect(left, y, full, thickness, thickness / 2), Colour.TROUGH, 1);
        float length = full * face.scores().of(emotion);
        if (length >= 0.5f) {
            canvas.fill(new RoundRect(left, y, length, thickness, thickness / 2), Colour.of(emotion), 1);
        }
    }

    private void column(YuvCanvas canvas, int x, float top, Emotion emotion, FaceResult face) {
        float pitch = (width - 2 * padding) / Emotion.COUNT;
        float left = x + padding + emotion.ordinal() * pitch;
        float full = font * COLUMN_SCALE;
        float barWidth = Math.max(2, pitch * 0.7f);
        canvas.fill(new RoundRect(left, top, barWidth, full, font * 0.15f), Colour.TROUGH, 1);
        float length = full * face.scores().of(emotion);
        if (length >= 0.5f) {
            canvas.fill(
                    new RoundRect(left, top + full - length, barWidth, length, font * 0.15f), Colour.of(emotion), 1);
        }
    }
}
