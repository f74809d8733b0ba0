package org.mimika.server.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.video.FaceResult;
import org.mimika.video.FrameResult;

/**
 * How the emotions went over a stretch of time, in parts of equal length.
 *
 * @param known from the first to the last frame that is remembered
 * @param shown the stretch, its end excluded
 * @param buckets the parts, in order; null where there was no frame
 * @param tracks who was there, by number
 */
public record Course(Span known, Span shown, List<Bucket> buckets, List<Stay> tracks) {
    static final Course EMPTY = new Course(new Span(0, 0), new Span(0, 0), List.of(), List.of());

    /** Validates and copies. */
    public Course {
        buckets = Collections.unmodifiableList(new ArrayList<>(buckets));
        tracks = List.copyOf(tracks);
    }

    /** Two presentation times, in milliseconds. */
    public record Span(long fromMillis, long toMillis) {
        /** Validates. */
        public Span {
            if (toMillis < fromMillis) {
                throw new IllegalArgumentException(fromMillis + " to " + toMillis + " ms");
            }
        }
    }

    /**
     * One part.
     *
     * @param fromMillis where it begins
     * @param people the most faces in any of its frames
     * @param scores the mean of all its faces; empty without a face
     */
    public record Bucket(long fromMillis, int people, Optional<EmotionScores> scores) {}

    /**
     * Somebody's stay.
     *
     * @param track the identity
     * @param span from the first to the last frame in the stretch
     * @param emotion the greatest of the mean scores
     */
    public record Stay(int track, Span span, Emotion emotion) {}

    static Course of(List<FrameResult> frames, Span known, Span shown, int count) {
        Mood[] moods = new Mood[count];
        int[] people = new int[count];
        Map<Integer, StayBuilder> stays = new TreeMap<>();
        double length = (shown.toMillis() - shown.fromMillis()) / (double) count;
        for (FrameResult frame : frames) {
            int at = Math.min(count - 1, (int) ((frame.ptsMillis() - shown.fromMillis()) / length));
            if (moods[at] == null) {
                moods[at] = new Mood();
            }
            people[at] = Math.max(people[at], frame.faces().size());
            for (FaceResult face : frame.faces()) {
                moods[at].add(face);
                stays.computeIfAbsent(face.track(), track -> new StayBuilder(track, frame.ptsMillis()))
                        .add(face, frame.ptsMillis());
            }
        }
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long begins = shown.fromMillis() + Math.round(i * length);
            buckets.add(moods[i] == null ? null : new Bucket(begins, people[i], moods[i].scores()));
        }
        return new Course(
                known,
                shown,
                buckets,
                stays.values().stream().map(StayBuilder::stay).toList());
    }

    private static final class StayBuilder {
        private final int track;
        private final long first;
        private final Mood mood = new Mood();
        private long last;

        StayBuilder(int track, long first) {
            this.track = track;
            this.first = first;
        }

        void add(FaceResult face, long ptsMillis) {
            mood.add(face);
            last = ptsMillis;
        }

        Stay stay() {
            return new Stay(
                    track, new Span(first, last), mood.scores().orElseThrow().top());
        }
    }
}
