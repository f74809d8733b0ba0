package org.mimika.video.draw;

import java.util.List;
import java.util.Optional;
import org.mimika.video.FaceResult;

/**
 * Draws faces onto pictures: a box in the colour of the emotion shown, and a panel with identity, emotion, confidence and
 * a bar for each emotion. Everything scales with the picture; dark plates and dark rims keep it readable on any
 * background. It remembers where panels were, so it is for one video; used by one thread.
 */
public final class Annotator {
    /** From so many faces on, panels are compact. */
    private static final int CROWD = 4;

    private final Glyphs glyphs = new Glyphs();
    private final Placement placement = new Placement();
    private Panel full;
    private Panel compact;
    private int pictureHeight;

    /** An annotator that has seen nothing yet. */
    public Annotator() {}

    /**
     * Draws all faces of one picture.
     *
     * @param faces boxes in the canvas' pixels
     */
    public void draw(YuvCanvas canvas, List<FaceResult> faces) {
        if (faces.isEmpty()) {
            return;
        }
        int reference = Math.min(canvas.height(), canvas.width());
        if (full == null || reference != pictureHeight) {
            float font = Math.max(8, Math.min(40, 6 + reference / 76f));
            full = new Panel(glyphs, font, false);
            compact = new Panel(glyphs, font, true);
            pictureHeight = reference;
        }
        for (FaceResult face : faces) {
            box(canvas, face);
        }
        Panel panel = panel(canvas, faces.size());
        List<Optional<Placement.Spot>> spots = placement.place(faces, panel, canvas.width(), canvas.height());
        for (int i = 0; i < faces.size(); i++) {
            FaceResult face = faces.get(i);
            spots.get(i).ifPresent(spot -> panel.draw(canvas, spot.x(), spot.y(), face));
        }
    }

    private Panel panel(YuvCanvas canvas, int faces) {
        boolean fits = full.width() <= canvas.width() / 2 && full.height() <= canvas.height() / 2;
        return faces >= CROWD || !fits ? compact : full;
    }

    private void box(YuvCanvas canvas, FaceResult face) {
        float thickness = Math.max(2, pictureHeight / 280f);
        float radius = 0.09f * Math.min(face.box().width(), face.box().height());
        RoundRect rect = RoundRect.around(face.box(), radius);
        canvas.stroke(rect, thickness + Math.max(2, thickness), Colour.BLACK, 0.45f);
        canvas.stroke(rect, thickness, Colour.of(face.shown()), 1);
    }
}
