package org.mimika.video;

import java.util.Objects;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;

/**
 * What is known about one face in one frame.
 *
 * @param track the identity, from 1
 * @param box around the face, in pixels of the frame; may reach over its edge
 * @param faceScore how sure the detector is that it is a face, 0 to 1
 * @param scores smoothed over the track's past
 * @param shown the emotion to show: it changes with hysteresis, so for moments it is not {@code scores.top()}
 */
public record FaceResult(int track, FaceBox box, float faceScore, EmotionScores scores, Emotion shown) {
    /** Validates. */
    public FaceResult {
        Objects.requireNonNull(box, "box");
        Objects.requireNonNull(scores, "scores");
        Objects.requireNonNull(shown, "shown");
        if (track < 1 || !(faceScore >= 0 && faceScore <= 1)) {
            throw new IllegalArgumentException("face track=" + track + " score=" + faceScore);
        }
    }

    /** The probability of the emotion shown. */
    public float confidence() {
        return scores.of(shown);
    }
}
