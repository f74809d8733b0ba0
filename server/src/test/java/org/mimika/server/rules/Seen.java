package org.mimika.server.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.video.FaceResult;
import org.mimika.video.FrameResult;

/** A frame in which people show so much happiness. */
record Seen(long pts, Map<Integer, Float> happy) {
    static Seen at(long pts, float happy) {
        return new Seen(pts, Map.of(1, happy));
    }

    static Seen nobodyAt(long pts) {
        return new Seen(pts, Map.of());
    }

    FrameResult frame() {
        List<FaceResult> faces = new TreeMap<>(happy)
                .entrySet().stream().map(e -> face(e.getKey(), e.getValue())).toList();
        return new FrameResult(0, pts, faces);
    }

    private static FaceResult face(int track, float happy) {
        float[] scores = new float[Emotion.COUNT];
        Arrays.fill(scores, 0);
        scores[Emotion.HAPPY.ordinal()] = happy;
        scores[Emotion.NEUTRAL.ordinal()] = 1 - happy;
        return new FaceResult(track, new FaceBox(1, 2, 30, 40), 0.9f, new EmotionScores(scores), Emotion.NEUTRAL);
    }
}
