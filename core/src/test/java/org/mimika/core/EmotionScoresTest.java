package org.mimika.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EmotionScoresTest {
    @Test
    void takesTheSoftmaxAtATemperature() {
        float ln2 = (float) Math.log(2);
        EmotionScores scores = EmotionScores.fromLogits(new float[] {2 * ln2, 0, 0, 4 * ln2, 0, 0, 0}, 2);
        // Weights 2, 1, 1, 4, 1, 1, 1 of 11.
        assertEquals(4 / 11f, scores.of(Emotion.HAPPY), 1e-6f);
        assertEquals(2 / 11f, scores.of(Emotion.ANGRY), 1e-6f);
        assertEquals(1 / 11f, scores.of(Emotion.SAD), 1e-6f);
        assertEquals(Emotion.HAPPY, scores.top());
        assertEquals(4 / 11f, scores.confidence(), 1e-6f);
    }

    @Test
    void survivesTheGreatestLogits() {
        float huge = Float.MAX_VALUE;
        EmotionScores scores = EmotionScores.fromLogits(new float[] {huge, -huge, -huge, huge, 0, 0, 0}, 0.01f);
        assertArrayEquals(new float[] {0.5f, 0, 0, 0.5f, 0, 0, 0}, scores.probabilities());
        assertEquals(Emotion.ANGRY, scores.top());
    }

    @Test
    void refusesWhatIsNoNumber() {
        float[] logits = new float[7];
        assertThrows(IllegalArgumentException.class, () -> EmotionScores.fromLogits(logits, 0));
        assertThrows(IllegalArgumentException.class, () -> EmotionScores.fromLogits(new float[6], 1));
        logits[3] = Float.POSITIVE_INFINITY;
        assertThrows(IllegalArgumentException.class, () -> EmotionScores.fromLogits(logits, 1));
    }
}
