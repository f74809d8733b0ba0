package org.mimika.video;

import org.mimika.core.EmotionScores;

/** Steadies each track's scores over time. Used by one thread at a time, in the order of the frames. */
public interface ScoreSmoother {
    /** The face with its smoothed scores and the emotion to show, given this frame's raw scores. */
    FaceResult smooth(TrackedFace face, EmotionScores raw, long ptsMillis);
}
