package org.mimika.server.live;

import java.util.Optional;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.video.FaceResult;

/** The mean of many faces' scores. Used by one thread. */
public final class Mood {
    private final double[] sums = new double[Emotion.COUNT];
    private int faces;

    /** Of the faces in view; empty without any. */
    public static Optional<EmotionScores> of(Iterable<FaceResult> faces) {
        Mood mood = new Mood();
        faces.forEach(mood::add);
        return mood.scores();
    }

    void add(FaceResult face) {
        for (Emotion emotion : Emotion.all()) {
            sums[emotion.ordinal()] += face.scores().of(emotion);
        }
        faces++;
    }

    Optional<EmotionScores> scores() {
        if (faces == 0) {
            return Optional.empty();
        }
        float[] means = new float[Emotion.COUNT];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / faces);
        }
        return Optional.of(new EmotionScores(means));
    }
}
