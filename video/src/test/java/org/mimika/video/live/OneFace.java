package org.mimika.video.live;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.core.FacePose;
import org.mimika.core.LumaPlane;
import org.mimika.video.Analysis;
import org.mimika.video.Detection;
import org.mimika.video.FaceClassifier;
import org.mimika.video.FaceDetector;
import org.mimika.video.FaceResult;
import org.mimika.video.FaceTracker;
import org.mimika.video.Frame;
import org.mimika.video.SourceInfo;
import org.mimika.video.TrackedFace;

/** An analysis that sees one face in every frame. */
final class OneFace implements LiveAnalyses {
    final AtomicInteger resets = new AtomicInteger();
    private final LongConsumer inDetector;

    /** The hook gets a frame's index in the detector, and may throw or wait. */
    OneFace(LongConsumer inDetector) {
        this.inDetector = inDetector;
    }

    OneFace() {
        this(index -> {});
    }

    /** A classifier that always says this. */
    static FaceClassifier always(Emotion emotion) {
        return new FaceClassifier() {
            @Override
            public List<EmotionScores> classify(LumaPlane luma, List<FacePose> faces) {
                float[] scores = new float[Emotion.COUNT];
                scores[emotion.ordinal()] = 1;
                return Collections.nCopies(faces.size(), new EmotionScores(scores));
            }

            @Override
            public void close() {
                throw new AssertionError("not the session's to close");
            }
        };
    }

    @Override
    public Analysis analysis(SourceInfo source) {
        FaceDetector detector = new FaceDetector() {
            @Override
            public List<Detection> detect(Frame frame) {
                inDetector.accept(frame.index());
                return List.of(new Detection(new FaceBox(1, 1, 8, 8), 0.9f, List.of()));
            }

            @Override
            public void close() {
                throw new AssertionError("not the session's to close");
            }
        };
        FaceTracker tracker = new FaceTracker() {
            @Override
            public List<TrackedFace> update(Frame frame, List<Detection> detections) {
                return List.of(new TrackedFace(
                        1, detections.get(0).pose(), detections.get(0).score()));
            }

            @Override
            public List<TrackedFace> follow(Frame frame) {
                return List.of();
            }

            @Override
            public void reset() {
                resets.incrementAndGet();
            }
        };
        return new Analysis(
                detector,
                tracker,
                always(Emotion.NEUTRAL),
                (face, raw, pts) -> new FaceResult(face.track(), face.box(), face.faceScore(), raw, raw.top()));
    }
}
