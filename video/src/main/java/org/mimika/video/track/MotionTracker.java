package org.mimika.video.track;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mimika.video.Detection;
import org.mimika.video.FaceTracker;
import org.mimika.video.Frame;
import org.mimika.video.TrackedFace;

/**
 * Follows faces by their motion alone: each track predicts where its face is at the frame's own time, and the cheapest
 * assignment of detections to predictions carries the identities on.
 *
 * <p>In order: living tracks take sure detections; those left over take weak ones that overlap their prediction, so
 * that a face that turns away keeps its identity although the detector hesitates; lost tracks take what sure
 * detections remain; the rest begin new tracks. A track shows once it is confirmed, and only in frames where it was
 * seen. Sources: Bewley et al., "Simple Online and Realtime Tracking", 2016, for prediction and assignment; Zhang et
 * al., "ByteTrack: Multi-Object Tracking by Associating Every Detection Box", 2022, for the weak detections; Wojke et
 * al., "Deep SORT", 2017, for serving living tracks first.
 *
 * <p>Two people who cross within the time of a gap may exchange identities: nothing but place, size and motion is
 * looked at. Not thread-safe.
 */
public final class MotionTracker implements FaceTracker {
    private final TrackerOptions options;
    private final List<Track> tracks = new ArrayList<>();
    private int lastNumber;

    /** A tracker without any face yet. */
    public MotionTracker(TrackerOptions options) {
        this.options = options;
    }

    @Override
    public List<TrackedFace> update(Frame frame, List<Detection> detections) {
        return update(frame.ptsMillis(), detections);
    }

    @Override
    public List<TrackedFace> follow(Frame frame) {
        return follow(frame.ptsMillis());
    }

    @Override
    public void reset() {
        tracks.clear();
    }

    /**
     * As {@link #update(Frame, List)}.
     *
     * @param ptsMillis the frame's presentation time, not before the last one's
     */
    public List<TrackedFace> update(long ptsMillis, List<Detection> detections) {
        // A face seen when the detector looked last is not lost, however long ago that was.
        tracks.removeIf(track -> !track.seen() && track.gapMillis(ptsMillis) > options.maxGapMillis());
        List<Detection> sure = new ArrayList<>();
        List<Detection> weak = new ArrayList<>();
        for (Detection detection : detections) {
            (detection.score() >= options.sureScore() ? sure : weak).add(detection);
        }
        List<Track> living = new ArrayList<>(tracks.stream().filter(Track::seen).toList());
        List<Track> lost =
                new ArrayList<>(tracks.stream().filter(t -> !t.seen()).toList());
        Matcher.match(living, sure, ptsMillis, Matcher.Gate.REACHABLE);
        Matcher.match(living, weak, ptsMillis, Matcher.Gate.OVERLAPPING);
        Matcher.match(lost, sure, ptsMillis, Matcher.Gate.REACHABLE);
        living.forEach(Track::miss);
        tracks.removeIf(track -> !track.seen() && !track.confirmed());
        sure.forEach(detection -> tracks.add(new Track(detection, ptsMillis)));
        for (Track track : tracks) {
            if (!track.confirmed() && track.deserves(options)) {
                track.confirm(++lastNumber);
            }
        }
        return follow(ptsMillis);
    }

    /**
     * As {@link #follow(Frame)}: the faces of the last update, each moved on as it was moving.
     *
     * @param ptsMillis the frame's presentation time, not before the last one's
     */
    public List<TrackedFace> follow(long ptsMillis) {
        return tracks.stream()
                .filter(track -> track.confirmed() && track.seen())
                .map(track -> track.face(ptsMillis))
                .sorted(Comparator.comparingInt(TrackedFace::track))
                .toList();
    }
}
