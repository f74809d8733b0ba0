package org.mimika.video.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimika.core.LumaPlane;
import org.mimika.video.Clip;
import org.mimika.video.FrameSource;
import org.mimika.video.Frames;

class RotationTest {
    private static final int ONE = 1 << 16;

    @TempDir
    Path folder;

    /** A picture of 64 x 48 whose left upper corner is bright; where is it after the turn clockwise? */
    @ParameterizedTest
    @CsvSource({"0,64,48,left,top", "90,48,64,right,top", "180,64,48,right,bottom", "-90,48,64,left,bottom"})
    void theDisplayMatrixTurnsThePicture(int degrees, int width, int height, String horizontal, String vertical) {
        Path file = Clip.of(64, 48)
                .rotation(degrees)
                .frames(3)
                .paint((x, y, frame) -> x < 20 && y < 20 ? 220 : 30)
                .write(folder.resolve("turned.mp4"));
        try (FrameSource source = Sources.open(file.toString(), SourceOptions.DEFAULTS)) {
            assertEquals(width, source.info().width());
            assertEquals(height, source.info().height());
            int frames = Frames.forEach(source, frame -> {
                LumaPlane luma = frame.luma();
                int x = horizontal.equals("left") ? 8 : width - 9;
                int y = vertical.equals("top") ? 8 : height - 9;
                assertTrue(luma.at(x, y) > 150, "bright corner");
                assertTrue(luma.at(width - 1 - x, height - 1 - y) < 60, "dark corner opposite");
                assertEquals(frame.index() * 40, frame.ptsMillis());
            });
            assertEquals(3, frames);
        }
    }

    /** All eight right-angled turns: the filters, applied to a point, must move it as the matrix does. */
    @Test
    void everyMatrixHasItsFilter() {
        int[][] matrices = {
            {1, 0, 0, 1}, {-1, 0, 0, 1}, {1, 0, 0, -1}, {-1, 0, 0, -1},
            {0, 1, -1, 0}, {0, -1, 1, 0}, {0, 1, 1, 0}, {0, -1, -1, 0}
        };
        for (int[] m : matrices) {
            String turn = Upright.turn(m[0] * ONE, m[1] * ONE, m[2] * ONE, m[3] * ONE);
            // A point off both axes, relative to the middle of the picture.
            int x = 2;
            int y = 1;
            int[] expected = {m[0] * x + m[2] * y, m[1] * x + m[3] * y};
            int[] point = {x, y};
            for (String filter : turn.isEmpty() ? new String[0] : turn.split(",")) {
                point = apply(filter, point);
            }
            assertEquals(expected[0], point[0], turn);
            assertEquals(expected[1], point[1], turn);
        }
    }

    /** What FFmpeg's manual says these filters do, for points relative to the middle, y down. */
    private static int[] apply(String filter, int[] p) {
        return switch (filter) {
            case "hflip" -> new int[] {-p[0], p[1]};
            case "vflip" -> new int[] {p[0], -p[1]};
            case "transpose=clock" -> new int[] {-p[1], p[0]};
            case "transpose=cclock" -> new int[] {p[1], -p[0]};
            case "transpose=cclock_flip" -> new int[] {p[1], p[0]};
            case "transpose=clock_flip" -> new int[] {-p[1], -p[0]};
            default -> throw new AssertionError(filter);
        };
    }
}
