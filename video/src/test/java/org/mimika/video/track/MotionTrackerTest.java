package org.mimika.video.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.FaceBox;
import org.mimika.video.Detection;
import org.mimika.video.TrackedFace;

class MotionTrackerTest {
    private static final float SURE = 0.9f;

    private final MotionTracker tracker = new MotionTracker(TrackerOptions.VIDEO);

    private static Detection face(double centerX, double centerY, double side, float score) {
        FaceBox box =
                new FaceBox((float) (centerX - side / 2), (float) (centerY - side / 2), (float) side, (float) side);
        return new Detection(box, score, List.of());
    }

    private static Set<Integer> numbers(List<TrackedFace> faces) {
        Set<Integer> numbers = new HashSet<>();
        faces.forEach(face -> numbers.add(face.track()));
        assertEquals(faces.size(), numbers.size(), "one number for two faces");
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12, 30, 60})
    void twoNoisyFacesKeepTheirNumbersAtAnyFrameRate(int framesPerSecond) {
        Random random = new Random(framesPerSecond);
        Map<Integer, Integer> numberOf = new HashMap<>();
        for (int i = 0; i < 10 * framesPerSecond; i++) {
            double seconds = (double) i / framesPerSecond;
            List<Detection> seen = new ArrayList<>();
            for (int person = 0; person < 2; person++) {
                double x = 150 + 250 * person + 60 * Math.sin(2 * seconds + person) + 2 * random.nextGaussian();
                double y = 120 + 30 * Math.cos(3 * seconds) + 2 * random.nextGaussian();
                seen.add(face(x, y, 80 + 3 * random.nextGaussian(), SURE));
            }
            List<TrackedFace> faces = tracker.update(Math.round(1000 * seconds), seen);
            assertEquals(2, faces.size());
            for (TrackedFace face : faces) {
                int person = face.box().centerX() < 275 ? 0 : 1;
                assertEquals(face.track(), numberOf.computeIfAbsent(person, p -> face.track()));
            }
        }
        assertEquals(Set.of(1, 2), new HashSet<>(numberOf.values()));
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 500, 900})
    void aGapKeepsTheNumberOfAStillFace(long gap) {
        for (long pts = 0; pts <= 1000; pts += 40) {
            tracker.update(pts, List.of(face(200, 200, 80, SURE)));
        }
        long back = 1000 + gap;
        for (long pts = 1040; pts < back; pts += 40) {
            assertEquals(List.of(), tracker.update(pts, List.of()), "nobody is shown who was not seen");
        }
        assertEquals(Set.of(1), numbers(tracker.update(back, List.of(face(215, 205, 84, SURE)))));
    }

    @Test
    void aGapKeepsTheNumbersOfTwoMovingFaces() {
        for (long pts = 0; pts <= 1000; pts += 40) {
            tracker.update(pts, walkers(pts));
        }
        for (long pts = 1040; pts < 1500; pts += 40) {
            tracker.update(pts, List.of());
        }
        List<TrackedFace> faces = tracker.update(1500, walkers(1500));
        assertEquals(List.of(1, 2), faces.stream().map(TrackedFace::track).toList());
        assertTrue(faces.get(0).box().centerX() < faces.get(1).box().centerX(), "numbers were exchanged");
    }

    /** Number 1 on the left, number 2 on the right, both going right at one face a second. */
    private static List<Detection> walkers(long pts) {
        double way = 0.08 * pts;
        return List.of(face(100 + way, 100, 80, SURE), face(300 + way, 110, 80, SURE));
    }

    @Test
    void afterALongGapItIsSomebodyNew() {
        tracker.update(0, List.of(face(200, 200, 80, SURE)));
        tracker.update(40, List.of());
        assertEquals(Set.of(2), numbers(tracker.update(1100, List.of(face(200, 200, 80, SURE)))));
    }

    /** A detector that looks every other second has not lost the face that it saw at the last look. */
    @Test
    void rareLooksKeepTheNumberOfAFaceThatEachOfThemShows() {
        for (long pts = 0; pts <= 20_000; pts += 2000) {
            assertEquals(Set.of(1), numbers(tracker.update(pts, List.of(face(200 + pts / 400.0, 200, 80, SURE)))));
        }
        assertEquals(List.of(), tracker.update(22_000, List.of()));
        assertEquals(Set.of(2), numbers(tracker.update(24_000, List.of(face(200, 200, 80, SURE)))));
    }

    /** Videos of variable rate hold frames a millisecond apart: their noise is not a velocity. */
    @Test
    void doubledFramesDoNotThrowTheTrackerOff() {
        Random random = new Random(4);
        for (int i = 0; i < 400; i++) {
            long pts = i / 2 * 66L + i % 2;
            double x = 200 + 2 * random.nextGaussian();
            List<Detection> seen = List.of(face(x, 200, 80 + 3 * random.nextGaussian(), SURE));
            List<TrackedFace> faces = tracker.update(pts, seen);
            assertEquals(Set.of(1), numbers(faces), "frame " + i);
            assertEquals(200, tracker.follow(pts + 60).get(0).box().centerX(), 40, "expected after frame " + i);
        }
    }

    @Test
    void somebodyFarAwayDoesNotInheritTheNumber() {
        tracker.update(0, List.of(face(100, 100, 80, SURE)));
        tracker.update(40, List.of());
        assertEquals(Set.of(2), numbers(tracker.update(300, List.of(face(400, 100, 80, SURE)))));
        assertEquals(
                Set.of(1, 2),
                numbers(tracker.update(340, List.of(face(400, 100, 80, SURE), face(100, 100, 80, SURE)))));
    }

    @Test
    void facesThatPassEachOtherKeepTheirNumbers() {
        for (int i = 0; i <= 60; i++) {
            double way = 6.0 * i;
            List<TrackedFace> faces =
                    tracker.update(i * 40L, List.of(face(100 + way, 100, 80, SURE), face(460 - way, 150, 80, SURE)));
            assertEquals(2, faces.size());
            assertEquals(100 + way, faces.get(0).box().centerX(), 12, "number 1 in frame " + i);
            assertEquals(460 - way, faces.get(1).box().centerX(), 12, "number 2 in frame " + i);
        }
    }

    @Test
    void facesThatPassWhileOneIsHiddenKeepTheirNumbers() {
        for (int i = 0; i <= 60; i++) {
            double way = 6.0 * i;
            List<Detection> seen = new ArrayList<>(List.of(face(100 + way, 100, 80, SURE)));
            boolean hidden = i > 25 && i < 36;
            if (!hidden) {
                seen.add(face(460 - way, 150, 80, SURE));
            }
            List<TrackedFace> faces = tracker.update(i * 40L, seen);
            assertEquals(hidden ? Set.of(1) : Set.of(1, 2), numbers(faces), "frame " + i);
            assertEquals(100 + way, faces.get(0).box().centerX(), 12, "number 1 in frame " + i);
        }
    }

    @Test
    void hesitantDetectionsKeepATrackAliveButBeginNone() {
        for (long pts = 0; pts < 400; pts += 40) {
            tracker.update(pts, List.of(face(200, 200, 80, SURE)));
        }
        for (long pts = 400; pts < 4000; pts += 40) {
            List<Detection> hesitant = List.of(face(202, 200, 78, 0.3f), face(500, 200, 80, 0.3f));
            assertEquals(Set.of(1), numbers(tracker.update(pts, hesitant)));
        }
    }

    @Test
    void aDoubtfulFaceShowsOnlyWhenItLasts() {
        assertEquals(List.of(), tracker.update(0, List.of(face(200, 200, 80, 0.6f))));
        assertEquals(List.of(), tracker.update(40, List.of()));
        assertEquals(List.of(), tracker.update(80, List.of(face(200, 200, 80, 0.6f))), "two hits, not in a row");
        assertEquals(Set.of(1), numbers(tracker.update(120, List.of(face(201, 200, 80, 0.6f)))));
    }

    @Test
    void aSureFaceShowsAtOnce() {
        assertEquals(Set.of(1), numbers(tracker.update(0, List.of(face(200, 200, 80, 0.8f)))));
    }

    @Test
    void betweenDetectionsAFaceMovesOn() {
        for (long pts = 0; pts <= 1000; pts += 100) {
            tracker.update(pts, List.of(face(100 + 0.2 * pts, 100, 80, SURE)));
        }
        for (long pts = 1000; pts <= 1080; pts += 40) {
            List<TrackedFace> faces = tracker.follow(pts);
            assertEquals(1, faces.size());
            assertEquals(100 + 0.2 * pts, faces.get(0).box().centerX(), 6);
        }
    }

    @Test
    void picturesHaveNoPastAndNoSecondLook() {
        MotionTracker pictures = new MotionTracker(TrackerOptions.PICTURES);
        assertEquals(Set.of(1), numbers(pictures.update(0, List.of(face(200, 200, 80, 0.55f)))));
        pictures.reset();
        assertEquals(Set.of(2), numbers(pictures.update(0, List.of(face(200, 200, 80, 0.55f)))));
    }
}
