package org.mimika.video.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.video.FaceResult;
import org.mimika.video.PixelLayout;

class DrawTest {
    private static FaceResult face(int track, float x, float y, float w, float h) {
        float[] scores = {0.5f, 0, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f};
        return new FaceResult(track, new FaceBox(x, y, w, h), 0.9f, new EmotionScores(scores), Emotion.ANGRY);
    }

    private static ByteBuffer grey(int width, int height) {
        ByteBuffer picture = ByteBuffer.allocateDirect(PixelLayout.I420.bytes(width, height));
        while (picture.hasRemaining()) {
            picture.put((byte) 128);
        }
        return picture.clear();
    }

    /** Exact coverage against counting 32 x 32 points a pixel, on random polygons without self-overlap. */
    @Test
    void coverageIsTheArea() {
        Random random = new Random(5);
        for (int round = 0; round < 40; round++) {
            int corners = 3 + random.nextInt(6);
            double[] xs = new double[corners];
            double[] ys = new double[corners];
            Outline outline = new Outline();
            for (int i = 0; i < corners; i++) {
                double angle = 2 * Math.PI * i / corners;
                double radius = 2 + 5 * random.nextDouble();
                xs[i] = 8 + radius * Math.cos(angle);
                ys[i] = -3 + radius * Math.sin(angle);
                if (i == 0) {
                    outline.moveTo((float) xs[i], (float) ys[i]);
                } else {
                    outline.lineTo((float) xs[i], (float) ys[i]);
                }
            }
            outline.close();
            Mask mask = outline.mask(1, 0.25f);
            for (int y = -12; y < 8; y++) {
                for (int x = -2; x < 20; x++) {
                    assertEquals(share(xs, ys, x - 0.25, y), mask.at(x, y), 0.04, "pixel " + x + ", " + y);
                }
            }
        }
    }

    private static double share(double[] xs, double[] ys, double left, double top) {
        int n = 32;
        int inside = 0;
        for (int i = 0; i < n * n; i++) {
            double px = left + (i % n + 0.5) / n;
            double py = top + (i / n + 0.5) / n;
            boolean in = false;
            for (int a = 0, b = xs.length - 1; a < xs.length; b = a++) {
                if (ys[a] > py != ys[b] > py && px < (xs[b] - xs[a]) * (py - ys[a]) / (ys[b] - ys[a]) + xs[a]) {
                    in = !in;
                }
            }
            inside += in ? 1 : 0;
        }
        return (double) inside / (n * n);
    }

    @Test
    void everyLabelHasGlyphs() {
        Glyphs glyphs = new Glyphs();
        for (Emotion emotion : Emotion.all()) {
            List<Float> ink = new ArrayList<>();
            glyphs.draw(emotion.label() + "0123456789%", 12, 0.3f, (mask, x) -> {
                float sum = 0;
                for (float c : mask.coverage()) {
                    sum += c;
                }
                ink.add(sum);
            });
            assertEquals(emotion.label().length() + 11, ink.size());
            ink.forEach(sum -> assertTrue(sum > 4 && sum < 100, ink.toString()));
        }
        assertEquals(2 * glyphs.width("a", 10), glyphs.width("aa", 10), 1e-4);
        assertEquals(glyphs.width("?", 10), glyphs.width("\u0416", 10), "unknown letters do not fail");
    }

    @Test
    void anythingIsClippedToThePicture() {
        Random random = new Random(2);
        for (int[] size : new int[][] {{16, 16}, {64, 48}, {320, 240}, {100, 640}}) {
            Annotator annotator = new Annotator();
            ByteBuffer picture = grey(size[0], size[1]);
            YuvCanvas canvas = new YuvCanvas(picture, size[0], size[1]);
            for (int round = 0; round < 30; round++) {
                List<FaceResult> faces = new ArrayList<>();
                for (int i = 0; i <= round % 7; i++) {
                    faces.add(face(
                            i + 1,
                            (random.nextFloat() * 3 - 1) * size[0],
                            (random.nextFloat() * 3 - 1) * size[1],
                            1 + random.nextFloat() * 2 * size[0],
                            1 + random.nextFloat() * 2 * size[1]));
                }
                annotator.draw(canvas, faces);
            }
        }
    }

    @Test
    void paintingIsExactWhereItCoversAndNowhereElse() {
        ByteBuffer picture = grey(40, 40);
        YuvCanvas canvas = new YuvCanvas(picture, 40, 40);
        Colour colour = Colour.rgb(0xFF0000);
        canvas.fill(new RoundRect(10, 10, 20, 20, 0), colour, 1);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 40; x++) {
                boolean in = x >= 10 && x < 30 && y >= 10 && y < 30;
                assertEquals(in ? colour.y() : 128, picture.get(y * 40 + x) & 255);
                assertEquals(in ? colour.v() : 128, picture.get(2000 + y / 2 * 20 + x / 2) & 255);
            }
        }
    }

    @Test
    void anOutlineIsTheSameInOnePieceAndInFour() {
        RoundRect rect = new RoundRect(21.3f, 30.6f, 150.2f, 101.7f, 12);
        ByteBuffer strips = grey(200, 160);
        new YuvCanvas(strips, 200, 160).stroke(rect, 3, Colour.WHITE, 0.8f);
        ByteBuffer whole = grey(200, 160);
        YuvCanvas.Coverage ring = (x, y) -> Math.max(0, Math.min(1, 2 - Math.abs(rect.distance(x + 0.5f, y + 0.5f))));
        new YuvCanvas(whole, 200, 160).paint(0, 0, 200, 160, Colour.WHITE, 0.8f, ring);
        assertEquals(whole, strips);
    }

    @Test
    void panelsStayInsideAndClearOfFacesWhereThereIsRoom() {
        Panel panel = new Panel(new Glyphs(), 9, false);
        Placement placement = new Placement();
        List<FaceResult> faces = List.of(face(1, 150, 80, 70, 70), face(2, 235, 80, 70, 70));
        var spots = placement.place(faces, panel, 480, 270);
        RoundRect[] rects = new RoundRect[2];
        for (int i = 0; i < 2; i++) {
            Placement.Spot spot = spots.get(i).orElseThrow();
            assertTrue(spot.x() >= 0 && spot.x() + panel.width() <= 480, spot.toString());
            assertTrue(spot.y() >= 0 && spot.y() + panel.height() <= 270, spot.toString());
            rects[i] = new RoundRect(spot.x(), spot.y(), panel.width(), panel.height(), 0);
            for (FaceResult face : faces) {
                assertEquals(0, rects[i].overlap(RoundRect.around(face.box(), 0)));
            }
        }
        assertEquals(0, rects[0].overlap(rects[1]));
        assertTrue(placement.place(faces, panel, 40, 40).get(0).isEmpty(), "no room, no panel");
    }

    @Test
    void aPanelDoesNotJumpWhenAFaceTrembles() {
        Panel panel = new Panel(new Glyphs(), 9, false);
        Placement placement = new Placement();
        Random random = new Random(3);
        int last = -1;
        // Just where the side to the right becomes too narrow.
        float edge = 480 - panel.width() * 1.06f - 70;
        for (int i = 0; i < 200; i++) {
            FaceResult face = face(1, edge + random.nextFloat() * 8 - 4, 80 + random.nextFloat() * 4, 70, 70);
            int x = placement
                    .place(List.of(face), panel, 480, 270)
                    .get(0)
                    .orElseThrow()
                    .x();
            assertTrue(last < 0 || Math.abs(x - last) < 12, "jumped from " + last + " to " + x);
            last = x;
        }
    }
}
