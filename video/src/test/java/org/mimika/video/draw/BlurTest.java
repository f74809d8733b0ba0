package org.mimika.video.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.video.FaceResult;
import org.mimika.video.FrameResult;
import org.mimika.video.PixelLayout;

class BlurTest {
    private static final int W = 320;
    private static final int H = 240;

    private final byte[] original = texture(W, H);
    private final ByteBuffer pixels = ByteBuffer.allocateDirect(original.length).put(0, original);
    private final YuvCanvas canvas = new YuvCanvas(pixels, W, H);

    /** Detail of every size, as faces have it: noise over waves. */
    private static byte[] texture(int w, int h) {
        byte[] bytes = new byte[PixelLayout.I420.bytes(w, h)];
        Random random = new Random(5);
        for (int i = 0; i < bytes.length; i++) {
            int x = i % w;
            int y = i / w;
            double wave = 40 * Math.sin(x / 3.0) * Math.cos(y / 5.0) + 25 * Math.sin((x + y) / 11.0);
            bytes[i] = (byte) Math.round(Math.max(16, Math.min(235, 120 + wave + 12 * random.nextGaussian())));
        }
        return bytes;
    }

    private static FrameResult result(long index, long ptsMillis, FaceBox... boxes) {
        List<FaceResult> faces = new ArrayList<>();
        for (FaceBox box : boxes) {
            EmotionScores scores = new EmotionScores(new float[] {1, 0, 0, 0, 0, 0, 0});
            faces.add(new FaceResult(faces.size() + 1, box, 1, scores, Emotion.ANGRY));
        }
        return new FrameResult(index, ptsMillis, faces);
    }

    private int luma(int x, int y) {
        return pixels.get(y * W + x) & 0xff;
    }

    private int before(int x, int y) {
        return original[y * W + x] & 0xff;
    }

    /** A pixel against its neighbours four away: detail that is finer than a cell of 10 and more pixels. */
    private static double detail(Level level, int x, int y) {
        return 4 * level.at(x, y) - level.at(x - 4, y) - level.at(x + 4, y) - level.at(x, y - 4) - level.at(x, y + 4);
    }

    private interface Level {
        int at(int x, int y);
    }

