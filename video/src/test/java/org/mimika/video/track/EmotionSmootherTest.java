package org.mimika.video.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.core.FacePose;
import org.mimika.video.FaceResult;
import org.mimika.video.TrackedFace;

class EmotionSmootherTest {
    private static final TrackedFace FACE = new TrackedFace(1, FacePose.upright(new FaceBox(0, 0, 10, 10)), 0.9f);

    private final EmotionSmoother smoother = new EmotionSmoother(SmootherOptions.DEFAULT);

    /** Happy and sad share 0.9, one leading by {@code lead}; the rest is spread evenly. */
    private static EmotionScores happyOverSad(double lead) {
        float[] p = new float[Emotion.COUNT];
        Arrays.fill(p, 0.1f / 5);
        p[Emotion.HAPPY.ordinal()] = (float) (0.45 + lead / 2);
        p[Emotion.SAD.ordinal()] = (float) (0.45 - lead / 2);
        return new EmotionScores(p);
    }

    @Test
    void firstScoresAreTakenAsTheyAre() {
        FaceResult result = smoother.smooth(FACE, happyOverSad(0.4), 1234);
        assertEquals(happyOverSad(0.4), result.scores());
        assertEquals(Emotion.HAPPY, result.shown());
    }

    /** The lag stated in the class's Javadoc, plus at most one frame. */
    @ParameterizedTest
    @CsvSource({"0.9, 10, 262", "0.9, 33, 262", "0.9, 83, 262", "0.375, 10, 361", "0.1, 10, 708", "0.1, 33, 708"})
    void aChangeShowsWithTheLagStated(double lead, long frameMillis, double lag) {
        long pts = 0;
        for (; pts < 5000; pts += frameMillis) {
            assertEquals(
                    Emotion.HAPPY,
                    smoother.smooth(FACE, happyOverSad(lead), pts).shown());
        }
        long changedAt = pts - frameMillis; // the mean takes each score to have held since the frame before
        while (smoother.smooth(FACE, happyOverSad(-lead), pts).shown() == Emotion.HAPPY) {
            pts += frameMillis;
            assertTrue(pts < 10_000, "never shown");
        }
        double took = pts - changedAt;
        assertTrue(took >= lag - 1, "after " + took + " ms, stated " + lag);
        assertTrue(took <= lag + 2 * frameMillis + 1, "after " + took + " ms, stated " + lag);
    }

