package org.mimika.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tilted face must come out as the same face does upright. The "face" is a smooth function, drawn at any tilt. */
class TiltedCropTest {
    private static final InputSpec SPEC = new InputSpec(48, 48, 1, 0, 1, new FaceCrop(1.2f, 0.1f, -0.15f));
    private static final int SIDE = 200;

    @ParameterizedTest
    @ValueSource(doubles = {15, -20, 25, -40, 60, 90, 135, 180})
    void aTiltedFaceComesOutUpright(double degrees) {
        assertComesOutUpright(SPEC, degrees);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-20, 45, 90})
    void anInputThatIsNotSquareStretchesATiltedFaceAsAnUprightOne(double degrees) {
        assertComesOutUpright(new InputSpec(48, 64, 1, 0, 1, SPEC.crop()), degrees);
        assertComesOutUpright(new InputSpec(64, 40, 1, 0, 1, SPEC.crop()), degrees);
    }

    private static void assertComesOutUpright(InputSpec spec, double degrees) {
        double roll = Math.toRadians(degrees);
        float[] expected = crop(spec, drawn(0), FacePose.upright(boxAround(100, 96)));
        float[] actual = crop(spec, drawn(roll), new FacePose(boxAround(100, 96), (float) roll));
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        assertTrue(worst < 0.02, "differs by " + worst + " of the range from black to white");
    }

    @Test
    void smallTiltsAreLeftAndNothingJumpsBetween() {
        assertEquals(0, FaceCropper.turn(Math.toRadians(5)), 0.0);
        assertEquals(0, FaceCropper.turn(Math.toRadians(-4)), 1e-12);
        assertEquals(Math.toRadians(-15), FaceCropper.turn(Math.toRadians(-15)), 1e-12);
        for (double roll = -0.5; roll < 0.5; roll += 0.01) {
            double step = FaceCropper.turn(roll + 0.01) - FaceCropper.turn(roll);
            assertTrue(step >= 0 && step < 0.03, "turning jumps by " + step + " at " + roll);
        }
    }

    /** Two ramps, left to right and top to bottom, read back what the square says of every pixel's place. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 4, -10, 12, 25, -40, 90, 180})
    void theSquareIsWhatIsCutOut(double degrees) {
        FacePose pose = new FacePose(boxAround(100, 96), (float) Math.toRadians(degrees));
        CropSquare square = new FaceCropper(SPEC).square(pose);
        byte[] across = new byte[SIDE * SIDE];
        byte[] down = new byte[SIDE * SIDE];
        for (int i = 0; i < across.length; i++) {
            across[i] = (byte) (i % SIDE);
            down[i] = (byte) (i / SIDE);
        }
        float[] columns = crop(SPEC, across, pose);
        float[] rows = crop(SPEC, down, pose);
        for (int y = 3; y < 48; y += 10) {
            for (int x = 3; x < 48; x += 10) {
                double u = (x + 0.5) / 48;
                double v = (y + 0.5) / 48;
                // A pixel's middle lies half a pixel further than its number.
                assertEquals(square.imageX(u, v) - 0.5, columns[y * 48 + x] * 255, 0.7);
                assertEquals(square.imageY(u, v) - 0.5, rows[y * 48 + x] * 255, 0.7);
            }
        }
    }

    @Test
    void withoutTurningItWouldDiffer() {
        float[] upright = crop(SPEC, drawn(0), FacePose.upright(boxAround(100, 96)));
        float[] tilted = crop(SPEC, drawn(0.5), FacePose.upright(boxAround(100, 96)));
        double worst = 0;
        for (int i = 0; i < upright.length; i++) {
            worst = Math.max(worst, Math.abs(upright[i] - tilted[i]));
        }
        assertTrue(worst > 0.3, "the picture does not show its tilt: " + worst);
    }

    @Test
    void theEdgeIsRepeatedOutsideTheImage() {
        byte[] grey = new byte[20 * 20];
        java.util.Arrays.fill(grey, (byte) 102);
        float[] values = new float[SPEC.size()];
        new FaceCropper(SPEC)
                .crop(
                        LumaPlane.of(grey, 20, 20),
                        new FacePose(new FaceBox(-30, 10, 25, 25), 0.7f),
                        FloatBuffer.wrap(values));
        for (float value : values) {
            assertEquals(0.4f, value, 1e-4f);
        }
    }

    @Test
    void anImpossibleRollIsRefused() {
        FaceBox box = boxAround(10, 10);
        assertThrows(IllegalArgumentException.class, () -> new FacePose(box, Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new FacePose(box, 4));
    }

    private static FaceBox boxAround(float x, float y) {
        return new FaceBox(x - 40, y - 40, 80, 80);
    }

    private static float[] crop(InputSpec spec, byte[] image, FacePose face) {
        float[] values = new float[spec.size()];
        new FaceCropper(spec).crop(LumaPlane.of(image, SIDE, SIDE), face, FloatBuffer.wrap(values));
        return values;
    }

    /** A smooth picture without symmetry, turned about (100, 96). */
    private static byte[] drawn(double roll) {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double dx = x + 0.5 - 100;
                double dy = y + 0.5 - 96;
                double right = dx * Math.cos(roll) + dy * Math.sin(roll);
                double down = -dx * Math.sin(roll) + dy * Math.cos(roll);
                double value = 128 + 60 * Math.sin(right / 12) + 50 * Math.cos(down / 15 + right / 40);
                pixels[y * SIDE + x] = (byte) Math.round(value);
            }
        }
        return pixels;
    }
}
