package org.mimika.learn.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mimika.learn.data.FaceView;

class SampleTest {
    @Test
    void drawsUnlikeFacesInOrderAndTheSameAgain() {
        int[] drawn = Sample.draw(100, 30, 7);
        assertEquals(30, drawn.length);
        assertArrayEquals(Arrays.stream(drawn).sorted().distinct().toArray(), drawn);
        assertTrue(drawn[0] >= 0 && drawn[29] < 100);
        assertArrayEquals(drawn, Sample.draw(100, 30, 7));
        assertFalse(Arrays.equals(drawn, Sample.draw(100, 30, 8)));
    }

    @Test
    void fewerArePartOfMore() {
        int[] more = Sample.draw(100, 40, 7);
        for (int index : Sample.draw(100, 10, 7)) {
            assertTrue(Arrays.binarySearch(more, index) >= 0);
        }
    }

    @Test
    void allIfThereAreNoMore() {
        assertArrayEquals(IntStream.range(0, 5).toArray(), Sample.draw(5, 9, 1));
        FaceView faces = Faces.random(3).all();
        assertSame(faces, Sample.draw(faces, 6, 1));
        assertEquals(2, Sample.draw(faces, 2, 1).size());
    }

    @Test
    void eachIsDrawnAboutAsOften() {
        int[] times = new int[10];
        for (int seed = 0; seed < 2000; seed++) {
            for (int index : Sample.draw(10, 3, seed)) {
                times[index]++;
            }
        }
        // 600 expected, deviation sqrt(2000 x 0.3 x 0.7) = 20.5.
        assertTrue(Arrays.stream(times).allMatch(n -> Math.abs(n - 600) < 100), Arrays.toString(times));
    }
}
