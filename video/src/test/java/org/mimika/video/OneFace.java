package org.mimika.video;

import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.core.FacePose;
import org.mimika.core.LumaPlane;

/** Parts of an analysis that sees one face in every frame. None of them is its user's to close. */
public final class OneFace {
    private OneFace() {}

    /** A detector; the hook gets each frame's index first, and may throw or wait. */
    public static FaceDetector detector(LongConsumer hook) {
        return new FaceDetector() {
            @Override
            public List<Detection> detect(Frame frame) {
                hook.accept(frame.index());
                return List.of(new Detection(new FaceBox(1, 1, 8, 8), 0.9f, List.of()));
            }

            @Override
            public void close() {
                throw new AssertionError("not its user's to close");
            }
        };
    }

    /** A classifier that always says this. */
    public static FaceClassifier always(Emotion emotion) {
        float[] scores = new float[Emotion.COUNT];
        scores[emotion.ordinal()] = 1;
        return new FaceClassifier() {
            @Override
            public List<EmotionScores> classify(LumaPlane luma, List<FacePose> faces) {
                return Collections.nCopies(faces.size(), new EmotionScores(scores));
            }

            @Override
            public void close() {
                throw new AssertionError("not its user's to close");
            }
        };
    }

    /** A smoother that does nothing; the hook gets each frame's index first, and may throw or wait. */
    public static ScoreSmoother unsmoothed(LongConsumer hook) {
        return (face, raw, pts) -> {
            hook.accept(pts / 40);
            return new FaceResult(face.track(), face.box(), face.faceScore(), raw, raw.top());
        };
    }

    /** A tracker to which what was found is track 1, and that loses it between. */
    public static class Tracker implements FaceTracker {
        @Override
        public List<TrackedFace> update(Frame frame, List<Detection> detections) {
            Detection only = detections.get(0);
            return List.of(new TrackedFace(1, only.pose(), only.score()));
        }

        @Override
        public List<TrackedFace> follow(Frame frame) {
            return List.of();
        }

        @Override
        public void reset() {}
    }
}
