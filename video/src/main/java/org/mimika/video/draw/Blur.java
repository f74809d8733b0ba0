package org.mimika.video.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mimika.core.FaceBox;
import org.mimika.video.FaceResult;
import org.mimika.video.FrameResult;

/**
 * Makes faces, or all but the faces, unrecognisable, in place. Of what is hidden only the means of large cells remain,
 * six to a face's longer side; a smooth surface is drawn through them. A face is hidden in an ellipse around its box with
 * room for moving on, and for a second and a half after it was seen last, since a detector misses a face now and then.
 *
 * <p>What the detector has not found yet is not hidden as a face. The background is safe from that: it is hidden
 * whatever is in it, in cells as large as for a face that fills half the picture.
 *
 * <p>It remembers where faces were, so it is for one source; used by one thread.
 */
public final class Blur {
    /** What is hidden. */
    public enum Mode {
        /** The faces. */
        FACES,
        /** All but the faces. */
        BACKGROUND
    }

    private static final int CELLS_A_FACE = 6;
    private static final int CELLS_A_PICTURE = 12; // along the shorter side

    /** No cell is smaller, in pixels of the picture: of a face in the distance less remains. */
    private static final double LEAST = 4;

    /** An ellipse around a rectangle touches its corners at the square root of 2: the rest is room. */
    private static final float HIDDEN = 1.6f;

    /** Hair and chin. */
    private static final float SHOWN = 1.3f;

    private static final long HOLD_MILLIS = 1500;

    /** How much the ellipse of a face that is not seen grows in a second. */
    private static final float GROWTH = 0.5f;

    private final Mode mode;
    private Map<Integer, Seen> seen = new HashMap<>();

    private record Seen(FaceBox box, long ptsMillis) {}

    /** An ellipse in pixels of the luma plane. */
    private record Ellipse(double x, double y, double width, double height) {
        static Ellipse around(FaceBox box, double factor, double scaleX, double scaleY) {
            return new Ellipse(
                    box.centerX() * scaleX,
                    box.centerY() * scaleY,
                    box.width() * scaleX * factor / 2,
                    box.height() * scaleY * factor / 2);
        }

        /** Half of its width at the height of a row's middle; negative above and below. */
        double reach(int row) {
            double share = (row + 0.5 - y) / height;
            return Math.abs(share) >= 1 ? -1 : width * Math.sqrt(1 - share * share);
        }
    }

    /** A blur that has not seen anything yet. */
    public Blur(Mode mode) {
        this.mode = Objects.requireNonNull(mode, "mode");
    }

    /** What it hides. */
    public Mode mode() {
        return mode;
    }

    /**
     * Hides what is to be hidden in a frame's picture.
     *
     * @param canvas the picture, of any size
     * @param result where the faces are, in the frame's pixels
     * @param width columns of the frame
     * @param height rows of the frame
     */
    public void apply(YuvCanvas canvas, FrameResult result, int width, int height) {
        double scaleX = (double) canvas.width() / width;
        double scaleY = (double) canvas.height() / height;
        if (mode == Mode.BACKGROUND) {
            List<Ellipse> shown = new ArrayList<>();
            result.faces().forEach(face -> shown.add(Ellipse.around(face.box(), SHOWN, scaleX, scaleY)));
            canvas.planes((plane, step) -> background(plane, step, shown));
            return;
        }
        see(result);
        for (Seen face : seen.values()) {
            double age = Math.max(0, result.ptsMillis() - face.ptsMillis()) / 1000.0;
            Ellipse hidden = Ellipse.around(face.box(), HIDDEN * (1 + GROWTH * age), scaleX, scaleY);
            double longer = Math.max(face.box().width() * scaleX, face.box().height() * scaleY);
            canvas.planes((plane, step) -> hide(plane, step, hidden, longer / CELLS_A_FACE));
        }
    }

    /** Remembers where faces are in a frame of which no picture is made: {@link #apply} does so by itself. */
    public void see(FrameResult result) {
        long now = result.ptsMillis();
        Map<Integer, Seen> next = new HashMap<>(seen);
        next.values().removeIf(face -> Math.abs(now - face.ptsMillis()) > HOLD_MILLIS);
        for (FaceResult face : result.faces()) {
            next.put(face.track(), new Seen(face.box(), now));
        }
        seen = next;
    }

    private static void hide(Mosaic plane, int step, Ellipse hidden, double cell) {
        int left = (int) Math.max(0, Math.floor((hidden.x() - hidden.width()) / step) - 1);
        int top = (int) Math.max(0, Math.floor((hidden.y() - hidden.height()) / step) - 1);
        int right = (int) Math.min(plane.stride(), Math.ceil((hidden.x() + hidden.width()) / step) + 1);
        int bottom = (int) Math.min(plane.rows(), Math.ceil((hidden.y() + hidden.height()) / step) + 1);
        if (left < right && top < bottom) {
            Mosaic.Area area = new Mosaic.Area(left, top, right, bottom);
            plane.cover(area, Math.max(LEAST, cell) / step, row -> inside(hidden, row, step));
        }
    }

    /** The columns that the ellipse touches; a pixel of a plane of half size stands for two columns and rows. */
    private static int[] inside(Ellipse ellipse, int row, int step) {
        double reach = Math.max(ellipse.reach(row * step), ellipse.reach(row * step + step - 1));
        return reach < 0
                ? new int[0]
                : new int[] {
                    (int) Math.floor((ellipse.x() - reach) / step), (int) Math.ceil((ellipse.x() + reach) / step)
                };
    }

    private static void background(Mosaic plane, int step, List<Ellipse> shown) {
        double cell = Math.max(LEAST / step, (double) Math.min(plane.stride(), plane.rows()) / CELLS_A_PICTURE);
        Mosaic.Area all = new Mosaic.Area(0, 0, plane.stride(), plane.rows());
        plane.cover(all, cell, row -> outside(shown, row, step, plane.stride()));
    }

    /** The columns that lie wholly or partly outside of all ellipses. */
    private static int[] outside(List<Ellipse> ellipses, int row, int step, int columns) {
        List<int[]> shown = new ArrayList<>();
        for (Ellipse ellipse : ellipses) {
            double reach = Math.min(ellipse.reach(row * step), ellipse.reach(row * step + step - 1));
            int from = (int) Math.max(0, Math.ceil((ellipse.x() - reach) / step));
            int to = (int) Math.min(columns, Math.floor((ellipse.x() + reach) / step));
            if (reach > 0 && from < to) {
                shown.add(new int[] {from, to});
            }
        }
        shown.sort(Comparator.comparingInt(span -> span[0]));
        int[] hidden = new int[2 * shown.size() + 2];
        int reached = 0;
        for (int i = 0; i < shown.size(); i++) {
            hidden[2 * i] = reached;
            hidden[2 * i + 1] = shown.get(i)[0];
            reached = Math.max(reached, shown.get(i)[1]);
        }
        hidden[hidden.length - 2] = reached;
        hidden[hidden.length - 1] = columns;
        return hidden;
    }
}
