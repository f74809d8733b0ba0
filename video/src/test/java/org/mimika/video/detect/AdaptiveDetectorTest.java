package org.mimika.video.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimika.core.FaceBox;
import org.mimika.video.Detection;
import org.mimika.video.FaceDetector;
import org.mimika.video.Frame;
import org.mimika.video.ImageFrame;

class AdaptiveDetectorTest {
    private static final Detection LARGE = face(100, 100, 80, 0.9f);
    private static final Detection SMALL = face(300, 50, 20, 0.8f);

    /** Answers what it is told to, and remembers when it was asked. */
    private static final class Told implements FaceDetector {
        private final List<Long> asked = new ArrayList<>();
        private List<Detection> answer = List.of();
        private boolean closed;

        @Override
        public List<Detection> detect(Frame frame) {
            asked.add(frame.ptsMillis());
            return answer;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Told near = new Told();
    private final Told far = new Told();
    private final AdaptiveDetector detector = new AdaptiveDetector(near, far, 500);

    private static Detection face(float x, float y, float side, float score) {
        return new Detection(new FaceBox(x, y, side, side), score, List.of());
    }

    private List<Detection> at(long pts) {
        return detector.detect(new ImageFrame(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), 0, pts));
    }

    @Test
    void nearFacesCostTheFarDetectorOnlyItsProbes() {
        near.answer = List.of(LARGE);
        far.answer = List.of(face(105, 102, 78, 0.95f));
        for (long pts = 0; pts < 2000; pts += 40) {
            assertEquals(List.of(LARGE), at(pts), "the near detector's box");
        }
        assertEquals(List.of(0L, 520L, 1040L, 1560L), far.asked);
        assertEquals(50, near.asked.size());
    }

    @Test
    void farFacesAreFoundInEveryFrame() {
        far.answer = List.of(SMALL);
        for (long pts = 0; pts < 1000; pts += 40) {
            assertEquals(List.of(SMALL), at(pts));
        }
        assertEquals(25, far.asked.size());
        assertEquals(List.of(0L, 520L), near.asked);
    }

    @Test
    void nearAndFarFacesTogetherTakeBoth() {
        near.answer = List.of(LARGE);
        far.answer = List.of(SMALL);
        for (long pts = 0; pts < 1000; pts += 40) {
            assertEquals(List.of(LARGE, SMALL), at(pts));
        }
    }

    @Test
    void aFaceThatVanishesIsLookedForByBothAtOnce() {
        near.answer = List.of(LARGE);
        far.answer = List.of(LARGE);
        at(0);
        at(40);
        near.answer = List.of();
        assertEquals(List.of(LARGE), at(80));
        assertEquals(List.of(0L, 80L), far.asked);
        assertEquals(List.of(LARGE), at(120), "and the far detector goes on");
        far.answer = List.of();
        assertEquals(List.of(), at(160));
        at(200);
        assertEquals(List.of(0L, 80L, 120L, 160L), far.asked, "an empty scene costs the near detector alone");
    }

    @Test
    void anUnsureAnswerDoesNotHideTheOthersSureOne() {
        Detection unsure = face(302, 50, 20, 0.35f);
        near.answer = List.of(unsure, LARGE);
        far.answer = List.of(SMALL, LARGE);
        assertEquals(List.of(LARGE, SMALL), at(0));
        near.answer = List.of(LARGE, face(500, 50, 20, 0.35f));
        far.answer = List.of(LARGE);
        assertEquals(near.answer, at(600), "unsure answers pass for the tracker to judge");
    }

    @Test
    void timeThatJumpsBackIsAProbe() {
        at(10_000);
        at(0);
        assertEquals(List.of(10_000L, 0L), far.asked);
    }

    @Test
    void closesBoth() {
        detector.close();
        assertTrue(near.closed && far.closed);
    }
}
