package org.mimika.server.rules;

import java.util.Map;
import java.util.TreeMap;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;

/** A frame in which people show so much happiness. */
record Seen(long pts, Map<Integer, Float> happy) {
    static Seen at(long pts, float happy) {
        return new Seen(pts, Map.of(1, happy));
    }

    static Seen nobodyAt(long pts) {
        return new Seen(pts, Map.of());
    }

    Map<Integer, EmotionScores> people() {
        Map<Integer, EmotionScores> people = new TreeMap<>();
        happy.forEach((track, score) -> people.put(track, scores(score)));
        return people;
    }

    private static EmotionScores scores(float happy) {
        float[] scores = new float[Emotion.COUNT];
        scores[Emotion.HAPPY.ordinal()] = happy;
        scores[Emotion.NEUTRAL.ordinal()] = 1 - happy;
        return new EmotionScores(scores);
    }
}
