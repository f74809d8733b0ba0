package org.mimika.learn.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.learn.compare.DataFacts;
import org.mimika.learn.compare.Share;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.learn.eval.Predictions;

class TwinsTest {
    private final Random random = new Random(9);

    @Test
    void findsFacesOfOtherSplitsAndWhatAccuracyIsWithoutThem() {
        byte[] same = face();
        byte[] brighter = face();
        byte[] elsewhere = face();
        byte[] twice = face();
        byte[] brightened = brighter.clone();
        for (int i = 0; i < brightened.length; i++) {
            brightened[i] = (byte) ((brighter[i] & 0xff) / 2 + 90);
        }
        FaceSet faces = new FaceSet.Builder()
                .add(face(), Emotion.ANGRY, Split.TRAINING, "0")
                .add(same, Emotion.ANGRY, Split.TRAINING, "1")
                .add(brighter, Emotion.HAPPY, Split.TRAINING, "2")
                .add(face(), Emotion.ANGRY, Split.PUBLIC_TEST, "3") // alone
                .add(same, Emotion.ANGRY, Split.PUBLIC_TEST, "4") // in Training
                .add(brightened, Emotion.SAD, Split.PUBLIC_TEST, "5") // nearly, and under another label
                .add(elsewhere, Emotion.ANGRY, Split.PUBLIC_TEST, "6") // in PrivateTest
                .add(twice, Emotion.ANGRY, Split.PUBLIC_TEST, "7") // twice in PublicTest itself
                .add(twice, Emotion.ANGRY, Split.PUBLIC_TEST, "8")
                .add(new byte[FaceSet.PIXELS], Emotion.ANGRY, Split.PUBLIC_TEST, "9") // blank
                .add(elsewhere, Emotion.ANGRY, Split.PRIVATE_TEST, "10")
                .build();
        Twins twins = Twins.find(faces, Split.PUBLIC_TEST);
        FaceView measured = faces.require(Split.PUBLIC_TEST);
        // Right about the blank one and the first twin alone.
        Predictions predictions = answers(measured, 1, 6);
        List<DataFacts.Duplicates> found = twins.among(measured, Map.of("m", predictions));
        assertEquals(new DataFacts.Duplicates(1, 1, 2, 0, Map.of("m", Share.of(1, 5))), found.get(0));
        assertEquals(new DataFacts.Duplicates(0.9, 2, 3, 1, Map.of("m", Share.of(1, 4))), found.get(1));
        assertArrayEquals(new boolean[] {false, false, false, false, false, false, true}, twins.blankOf(measured));
        assertEquals(
                List.of(3, 7, 1),
                twins.splits().stream().map(DataFacts.SplitCount::faces).toList());
    }

    private byte[] face() {
        byte[] face = new byte[FaceSet.PIXELS];
        random.nextBytes(face);
        return face;
    }

    private static Predictions answers(FaceView faces, int... right) {
        float[][] logits = new float[faces.size()][7];
        int[] labels = new int[faces.size()];
        for (int i = 0; i < labels.length; i++) {
            int face = i;
            labels[i] = faces.label(i);
            boolean knows = Arrays.stream(right).anyMatch(one -> one == face);
            logits[i][knows ? labels[i] : (labels[i] + 1) % 7] = 9;
        }
        return new Predictions(logits, labels);
    }
}
