package org.mimika.video.track;

import java.util.ArrayList;
import java.util.List;
import org.mimika.core.FaceBox;
import org.mimika.video.Detection;

/** Decides which detection shows which track: the cheapest assignment among the pairs that are possible at all. */
final class Matcher {
    private static final double IMPOSSIBLE = 1e6;
    private static final double MAX_SIZE_RATIO = 2;

    /** How far, in face sizes, a face may be from where it was expected, at once and for each second unseen. */
    private static final double REACH = 0.6;

    private static final double REACH_PER_SECOND = 1.5;
    private static final double MAX_REACH = 1.5;

    /** How far tracks and detections may differ. */
    enum Gate {
        /** By the distance a face may have moved since it was last seen. */
        REACHABLE,
        /** By real overlap with the expected box: for answers that alone would not count as a face. */
        OVERLAPPING
    }

    private Matcher() {}

    /**
     * Lets each matched track observe its detection, and takes both out of the lists.
     *
     * @param tracks candidates; those matched are removed
     * @param detections candidates; those matched are removed
     */
    static void match(List<Track> tracks, List<Detection> detections, long ptsMillis, Gate gate) {
        if (tracks.isEmpty() || detections.isEmpty()) {
            return;
        }
        double[][] costs = new double[tracks.size()][detections.size()];
        for (int t = 0; t < tracks.size(); t++) {
            FaceBox expected = tracks.get(t).at(ptsMillis);
            double reach = gate == Gate.OVERLAPPING ? 0 : reach(tracks.get(t).gapMillis(ptsMillis));
            for (int d = 0; d < detections.size(); d++) {
                costs[t][d] = cost(expected, detections.get(d).box(), reach);
            }
        }
        int[] detectionOf = Assignment.solve(costs);
        List<Track> matchedTracks = new ArrayList<>();
        List<Detection> matchedDetections = new ArrayList<>();
        for (int t = 0; t < detectionOf.length; t++) {
            int d = detectionOf[t];
            if (d >= 0 && costs[t][d] < IMPOSSIBLE) {
                tracks.get(t).observe(detections.get(d), ptsMillis);
                matchedTracks.add(tracks.get(t));
                matchedDetections.add(detections.get(d));
            }
        }
        tracks.removeAll(matchedTracks);
        matchedDetections.forEach(matched -> detections.removeIf(d -> d == matched));
    }

    private static double reach(long gapMillis) {
        return Math.min(MAX_REACH, REACH + REACH_PER_SECOND * gapMillis / 1000.0);
    }

    /** Overlap first, then distance in face sizes and likeness of size; no overlap asked for if in reach. */
    private static double cost(FaceBox expected, FaceBox seen, double reach) {
        double size = Math.sqrt((double) expected.width() * expected.height());
        double seenSize = Math.sqrt((double) seen.width() * seen.height());
        double ratio = Math.max(size, seenSize) / Math.min(size, seenSize);
        double distance = Math.hypot(expected.centerX() - seen.centerX(), expected.centerY() - seen.centerY())
                / ((size + seenSize) / 2);
        double iou = expected.iou(seen);
        if (ratio > MAX_SIZE_RATIO || (iou < 0.3 && distance > reach)) {
            return IMPOSSIBLE;
        }
        return (1 - iou) + distance / 2 + Math.log(ratio) / 2;
    }
}
