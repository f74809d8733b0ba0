package org.mimika.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mimika.core.Emotion;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;

/** Notes how long which emotion was shown by whom: what a summary for people is made of. */
final class ShownTimes implements ResultSink {
    /** From one frame to the last that showed the same, in milliseconds; {@code end} is excluded. */
    record Span(Emotion emotion, long begin, long end) {}

    private final Map<Integer, List<Span>> spans = new TreeMap<>();
    private List<FaceResult> faces = List.of();
    private long begin;
    private long last = -1;
    private long interval;

    @Override
    public void accept(Frame frame, FrameResult result) {
        accept(result);
    }

    /** A frame's faces are shown until the next frame comes. */
    void accept(FrameResult result) {
        if (last < 0) {
            begin = result.ptsMillis();
        } else {
            interval = result.ptsMillis() - last;
            note(result.ptsMillis());
        }
        last = result.ptsMillis();
        faces = result.faces();
    }

    private void note(long until) {
        for (FaceResult face : faces) {
            List<Span> own = spans.computeIfAbsent(face.track(), track -> new ArrayList<>());
            Span before = own.isEmpty() ? null : own.get(own.size() - 1);
            if (before != null && before.end() == last && before.emotion() == face.shown()) {
                own.set(own.size() - 1, new Span(face.shown(), before.begin(), until));
            } else {
                own.add(new Span(face.shown(), last, until));
            }
        }
    }

    /** The last frame is shown as long as the one before it. */
    @Override
    public void close() {
        note(last + interval);
        last += interval;
        interval = 0;
        faces = List.of();
    }

    /** The clip's length in milliseconds. */
    long millis() {
        return last < 0 ? 0 : last - begin;
    }

    /** Each track's spans in the order of time; the tracks by number. */
    Map<Integer, List<Span>> spans() {
        return spans;
    }

    /** How long a track showed each emotion, in milliseconds; without those that it never showed. */
    Map<Emotion, Long> totals(int track) {
        Map<Emotion, Long> totals = new EnumMap<>(Emotion.class);
        spans.get(track).forEach(span -> totals.merge(span.emotion(), span.end() - span.begin(), Long::sum));
        return totals;
    }

    /**
     * A track's course: one entry per column, the emotion shown longest in that part of the clip, null where the face
     * was away for most of it.
     */
    Emotion[] course(int track, int columns) {
        Emotion[] course = new Emotion[columns];
        for (int column = 0; column < columns; column++) {
            course[column] = longest(
                    spans.get(track), begin + millis() * column / columns, begin + millis() * (column + 1) / columns);
        }
        return course;
    }

    private static Emotion longest(List<Span> spans, long from, long to) {
        long[] shown = new long[Emotion.COUNT];
        for (Span span : spans) {
            shown[span.emotion().ordinal()] += Math.max(0, Math.min(span.end(), to) - Math.max(span.begin(), from));
        }
        int best = 0;
        for (int i = 1; i < shown.length; i++) {
            best = shown[i] > shown[best] ? i : best;
        }
        long away = to - from - Arrays.stream(shown).sum();
        return shown[best] > away ? Emotion.fromIndex(best) : null;
    }
}
