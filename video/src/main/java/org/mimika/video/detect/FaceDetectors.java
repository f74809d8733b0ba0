package org.mimika.video.detect;

import org.mimika.video.FaceDetector;
import org.mimika.video.SourceInfo;

/** Opens the detector for a job. */
public final class FaceDetectors {
    /** Below MediaPipe's limit: answers that a tracker takes to keep a face, and never to begin one. */
    private static final float TRACKED_MIN_SCORE = 0.3f;

    private FaceDetectors() {}

    /**
     * A detector for a source; the caller closes it. In recordings and live sources the short range network also gives
     * unsure faces, from a score of 0.3 on, which are meant for a tracker.
     *
     * @param range how far faces may be
     * @param source what will be looked at
     * @param threads how many one detection may use, at least 1
     * @throws org.mimika.core.MimikaException if a network or the native library cannot be loaded
     */
    public static FaceDetector open(FaceRange range, SourceInfo source, int threads) {
        if (range == FaceRange.FAR) {
            return new BlazeFaceDetector(BlazeFaceModel.FULL_RANGE, threads);
        }
        FaceDetector first = new BlazeFaceDetector(BlazeFaceModel.SHORT_RANGE, threads, nearMinScore(source));
        if (range == FaceRange.NEAR) {
            return first;
        }
        try {
            FaceDetector second = new BlazeFaceDetector(BlazeFaceModel.FULL_RANGE, threads);
            return new AdaptiveDetector(first, second, probeMillis(source));
        } catch (RuntimeException | Error e) {
            first.close();
            throw e;
        }
    }

    /** The least score that the short range network gives a face for. */
    static float nearMinScore(SourceInfo source) {
        return source.kind() == SourceInfo.Kind.PICTURES ? BlazeFaceModel.SHORT_RANGE.minScore() : TRACKED_MIN_SCORE;
    }

    /** How often both networks are asked. */
    static long probeMillis(SourceInfo source) {
        return source.kind() == SourceInfo.Kind.PICTURES ? 0 : AdaptiveDetector.PROBE_MILLIS;
    }
}
