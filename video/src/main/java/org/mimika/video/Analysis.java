package org.mimika.video;

import java.util.Objects;

/**
 * What turns frames into results. The pipeline uses each part from one thread at a time; whoever opened the detector and
 * the classifier closes them after the run.
 */
public record Analysis(FaceDetector detector, FaceTracker tracker, FaceClassifier classifier, ScoreSmoother smoother) {
    /** Validates. */
    public Analysis {
        Objects.requireNonNull(detector, "detector");
        Objects.requireNonNull(tracker, "tracker");
        Objects.requireNonNull(classifier, "classifier");
        Objects.requireNonNull(smoother, "smoother");
    }
}
