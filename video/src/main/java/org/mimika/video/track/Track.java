package org.mimika.video.track;

import org.mimika.core.FaceBox;
import org.mimika.video.Detection;
import org.mimika.video.TrackedFace;

/** One face through time. Without a number until it is confirmed. Mutable, the tracker's own. */
final class Track {
    private final Motion motion;
    private int number;
    private int hits;
    private float score;
    private boolean seen;

    Track(Detection detection, long ptsMillis) {
        motion = new Motion(detection.pose(), ptsMillis);
        score = detection.score();
        hits = 1;
        seen = true;
    }

    FaceBox at(long ptsMillis) {
        return motion.at(ptsMillis).box();
    }

    void observe(Detection detection, long ptsMillis) {
        motion.observe(detection.pose(), ptsMillis);
        score = detection.score();
        hits++;
        seen = true;
    }

    void miss() {
        seen = false;
    }

    /** How long the face has gone unseen. */
    long gapMillis(long ptsMillis) {
        return ptsMillis - motion.observedAt();
    }

    /** Whether the last frame that the detector looked at showed the face. */
    boolean seen() {
        return seen;
    }

    boolean confirmed() {
        return number > 0;
    }

    void confirm(int asNumber) {
        number = asNumber;
    }

    boolean deserves(TrackerOptions options) {
        return score >= options.confirmScore() || hits >= options.confirmHits();
    }

    TrackedFace face(long ptsMillis) {
        return new TrackedFace(number, motion.at(ptsMillis), score);
    }
}
