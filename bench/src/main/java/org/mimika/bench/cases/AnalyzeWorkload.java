package org.mimika.bench.cases;

import java.util.List;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.ModelSource;
import org.mimika.video.Analysis;
import org.mimika.video.FaceClassifier;
import org.mimika.video.FaceDetector;
import org.mimika.video.FrameSource;
import org.mimika.video.Pipeline;
import org.mimika.video.PipelineOptions;
import org.mimika.video.SourceInfo;
import org.mimika.video.detect.FaceDetectors;
import org.mimika.video.detect.FaceRange;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;
import org.mimika.video.track.EmotionSmoother;
import org.mimika.video.track.MotionTracker;
import org.mimika.video.track.SmootherOptions;
import org.mimika.video.track.TrackerOptions;

/** The whole pipeline over the clip, from file to smoothed emotions, its results thrown away. */
public final class AnalyzeWorkload implements Workload {
    private final String clip;
    private final FaceDetector detector;
    private final FaceClassifier classifier;

    /** Opens model and detector; the clip is opened anew by each run. */
    public AnalyzeWorkload(String clip, ModelSource model) {
        this.clip = clip;
        try (FrameSource source = open()) {
            detector = FaceDetectors.open(FaceRange.AUTO, source.info(), 1);
        }
        try {
            classifier = FaceClassifier.of(model.open(ClassifierOptions.defaults()), model.name());
        } catch (RuntimeException | Error e) {
            detector.close();
            throw e;
        }
    }

    private FrameSource open() {
        return Sources.open(clip, SourceOptions.DEFAULTS);
    }

    @Override
    public int run() {
        try (FrameSource source = open()) {
            SourceInfo.Kind kind = source.info().kind();
            Analysis analysis = new Analysis(
                    detector,
                    new MotionTracker(TrackerOptions.of(kind)),
                    classifier,
                    new EmotionSmoother(SmootherOptions.of(kind)));
            return Math.toIntExact(new Pipeline(source, analysis, List.of(), PipelineOptions.DEFAULTS)
                    .run()
                    .frames());
        }
    }

    @Override
    public void close() {
        classifier.close();
        detector.close();
    }
}
