package org.mimika.video.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mimika.video.FaceResult;

/**
 * Decides where each face's panel goes: beside its box, inside the picture, over no other face or panel if possible, and
 * where it was in the frame before unless that has become clearly worse.
 */
final class Placement {
    /** How much worse, in shares of the panel's area, the old side may be before the panel moves. */
    private static final float STAY = 0.25f;

    private Map<Integer, Side> sides = new HashMap<>();

    private enum Side {
        RIGHT,
        LEFT,
        BELOW,
        ABOVE
    }

    /** A panel's left upper corner. */
    record Spot(int x, int y) {}

    /** One spot for each face, in their order; none where the panel does not fit into the picture. */
    List<Optional<Spot>> place(List<FaceResult> faces, Panel panel, int width, int height) {
        List<RoundRect> taken = new ArrayList<>();
        faces.forEach(face -> taken.add(RoundRect.around(face.box(), 0)));
        List<Optional<Spot>> spots = new ArrayList<>();
        Map<Integer, Side> used = new HashMap<>();
        for (FaceResult face : faces) {
            if (panel.width() > width || panel.height() > height) {
                spots.add(Optional.empty());
                continue;
            }
            Side best = best(face, panel, width, height, taken);
            used.put(face.track(), best);
            RoundRect rect = rect(best, face, panel, width, height);
            taken.add(rect);
            spots.add(Optional.of(new Spot((int) rect.x(), (int) rect.y())));
        }
        sides = used;
        return spots;
    }

    private Side best(FaceResult face, Panel panel, int width, int height, List<RoundRect> taken) {
        Side best = null;
        float least = Float.MAX_VALUE;
        for (Side side : Side.values()) {
            RoundRect rect = rect(side, face, panel, width, height);
            float cost = side.ordinal() * 0.01f - (side == sides.get(face.track()) ? STAY : 0);
            for (RoundRect other : taken) {
                cost += rect.overlap(other) / (panel.width() * (float) panel.height());
            }
            if (cost < least) {
                least = cost;
                best = side;
            }
        }
        return best;
    }

    private static RoundRect rect(Side side, FaceResult face, Panel panel, int width, int height) {
        float gap = panel.width() * 0.06f;
        float x = face.box().x();
        float y = face.box().y();
        switch (side) {
            case RIGHT -> x += face.box().width() + gap;
            case LEFT -> x -= panel.width() + gap;
            case BELOW -> y += face.box().height() + gap;
            default -> y -= panel.height() + gap;
        }
        // On whole pixels, so that the letters stay sharp.
        int left = Math.round(Math.max(0, Math.min(x, width - panel.width())));
        int top = Math.round(Math.max(0, Math.min(y, height - panel.height())));
        return new RoundRect(left, top, panel.width(), panel.height(), 0);
    }
}
