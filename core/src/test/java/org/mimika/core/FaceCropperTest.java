package org.mimika.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

class FaceCropperTest {
    private static final FaceCrop NO_MARGIN = new FaceCrop(1, 0, 0);

    /** One cropper for all tries of the property: scratch left from another face must not show. */
    private final FaceCropper shared = new FaceCropper(new InputSpec(9, 7, 3, 0.4f, 0.3f, NO_MARGIN));

    @Property(tries = 300, seed = "48")
    void agreesWithThePlainReference(
            @ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 60) int height,
            @ForAll @IntRange(max = 5) int padding,
            @ForAll boolean fullRange,
            @ForAll boolean direct,
            @ForAll @FloatRange(min = -1.5f, max = 1.5f) float left,
            @ForAll @FloatRange(min = -1.5f, max = 1.5f) float top,
            @ForAll @FloatRange(min = 0.5f, max = 90) float side,
            @ForAll long seed) {
        LumaPlane image = noise(width, height, padding, fullRange, direct, seed);
        FaceBox box = new FaceBox(left * width, top * height, side, side);
        InputSpec spec = new InputSpec(9, 7, 3, 0.4f, 0.3f, NO_MARGIN);
        float[] expected = reference(image, box, spec);
        float[] actual = new float[spec.size()];
        shared.crop(image, FacePose.upright(box), FloatBuffer.wrap(actual));
        assertArrayEquals(expected, actual, 2e-5f);
    }

    @Property(tries = 100, seed = "48")
    void cropsOnWholePixelsWithoutChangeBitForBit(
            @ForAll @IntRange(min = -20, max = 70) int x,
            @ForAll @IntRange(min = -20, max = 70) int y,
            @ForAll long seed) {
        LumaPlane image = noise(64, 60, 3, true, false, seed);
        InputSpec spec = new InputSpec(12, 12, 1, 0.5f, 0.25f, NO_MARGIN);
        float[] actual = new float[spec.size()];
        new FaceCropper(spec).crop(image, FacePose.upright(new FaceBox(x, y, 12, 12)), FloatBuffer.wrap(actual));
        for (int i = 0; i < actual.length; i++) {
            int pixel = image.at(clamp(x + i % 12, 64), clamp(y + i / 12, 60));
            assertEquals((pixel / 255f - 0.5f) / 0.25f, actual[i]);
        }
    }

    @Example
    void copiesAWholeImageOfTheInputsSizeBitForBit() {
        LumaPlane image = noise(48, 48, 0, true, false, 1);
        InputSpec spec = new InputSpec(48, 48, 1, 0.5077f, 0.2551f, new FaceCrop(1.3f, 0.1f, 0.1f));
        float[] actual = new float[spec.size()];
        new FaceCropper(spec).whole(image, FloatBuffer.wrap(actual));
        for (int i = 0; i < actual.length; i++) {
            assertEquals((image.at(i % 48, i / 48) / 255f - 0.5077f) / 0.2551f, actual[i]);
        }
    }

    @Example
    void resamplesAWholeImageOfAnotherSize() {
        LumaPlane image = noise(31, 17, 2, true, true, 2);
        InputSpec spec = new InputSpec(8, 8, 1, 0, 1, new FaceCrop(1.3f, 0.1f, 0.1f));
        float[] actual = new float[spec.size()];
        new FaceCropper(spec).whole(image, FloatBuffer.wrap(actual));
        assertArrayEquals(resampled(image, new FaceBox(0, 0, 31, 17), spec), actual, 2e-5f);
    }

    @Example
    void averagesFinePatternsInsteadOfAliasing() {
        byte[] checkers = new byte[64 * 64];
        for (int i = 0; i < checkers.length; i++) {
            checkers[i] = (byte) ((i + i / 64) % 2 * 255);
        }
        InputSpec spec = new InputSpec(16, 16, 1, 0, 1, NO_MARGIN);
        float[] actual = new float[spec.size()];
        new FaceCropper(spec)
                .crop(
                        LumaPlane.of(checkers, 64, 64),
                        FacePose.upright(new FaceBox(0, 0, 64, 64)),
                        FloatBuffer.wrap(actual));
        for (float value : actual) {
            assertEquals(0.5f, value, 0.02f);
        }
    }

    @Example
    void stretchesVideoLevels() {
        byte[] levels = {0, 16, (byte) 126, (byte) 235, (byte) 255};
        LumaPlane image = new LumaPlane(ByteBuffer.wrap(levels), 5, 1, 5, false);
        InputSpec spec = new InputSpec(5, 1, 1, 0, 1, NO_MARGIN);
        float[] actual = new float[5];
        new FaceCropper(spec).whole(image, FloatBuffer.wrap(actual));
        assertArrayEquals(new float[] {0, 0, 110f / 219, 1, 1}, actual, 1e-6f);
    }

    @Example
    void writesAtThePositionAndMovesIt() {
        InputSpec spec = new InputSpec(2, 2, 3, 0, 1, NO_MARGIN);
        float[] values = new float[14];
        Arrays.fill(values, -9);
        FloatBuffer target = FloatBuffer.wrap(values).position(1);
        new FaceCropper(spec).whole(LumaPlane.of(new byte[] {0, 51, 102, (byte) 255}, 2, 2), target);
        assertEquals(13, target.position());
        assertArrayEquals(new float[] {-9, 0, 0.2f, 0.4f, 1, 0, 0.2f, 0.4f, 1, 0, 0.2f, 0.4f, 1, -9}, values);
    }

    @Example
    void leavesTheImagesBufferAsItWas() {
        ByteBuffer data = ByteBuffer.allocate(100).position(3);
        InputSpec spec = new InputSpec(4, 4, 1, 0, 1, NO_MARGIN);
        new FaceCropper(spec)
                .crop(
                        new LumaPlane(data, 10, 10, 10, true),
                        FacePose.upright(new FaceBox(2, 2, 5, 5)),
                        FloatBuffer.allocate(16));
        assertEquals(3, data.position());
    }

    @Example
    void showsTheEdgeFarOutsideTheImage() {
        byte[] pixels = new byte[100];
        pixels[99] = (byte) 255;
        InputSpec spec = new InputSpec(4, 4, 1, 0, 1, NO_MARGIN);
        float[] actual = new float[16];
        new FaceCropper(spec)
                .crop(
                        LumaPlane.of(pixels, 10, 10),
                        FacePose.upright(new FaceBox(1e30f, 1e30f, 20, 20)),
                        FloatBuffer.wrap(actual));
        float[] white = new float[16];
        Arrays.fill(white, 1);
        assertArrayEquals(white, actual, 1e-6f);
    }

    @Example
    void refusesAbsurdBoxesAndShortTargets() {
        FaceCropper cropper = new FaceCropper(new InputSpec(4, 4, 1, 0, 1, NO_MARGIN));
        LumaPlane image = LumaPlane.of(new byte[100], 10, 10);
        FaceBox absurd = new FaceBox(0, 0, 1e9f, 1e9f);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> cropper.crop(image, FacePose.upright(absurd), FloatBuffer.allocate(16)))
                .getMessage();
        assertTrue(message.contains("131072"), message);
        FaceBox box = new FaceBox(0, 0, 5, 5);
        assertThrows(
                BufferOverflowException.class,
                () -> cropper.crop(image, FacePose.upright(box), FloatBuffer.allocate(15)));
    }

    private static LumaPlane noise(int width, int height, int padding, boolean fullRange, boolean direct, long seed) {
        byte[] bytes = new byte[(width + padding) * height];
        new Random(seed).nextBytes(bytes);
        ByteBuffer data = direct ? ByteBuffer.allocateDirect(bytes.length) : ByteBuffer.allocate(bytes.length);
        data.put(bytes).flip();
        return new LumaPlane(data, width, height, width + padding, fullRange);
    }

    private static float[] reference(LumaPlane image, FaceBox box, InputSpec spec) {
        return resampled(image, spec.crop().square(box), spec);
    }

    /** Every output pixel by itself, in two dimensions, in double precision. */
    private static float[] resampled(LumaPlane image, FaceBox square, InputSpec spec) {
        float[] values = new float[spec.size()];
        double scaleX = square.width() / (double) spec.width();
        double scaleY = square.height() / (double) spec.height();
        for (int i = 0; i < values.length; i++) {
            double centerX = square.x() + (i % spec.width() + 0.5) * scaleX;
            double centerY = square.y() + (i / spec.width() % spec.height() + 0.5) * scaleY;
            double pixel = average(image, centerX, Math.max(1, scaleX), centerY, Math.max(1, scaleY));
            values[i] = (float) ((pixel / 255 - spec.mean()) / spec.std());
        }
        return values;
    }

    private static double average(LumaPlane image, double centerX, double reachX, double centerY, double reachY) {
        double sum = 0;
        double weights = 0;
        for (int y = (int) Math.floor(centerY - reachY) - 1; y <= centerY + reachY + 1; y++) {
            for (int x = (int) Math.floor(centerX - reachX) - 1; x <= centerX + reachX + 1; x++) {
                double weight = Math.max(0, 1 - Math.abs(x + 0.5 - centerX) / reachX)
                        * Math.max(0, 1 - Math.abs(y + 0.5 - centerY) / reachY);
                double level = image.at(clamp(x, image.width()), clamp(y, image.height()));
                if (!image.fullRange()) {
                    level = Math.max(0, Math.min(255, (level - 16) / 219 * 255));
                }
                sum += weight * level;
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static int clamp(int index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }
}
