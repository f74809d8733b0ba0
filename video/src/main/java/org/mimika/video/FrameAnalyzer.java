package org.mimika.video;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.mimika.core.EmotionScores;
import org.mimika.core.FacePose;

/**
 * One frame's two steps, in the order of the frames: find the faces, read their emotions. Each step is used by one
 * thread at a time; the two may be different threads.
 */
public final class FrameAnalyzer {
    private final Analysis analysis;
    private final boolean separate;
    private final int detectEvery;
    private long count;

    /**
     * An analyzer for one source.
     *
     * @param kind of the source: pictures are looked at one by one, each as if it were the first
     * @param detectEvery the detector looks at every k-th frame, the tracker follows in between; positive
     */
    public FrameAnalyzer(Analysis analysis, SourceInfo.Kind kind, int detectEvery) {
        this.analysis = Objects.requireNonNull(analysis, "analysis");
        this.separate = kind == SourceInfo.Kind.PICTURES;
        if (detectEvery < 1) {
            throw new IllegalArgumentException("detectEvery=" + detectEvery);
        }
        this.detectEvery = detectEvery;
    }

    /** The faces of the frame, with their identities. */
    public List<TrackedFace> find(Frame frame) {
        if (separate) {
            analysis.tracker().reset();
        }
        boolean look = separate || count % detectEvery == 0;
        count++;
        return look
                ? analysis.tracker().update(frame, analysis.detector().detect(frame))
                : analysis.tracker().follow(frame);
    }

    /** What these faces of the frame show. */
    public FrameResult read(Frame frame, List<TrackedFace> faces) {
        return read(frame, faces, analysis.classifier());
    }

    /** As {@link #read(Frame, List)}, with another classifier than the analysis names. */
    public FrameResult read(Frame frame, List<TrackedFace> faces, FaceClassifier classifier) {
        List<FaceResult> results = new ArrayList<>(faces.size());
        if (!faces.isEmpty()) {
            List<FacePose> poses = faces.stream().map(TrackedFace::pose).toList();
            List<EmotionScores> scores = classifier.classify(frame.luma(), poses);
            for (int i = 0; i < poses.size(); i++) {
                results.add(analysis.smoother().smooth(faces.get(i), scores.get(i), frame.ptsMillis()));
            }
        }
        return new FrameResult(frame.index(), frame.ptsMillis(), classifier.model(), results);
    }
}
