package org.mimika.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.FerPlusVotes;
import org.mimika.learn.data.Split;
import org.mimika.learn.torch.Device;

class TargetsTest {
    private static final int VOTES = FerPlusVotes.COLUMNS.size();

    @Test
    void labelsAreSmoothedThenSoftenedByVotes() {
        FaceView faces = faces().require(Split.TRAINING);
        VotesReading reading = new VotesReading(faces);
        int[] order = {5, 0, 1};
        float[] targets;
        float[] plain;
        float[] votes;
        try (PointerScope scope = new PointerScope()) {
            Targets made = new Targets(faces, options("0.14", "0.3"), Device.CPU);
            targets = Device.values(made.labels(order, 0, 3, true));
            plain = Device.values(made.labels(order, 0, 3, false));
            votes = Device.values(made.votes(order, 1, 3));
        }
        for (int i = 0; i < 3; i++) {
            float[] read = reading.read(faces.votes(order[i]).orElseThrow());
            for (int k = 0; k < Emotion.COUNT; k++) {
                double label = k == faces.label(order[i]) ? 1 - 0.14 + 0.02 : 0.02;
                assertEquals(label, plain[i * Emotion.COUNT + k], 1e-6, i + " " + k);
                assertEquals(0.7 * label + 0.3 * read[k], targets[i * Emotion.COUNT + k], 1e-6, i + " " + k);
            }
        }
        // Face 0 has 3 votes of its first and 1 of its second column, face 1 has none.
        assertEquals(0.75, votes[0], 1e-6);
        assertEquals(0.25, votes[1], 1e-6);
        for (int k = 2; k < 2 * VOTES; k++) {
            assertEquals(0, votes[k]);
        }
    }

    @Test
    void withoutVotesNothingThatNeedsThemBegins() {
        FaceSet.Builder faces = new FaceSet.Builder();
        faces.add(new byte[FaceSet.PIXELS], Emotion.SAD, Split.TRAINING, "face");
        FaceView bare = faces.build().require(Split.TRAINING);
        MimikaException refused =
                assertThrows(MimikaException.class, () -> new Targets(bare, options("0", "0.3"), Device.CPU));
        assertTrue(refused.getMessage().contains("fer2013new.csv"), refused.getMessage());
    }

    private static Recipe.Regularisation options(String smoothing, String soft) {
        return Recipes.load(
                        "hybrid-small",
                        Map.of("regularisation.labelSmoothing", smoothing, "regularisation.softLabels", soft))
                .regularisation();
    }

    private static FaceSet faces() {
        FaceSet.Builder faces = new FaceSet.Builder();
        float[] votes = new float[20 * VOTES];
        for (int i = 0; i < 20; i++) {
            faces.add(new byte[FaceSet.PIXELS], Emotion.all().get(i % 7), Split.TRAINING, "face " + i);
            votes[i * VOTES + i % 3] = i == 1 ? 0 : 3;
            votes[i * VOTES + i % 3 + 1] = i == 1 ? 0 : 1;
        }
        return faces.build().withVotes(new FerPlusVotes(votes));
    }
}
