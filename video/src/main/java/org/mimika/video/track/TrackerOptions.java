package org.mimika.video.track;

import org.mimika.video.SourceInfo;

/**
 * When a face begins, lasts and ends.
 *
 * @param sureScore detections from this score on may begin a track; weaker ones only keep a living track alive
 * @param confirmScore a detection from this score on is shown at once; from {@code sureScore} on it takes
 *     {@code confirmHits} detections in a row, so that a false face of a single frame never shows
 * @param confirmHits at least 1
 * @param maxGapMillis how long a face may go unseen and still come back under its identity; time in which the detector
 *     does not look does not end a face that it saw when it looked last
 */
public record TrackerOptions(float sureScore, float confirmScore, int confirmHits, long maxGapMillis) {
    /** For recordings and live sources. */
    public static final TrackerOptions VIDEO = new TrackerOptions(0.5f, 0.75f, 2, 1000);

    /** For single pictures, where there is no second look: every sure detection shows. */
    public static final TrackerOptions PICTURES = new TrackerOptions(0.5f, 0.5f, 1, 0);

    /** The options that suit a source of this kind. */
    public static TrackerOptions of(SourceInfo.Kind kind) {
        return kind == SourceInfo.Kind.PICTURES ? PICTURES : VIDEO;
    }

    /** Validates. */
    public TrackerOptions {
        if (!(sureScore >= 0 && sureScore <= confirmScore && confirmScore <= 1)
                || confirmHits < 1
                || maxGapMillis < 0) {
            throw new IllegalArgumentException("tracker sureScore=" + sureScore + " confirmScore=" + confirmScore
                    + " confirmHits=" + confirmHits + " maxGapMillis=" + maxGapMillis);
        }
    }
}
