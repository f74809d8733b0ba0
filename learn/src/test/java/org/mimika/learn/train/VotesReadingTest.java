package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.FerPlusVotes;
import org.mimika.learn.data.Split;

class VotesReadingTest {
    /** Faces that people call neutral; FER2013's labeller called three of four of them sad, the others neutral. */
    @Test
    void readsWhatTheLabellerMeant() {
        FaceView view = faces(
                80,
                i -> i >= 40 ? Emotion.HAPPY : i % 4 < 3 ? Emotion.SAD : Emotion.NEUTRAL,
                i -> i >= 40 ? "happiness" : "neutral");
        VotesReading reading = new VotesReading(view);

        float[] still = reading.read(view.votes(0).orElseThrow());
        assertEquals(0.75, still[Emotion.SAD.ordinal()], 0.03);
        assertEquals(0.25, still[Emotion.NEUTRAL.ordinal()], 0.03);
        assertTrue(reading.read(view.votes(79).orElseThrow())[Emotion.HAPPY.ordinal()] > 0.97);
        for (float even : reading.read(new float[FerPlusVotes.COLUMNS.size()])) {
            assertEquals(1.0 / Emotion.COUNT, even, 1e-6);
        }
        assertEquals(80, Arrays.stream(view.classCounts()).sum());
    }

    /** One face of two hundred is voted disgust, and labelled so: as few votes, as sure a reading. */
    @Test
    void whatIsRareIsReadAsWell() {
        FaceView view = faces(
                1000, i -> i % 200 == 0 ? Emotion.DISGUST : Emotion.HAPPY, i -> i % 200 == 0 ? "disgust" : "happiness");
        float[] read = new VotesReading(view).read(view.votes(0).orElseThrow());
        assertTrue(read[Emotion.DISGUST.ordinal()] > 0.9, Arrays.toString(read));
    }

    /** Each with its label, and all ten votes for one column. */
    private static FaceView faces(int count, IntFunction<Emotion> label, IntFunction<String> voted) {
        FaceSet.Builder faces = new FaceSet.Builder();
        float[] votes = new float[count * FerPlusVotes.COLUMNS.size()];
        for (int i = 0; i < count; i++) {
            faces.add(new byte[FaceSet.PIXELS], label.apply(i), Split.TRAINING, "face " + i);
            votes[i * FerPlusVotes.COLUMNS.size() + FerPlusVotes.COLUMNS.indexOf(voted.apply(i))] = 10;
        }
        return faces.build().withVotes(new FerPlusVotes(votes)).require(Split.TRAINING);
    }
}
