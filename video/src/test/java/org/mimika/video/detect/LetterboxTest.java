package org.mimika.video.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LetterboxTest {
    @Property(tries = 500)
    void pictureFitsInTheMiddleAndItsCornersComeBack(
            @ForAll @IntRange(min = 1, max = 9000) int width, @ForAll @IntRange(min = 1, max = 9000) int height) {
        int side = 128;
        Letterbox box = Letterbox.of(width, height, side);
        assertEquals(side, Math.max(box.width(), box.height()));
        assertTrue(box.width() >= 1 && box.height() >= 1);
        assertTrue(Math.abs(2 * box.left() + box.width() - side) <= 1);
        assertTrue(Math.abs(2 * box.top() + box.height() - side) <= 1);
        assertEquals(0, box.frameX((float) box.left() / side), 0.01 + 1e-5 * width);
        assertEquals(0, box.frameY((float) box.top() / side), 0.01 + 1e-5 * height);
        assertEquals(width, box.frameX((float) (box.left() + box.width()) / side), 0.01 + 1e-5 * width);
        assertEquals(height, box.frameY((float) (box.top() + box.height()) / side), 0.01 + 1e-5 * height);
    }
}
