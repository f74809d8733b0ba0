package org.mimika.bench.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.ModelSource;
import org.mimika.video.Analysis;
import org.mimika.video.Detection;
import org.mimika.video.FaceClassifier;
import org.mimika.video.FaceDetector;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.Pipeline;
import org.mimika.video.PipelineOptions;
import org.mimika.video.ScoreSmoother;
import org.mimika.video.TrackedFace;
import org.mimika.video.detect.FaceDetectors;
import org.mimika.video.detect.FaceRange;
import org.mimika.video.source.LoopedSource;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;
import org.mimika.video.track.EmotionSmoother;
import org.mimika.video.track.MotionTracker;
import org.mimika.video.track.SmootherOptions;
import org.mimika.video.track.TrackerOptions;

/**
 * How often the emotion of a face changes that does not change itself, smoothed and not; and whether identities survive
 * when the detector sees nothing for a while.
 *
 * @param clip the video
 * @param noise the deviation in grey levels that is added to each pixel, 0 for none
 * @param seconds how much is looked at; a shorter clip starts over, with other noise
 */
record SteadyStudy(String clip, double noise, double seconds) {
    private static final List<Long> GAPS = List.of(200L, 500L, 900L);

    /** From one tried gap to the next. */
    private static final long STEP_MILLIS = 100;

    /** A face counts as back if it is there within this time. */
    private static final long BACK_MILLIS = 500;

    /** What the detector found in one frame. */
    record Seen(long ptsMillis, List<Detection> faces) {}

    SteadyReport run(ModelSource model) {
        List<Seen> seen = new ArrayList<>();
        Flicker flicker = new Flicker();
        try (FrameSource source = new NoisySource(looped(), noise);
                FaceDetector detector = FaceDetectors.open(FaceRange.AUTO, source.info(), 1);
                FaceClassifier classifier = FaceClassifier.of(model.open(ClassifierOptions.defaults()), model.name())) {
            Analysis analysis = new Analysis(
                    new Recorder(detector, seen), new MotionTracker(TrackerOptions.VIDEO), classifier, flicker);
            new Pipeline(source, analysis, List.of(), PipelineOptions.DEFAULTS).run();
        }
        return new SteadyReport(
                clip,
                noise,
                flicker.minutes(),
                flicker.last.size(),
                flicker.rawChanges / flicker.minutes(),
                flicker.shownChanges / flicker.minutes(),
                GAPS.stream().map(millis -> gaps(seen, millis)).toList());
    }

    private FrameSource looped() {
        return new LoopedSource(() -> Sources.open(clip, SourceOptions.DEFAULTS), Math.round(1000 * seconds));
    }

    /** Hides all faces for a while, at many places one after the other. */
    static SteadyReport.Gaps gaps(List<Seen> seen, long millis) {
        List<Set<Integer>> whole = tracks(seen, Long.MAX_VALUE, 0);
        long end = seen.get(seen.size() - 1).ptsMillis();
        int tried = 0;
        int kept = 0;
        for (long from = seen.get(0).ptsMillis() + STEP_MILLIS; from + millis < end; from += STEP_MILLIS) {
            List<Set<Integer>> hidden = tracks(seen, from, millis);
            Set<Integer> before = new HashSet<>();
            for (int i = 0; i < seen.size() && seen.get(i).ptsMillis() < from; i++) {
                before = whole.get(i);
            }
            // Who is not there any more without a gap, cannot come back after one.
            Set<Integer> expected = new HashSet<>(shown(seen, whole, from + millis));
            expected.retainAll(before);
            tried += expected.size();
            expected.retainAll(shown(seen, hidden, from + millis));
            kept += expected.size();
        }
        return new SteadyReport.Gaps(millis, tried, kept);
    }

    /** Who is there in the time after. */
    private static Set<Integer> shown(List<Seen> seen, List<Set<Integer>> tracks, long from) {
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < seen.size(); i++) {
            long pts = seen.get(i).ptsMillis();
            if (pts >= from && pts < from + BACK_MILLIS) {
                all.addAll(tracks.get(i));
            }
        }
        return all;
    }

    /** The identities in each frame. */
    private static List<Set<Integer>> tracks(List<Seen> seen, long from, long millis) {
        MotionTracker tracker = new MotionTracker(TrackerOptions.VIDEO);
        List<Set<Integer>> all = new ArrayList<>();
        for (Seen frame : seen) {
            boolean hidden = frame.ptsMillis() >= from && frame.ptsMillis() - from < millis;
            Set<Integer> tracks = new HashSet<>();
            tracker.update(frame.ptsMillis(), hidden ? List.of() : frame.faces())
                    .forEach(face -> tracks.add(face.track()));
            all.add(tracks);
        }
        return all;
    }

    private record Recorder(FaceDetector detector, List<Seen> seen) implements FaceDetector {
        @Override
        public List<Detection> detect(Frame frame) {
            List<Detection> faces = detector.detect(frame);
            seen.add(new Seen(frame.ptsMillis(), faces));
            return faces;
        }

        @Override
        public void close() {
            // The detector's opener closes it.
        }
    }

    /** Smooths, and counts what would change without it and what changes with it. */
    private static final class Flicker implements ScoreSmoother {
        /** The longest time between two frames that counts as being seen. */
        private static final long SEEN_MILLIS = 200;

        private final ScoreSmoother smoother = new EmotionSmoother(SmootherOptions.DEFAULT);
        private final Map<Integer, Last> last = new HashMap<>();
        private long seenMillis;
        private int rawChanges;
        private int shownChanges;

        private record Last(long ptsMillis, Emotion raw, Emotion shown) {}

        @Override
        public FaceResult smooth(TrackedFace face, EmotionScores raw, long ptsMillis) {
            FaceResult result = smoother.smooth(face, raw, ptsMillis);
            Last before = last.put(face.track(), new Last(ptsMillis, raw.top(), result.shown()));
            if (before != null) {
                long passed = ptsMillis - before.ptsMillis();
                seenMillis += passed <= SEEN_MILLIS ? passed : 0;
                rawChanges += before.raw() == raw.top() ? 0 : 1;
                shownChanges += before.shown() == result.shown() ? 0 : 1;
            }
            return result;
        }

        double minutes() {
            return seenMillis / 60e3;
        }
    }
}