    /**
     * How much of the detail there is now was there before: its correlation, and the deviation now and then. What is left
     * now is rounding, and the edges of the surface between the means.
     */
    private double[] remains(int left, int top, int right, int bottom) {
        double both = 0;
        double then = 0;
        double now = 0;
        int count = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                double a = detail(this::before, x, y);
                double b = detail(this::luma, x, y);
                both += a * b;
                then += a * a;
                now += b * b;
                count++;
            }
        }
        return new double[] {
            now == 0 ? 0 : both / Math.sqrt(then * now), Math.sqrt(now / count), Math.sqrt(then / count)
        };
    }

    @Test
    void ofAFaceNoDetailRemains() {
        FaceBox box = new FaceBox(110, 80, 90, 100);
        new Blur(Blur.Mode.FACES).apply(canvas, result(0, 0, box), W, H);
        double[] remains = remains(110, 80, 200, 180);
        assertTrue(Math.abs(remains[0]) < 0.1, "correlation of the detail " + remains[0]);
        assertTrue(remains[1] < 0.08 * remains[2], remains[1] + " of " + remains[2]);
        int same = 0;
        for (int y = 80; y < 180; y++) {
            for (int x = 110; x < 200; x++) {
                same += luma(x, y) == before(x, y) ? 1 : 0;
            }
        }
        assertTrue(same < 9000 * 0.03, same + " of 9000 pixels are as before");
    }

    @Test
    void colourIsHiddenToo() {
        new Blur(Blur.Mode.FACES).apply(canvas, result(0, 0, new FaceBox(110, 80, 90, 100)), W, H);
        for (int plane : new int[] {W * H, W * H * 5 / 4}) {
            int same = 0;
            for (int y = 40; y < 90; y++) {
                for (int x = 55; x < 100; x++) {
                    int at = plane + y * (W / 2) + x;
                    same += pixels.get(at) == original[at] ? 1 : 0;
                }
            }
            assertTrue(same < 45 * 50 * 0.06, same + " of 2250 pixels are as before");
        }
    }

    @Test
    void outsideOfFacesNothingChanges() {
        new Blur(Blur.Mode.FACES).apply(canvas, result(0, 0, new FaceBox(110, 80, 90, 100)), W, H);
        for (int y = 0; y < H; y++) {
            for (int x = 0; x < W; x++) {
                double dx = (x + 0.5 - 155) / (45 * 1.6);
                double dy = (y + 0.5 - 130) / (50 * 1.6);
                if (Math.hypot(dx, dy) > 1.05) {
                    assertEquals(before(x, y), luma(x, y), "pixel " + x + "," + y);
                }
            }
        }
    }

    @Test
    void ofTheBackgroundNoDetailRemainsAndFacesStay() {
        new Blur(Blur.Mode.BACKGROUND).apply(canvas, result(0, 0, new FaceBox(140, 90, 60, 70)), W, H);
        for (int[] part : new int[][] {{8, 8, 120, 230}, {230, 8, 310, 230}, {8, 8, 310, 60}}) {
            double[] remains = remains(part[0], part[1], part[2], part[3]);
            assertTrue(Math.abs(remains[0]) < 0.1, "correlation of the detail " + remains[0]);
            assertTrue(remains[1] < 0.08 * remains[2], remains[1] + " of " + remains[2]);
        }
        for (int y = 90; y < 160; y++) {
            for (int x = 140; x < 200; x++) {
                if (Math.hypot((x - 170) / 30.0, (y - 125) / 35.0) < 1.2) {
                    assertEquals(before(x, y), luma(x, y));
                }
            }
        }
    }

    @Test
    void withoutAFaceTheWholePictureIsBackground() {
        new Blur(Blur.Mode.BACKGROUND).apply(canvas, result(0, 0), W, H);
        double[] remains = remains(8, 8, W - 8, H - 8);
        assertTrue(remains[1] < 0.08 * remains[2], remains[1] + " of " + remains[2]);
    }

    @Test
    void withoutAFaceNothingIsHiddenAsOne() {
        new Blur(Blur.Mode.FACES).apply(canvas, result(0, 0), W, H);
        byte[] now = new byte[original.length];
        pixels.get(0, now);
        assertArrayEquals(original, now);
    }

    /** At 25 frames a second, a face that moves by a tenth of its width in the 3 frames in which nobody looked. */
    @Test
    void aFaceThatMovesOnIsStillCovered() {
        new Blur(Blur.Mode.FACES).apply(canvas, result(0, 0, new FaceBox(110, 80, 90, 100)), W, H);
        double[] remains = remains(119, 80, 209, 180);
        assertTrue(remains[1] < 0.1 * remains[2], remains[1] + " of " + remains[2]);
    }

    @Test
    void aFaceThatIsMissedStaysHiddenForAWhile() {
        Blur blur = new Blur(Blur.Mode.FACES);
        blur.apply(canvas, result(0, 0, new FaceBox(110, 80, 90, 100)), W, H);
        for (long pts : new long[] {40, 700, 1480}) {
            pixels.put(0, original);
            blur.apply(canvas, result(1, pts), W, H);
            double[] remains = remains(110, 80, 200, 180);
            assertTrue(remains[1] < 0.1 * remains[2], pts + " ms: " + remains[1] + " of " + remains[2]);
        }
        pixels.put(0, original);
        blur.apply(canvas, result(2, 3000), W, H);
        assertEquals(before(150, 130), luma(150, 130));
        assertEquals(before(151, 131), luma(151, 131));
    }

    @Test
    void boxesAreInTheFramesPixels() {
        new Blur(Blur.Mode.FACES).apply(canvas, result(0, 0, new FaceBox(1100, 800, 900, 1000)), W * 10, H * 10);
        double[] remains = remains(110, 80, 200, 180);
        assertTrue(remains[1] < 0.08 * remains[2], remains[1] + " of " + remains[2]);
        assertEquals(before(5, 5), luma(5, 5));
    }

    /** Whatever the face: no more than the means of its cells can differ. */
    @Test
    void twoFacesOfTheSameMeansLookTheSame() {
        FaceBox box = new FaceBox(110, 80, 96, 96);
        byte[] flat = new byte[original.length];
        byte[] striped = new byte[original.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = 100;
            striped[i] = (byte) (i % 2 == 0 ? 60 : 140);
        }
        byte[][] hidden = new byte[2][original.length];
        for (int i = 0; i < 2; i++) {
            pixels.put(0, i == 0 ? flat : striped);
            new Blur(Blur.Mode.FACES).apply(canvas, result(0, 0, box), W, H);
            pixels.get(0, hidden[i]);
        }
        for (int y = 80; y < 176; y++) {
            for (int x = 110; x < 206; x++) {
                assertEquals(hidden[0][y * W + x], hidden[1][y * W + x], 4);
            }
        }
    }

    private static boolean changed(ByteBuffer picture, byte[] before) {
        byte[] now = new byte[before.length];
        picture.get(0, now);
        return !Arrays.equals(before, now);
    }

    @ParameterizedTest
    @EnumSource(Blur.Mode.class)
    void tinyPicturesAndFacesOverTheEdgeAreFine(Blur.Mode mode) {
        for (int size = 2; size < 20; size += 2) {
            byte[] small = texture(size, size);
            ByteBuffer picture = ByteBuffer.allocateDirect(small.length).put(0, small);
            new Blur(mode)
                    .apply(
                            new YuvCanvas(picture, size, size),
                            result(0, 0, new FaceBox(-5, -5, 12, 9), new FaceBox(size - 1, 0, 100, 1)),
                            size,
                            size);
            assertTrue(size < 6 || changed(picture, small), mode + " " + size);
        }
    }

    @Property(tries = 100)
    void anyBoxesAreTaken(
            @ForAll @FloatRange(min = -500, max = 500) float x,
            @ForAll @FloatRange(min = -500, max = 500) float y,
            @ForAll @FloatRange(min = 0.1f, max = 2000) float w,
            @ForAll @FloatRange(min = 0.1f, max = 2000) float h,
            @ForAll @IntRange(max = 1) int mode) {
        new Blur(Blur.Mode.values()[mode])
                .apply(canvas, result(0, 0, new FaceBox(x, y, w, h), new FaceBox(y, x, h, w)), W, H);
    }
}
