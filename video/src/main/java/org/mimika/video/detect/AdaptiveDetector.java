package org.mimika.video.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mimika.video.Detection;
import org.mimika.video.FaceDetector;
import org.mimika.video.Frame;

/**
 * A fast detector for near faces and a slow one for far faces, each used as often as it finds what the other does not.
 *
 * <p>A probe asks both: at the start, then every so often in the source's own time, and at once in the frame where
 * fewer faces turn up than in the one before. What the probe finds decides who is asked until the next one: the near
 * detector where it found every face, the far one where that found every face and the near one did not, and both
 * where each found a face that the other missed. Where both found a face, the near detector's box is given, so that a
 * face's box does not jump between two networks' ideas of it.
 *
 * <p>Owns both detectors and closes them. Not thread-safe.
 */
final class AdaptiveDetector implements FaceDetector {
    /** The time between two probes that costs little and finds a newcomer soon enough. */
    static final long PROBE_MILLIS = 500;

    private static final float SAME_FACE_IOU = 0.3f;
    private static final float SURE = 0.5f;

    private final FaceDetector near;
    private final FaceDetector far;
    private final long probeMillis;
    private boolean askNear = true;
    private boolean askFar = true;
    private int facesBefore;
    private long probedAt;
    private boolean probed;

    /**
     * Takes both detectors over.
     *
     * @param probeMillis the time between two probes; 0 asks both in every frame
     */
    AdaptiveDetector(FaceDetector near, FaceDetector far, long probeMillis) {
        this.near = near;
        this.far = far;
        this.probeMillis = probeMillis;
    }

    @Override
    public List<Detection> detect(Frame frame) {
        long since = frame.ptsMillis() - probedAt;
        boolean probe = !probed || since >= probeMillis || since < 0;
        List<Detection> nearFaces = probe || askNear ? near.detect(frame) : null;
        List<Detection> farFaces = probe || askFar ? far.detect(frame) : null;
        List<Detection> found = merged(nearFaces, farFaces);
        if (!probe && sure(found) < facesBefore) {
            probe = true;
            nearFaces = nearFaces == null ? near.detect(frame) : nearFaces;
            farFaces = farFaces == null ? far.detect(frame) : farFaces;
            found = merged(nearFaces, farFaces);
        }
        if (probe) {
            probed = true;
            probedAt = frame.ptsMillis();
            boolean nearMisses = misses(nearFaces, farFaces);
            boolean farMisses = misses(farFaces, nearFaces);
            askFar = nearMisses;
            askNear = !nearMisses || farMisses;
        }
        facesBefore = sure(found);
        return found;
    }

    /** Whether a sure face of the others is not among these. */
    private static boolean misses(List<Detection> these, List<Detection> others) {
        return others.stream().anyMatch(other -> other.score() >= SURE && !known(other, these));
    }

    private static boolean known(Detection face, List<Detection> faces) {
        return faces.stream().anyMatch(f -> f.score() >= SURE && f.box().iou(face.box()) > SAME_FACE_IOU);
    }

    private static int sure(List<Detection> faces) {
        return (int) faces.stream().filter(face -> face.score() >= SURE).count();
    }

    /** One detection a face, the surest first. Either list may be null: not asked. */
    private static List<Detection> merged(List<Detection> nearFaces, List<Detection> farFaces) {
        if (nearFaces == null || farFaces == null) {
            return nearFaces == null ? farFaces : nearFaces;
        }
        List<Detection> all = new ArrayList<>();
        farFaces.stream().filter(face -> !known(face, nearFaces)).forEach(all::add);
        nearFaces.stream()
                .filter(face -> face.score() >= SURE
                        || all.stream().noneMatch(f -> f.box().iou(face.box()) > SAME_FACE_IOU))
                .toList()
                .forEach(all::add);
        all.sort(Comparator.comparingDouble(Detection::score).reversed());
        return List.copyOf(all);
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }
}
