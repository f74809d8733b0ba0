package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.video.FaceResult;
import org.mimika.video.FrameResult;

class ShownTimesTest {
    private final ShownTimes times = new ShownTimes();
    private long index;

    private static FaceResult face(int track, Emotion shown) {
        float[] even = new float[Emotion.COUNT];
        Arrays.fill(even, 1f / Emotion.COUNT);
        return new FaceResult(track, new FaceBox(0, 0, 10, 10), 1, new EmotionScores(even), shown);
    }

    private void frame(long pts, FaceResult... faces) {
        times.accept(new FrameResult(index++, pts, List.of(faces)));
    }

    @Test
    void aFrameIsShownUntilTheNextOne() {
        frame(1000, face(1, Emotion.HAPPY));
        frame(1100, face(1, Emotion.HAPPY), face(2, Emotion.SAD));
        frame(1300, face(1, Emotion.NEUTRAL));
        frame(1400);
        frame(1500, face(1, Emotion.NEUTRAL));
        times.close();
        assertEquals(600, times.millis());
        assertEquals(Map.of(Emotion.HAPPY, 300L, Emotion.NEUTRAL, 200L), times.totals(1));
        assertEquals(Map.of(Emotion.SAD, 200L), times.totals(2));
        assertEquals(
                List.of(
                        new ShownTimes.Span(Emotion.HAPPY, 1000, 1300),
                        new ShownTimes.Span(Emotion.NEUTRAL, 1300, 1400),
                        new ShownTimes.Span(Emotion.NEUTRAL, 1500, 1600)),
                times.spans().get(1));
        Emotion[] course = {Emotion.HAPPY, Emotion.HAPPY, Emotion.HAPPY, Emotion.NEUTRAL, null, Emotion.NEUTRAL};
        assertArrayEquals(course, times.course(1, 6));
        assertArrayEquals(new Emotion[] {Emotion.HAPPY, Emotion.NEUTRAL}, times.course(1, 2));
    }

    @Test
    void theTextNamesWhoShowedWhat() {
        frame(0, face(1, Emotion.HAPPY));
        frame(1000, face(1, Emotion.HAPPY));
        frame(2000, face(1, Emotion.SURPRISE));
        frame(3000);
        times.close();
        String text = ShownTimesText.of(times);
        assertTrue(text.startsWith("Person 1, in the picture for 3.0 of 4.0 s\n"), text);
        assertTrue(text.contains("  happy        2.0 s   67%  " + "=".repeat(27) + "\n"), text);
        assertTrue(text.contains("  surprise     1.0 s   33%  " + "=".repeat(13) + "\n"), text);
        assertTrue(text.contains("  " + "H".repeat(30) + "U".repeat(15) + ".".repeat(15) + "\n"), text);
    }

    @Test
    void nobodyIsNobody() {
        frame(0);
        times.close();
        assertEquals(0, times.millis());
        assertTrue(times.spans().isEmpty());
        times.close();
    }
}