    /** Twelve people, a minute each: what would flicker hundreds of times a minute changes less than once. */
    @Test
    void aSteadyFaceSeenNoisilyDoesNotFlicker() {
        int rawChanges = 0;
        int shownChanges = 0;
        for (int person = 1; person <= 12; person++) {
            TrackedFace face = new TrackedFace(person, FACE.pose(), 0.9f);
            Random random = new Random(person);
            Emotion raw = null;
            Emotion shown = null;
            for (int i = 0; i < 60 * 25; i++) {
                EmotionScores scores = happyOverSad(Math.max(-0.9, Math.min(0.9, 0.15 + 0.3 * random.nextGaussian())));
                FaceResult result = smoother.smooth(face, scores, i * 40L);
                rawChanges += raw != null && raw != scores.top() ? 1 : 0;
                shownChanges += shown != null && shown != result.shown() ? 1 : 0;
                raw = scores.top();
                shown = result.shown();
            }
        }
        assertTrue(rawChanges > 12 * 300, "the noise should flicker: " + rawChanges);
        assertTrue(shownChanges < 12, "changes shown in twelve minutes: " + shownChanges);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 20, 50, 100})
    void followsAsFastAtAnyFrameRate(long frameMillis) {
        for (long pts = -6000; pts <= 0; pts += frameMillis) {
            smoother.smooth(FACE, happyOverSad(0.9), pts);
        }
        FaceResult result = null;
        for (long pts = frameMillis; pts <= 300; pts += frameMillis) {
            result = smoother.smooth(FACE, happyOverSad(-0.9), pts);
        }
        double expected = 0.9 * Math.exp(-1) + 0 * (1 - Math.exp(-1));
        assertEquals(expected, result.scores().of(Emotion.HAPPY), 1e-4);
    }

    /** Against the plain sum: each look weighs by its age alone, the first one no more than the others. */
    @Test
    void theFirstLookWeighsNoMoreThanTheNext() {
        double tau = SmootherOptions.DEFAULT.timeConstantMillis();
        Random random = new Random(3);
        double[] leads = random.doubles(30, -0.9, 0.9).toArray();
        for (int last = 0; last < leads.length; last++) {
            double sum = 0;
            double weights = 0;
            for (int i = 0; i <= last; i++) {
                double weight = Math.exp(-83.0 * (last - i) / tau);
                sum += weight * leads[i];
                weights += weight;
            }
            EmotionScores mean =
                    smoother.smooth(FACE, happyOverSad(leads[last]), last * 83L).scores();
            assertEquals(sum / weights, mean.of(Emotion.HAPPY) - mean.of(Emotion.SAD), 1e-5, "look " + last);
        }
    }

    @Test
    void aWrongFirstLookIsSoonOutvoted() {
        assertEquals(Emotion.SAD, smoother.smooth(FACE, happyOverSad(-0.5), 0).shown());
        smoother.smooth(FACE, happyOverSad(0.3), 83);
        smoother.smooth(FACE, happyOverSad(0.3), 166);
        assertEquals(
                Emotion.HAPPY, smoother.smooth(FACE, happyOverSad(0.3), 249).shown());
    }

    /** Sad leads faintly in three frames of four, never for half a second without a break. */
    @Test
    void aFramesDoubtDelaysAChangeAndDoesNotPutItOff() {
        EmotionSmoother holding = new EmotionSmoother(new SmootherOptions(0, 0.5f, 500));
        holding.smooth(FACE, happyOverSad(0.1), 0);
        long pts = 0;
        Emotion shown = Emotion.HAPPY;
        while (shown == Emotion.HAPPY) {
            pts += 100;
            assertTrue(pts <= 1500, "never shown");
            shown = holding.smooth(FACE, happyOverSad(pts / 100 % 4 == 0 ? 0.1 : -0.1), pts)
                    .shown();
        }
        assertTrue(pts >= 600, "after " + pts + " ms, with less than half a second's lead");
    }

    @Test
    void anEqualContestChangesNothing() {
        EmotionSmoother holding = new EmotionSmoother(new SmootherOptions(0, 0.5f, 500));
        for (long i = 0; i < 600; i++) {
            EmotionScores scores = happyOverSad(i / 4 % 2 == 0 ? 0.1 : -0.1);
            assertEquals(Emotion.HAPPY, holding.smooth(FACE, scores, i * 100).shown());
        }
    }

    @Test
    void tracksDoNotTouchEachOther() {
        TrackedFace other = new TrackedFace(2, FacePose.upright(new FaceBox(50, 0, 10, 10)), 0.9f);
        for (long pts = 0; pts < 2000; pts += 40) {
            assertEquals(
                    Emotion.HAPPY, smoother.smooth(FACE, happyOverSad(0.3), pts).shown());
            assertEquals(
                    Emotion.SAD, smoother.smooth(other, happyOverSad(-0.3), pts).shown());
        }
    }

    @Test
    void smoothedScoresStayProbabilities() {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            // The result's constructor refuses what is not a distribution.
            smoother.smooth(FACE, happyOverSad(1.8 * random.nextDouble() - 0.9), i * 7L);
        }
    }

    @Test
    void noSmoothingIsNoSmoothing() {
        EmotionSmoother none = new EmotionSmoother(SmootherOptions.NONE);
        for (int i = 0; i < 20; i++) {
            EmotionScores scores = happyOverSad(i % 2 == 0 ? 0.2 : -0.2);
            FaceResult result = none.smooth(FACE, scores, i * 40L);
            assertEquals(scores.top(), result.shown());
            assertEquals(scores.of(Emotion.SAD), result.scores().of(Emotion.SAD), 1e-6);
        }
    }

    @Test
    void endedTracksAreForgotten() {
        for (int track = 1; track <= 1000; track++) {
            smoother.smooth(
                    new TrackedFace(track, FacePose.upright(FACE.box()), 0.9f), happyOverSad(0.3), track * 500L);
        }
        assertTrue(smoother.remembered() < 60, "still " + smoother.remembered());
    }
}
