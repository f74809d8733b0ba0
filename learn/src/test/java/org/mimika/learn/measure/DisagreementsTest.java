package org.mimika.learn.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.learn.compare.Agreement;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.eval.Predictions;

class DisagreementsTest {
    /** Six unlike faces, then a copy of the last; labels 0 to 5 and 5. */
    private final FaceView faces = Faces.random(6).all().select(new int[] {0, 1, 2, 3, 4, 5, 11});

    @Test
    void measuresInBits() {
        // Sure of unlike answers: 1 bit. Sure of the same: 0.
        Disagreements sure = of(answers(60, 0, 0, 0, 0, 0, 0, 0), answers(60, 1, 0, 1, 1, 1, 1, 1));
        assertEquals(1, sure.divergence(0), 1e-6);
        assertEquals(0, sure.divergence(1), 1e-6);
        // Shares of 0.9 and 0.1 against the reverse: entropy of (0.5, 0.5) less that of (0.9, 0.1), 1 - 0.468996.
        double nine = Math.log(9);
        Predictions one = logits(nine, 0);
        Predictions other = logits(0, nine);
        assertEquals(0.531004, of(one, other).divergence(0), 1e-5);
        // Three sure models, each of another answer: log2 3.
        Disagreements three = of(
                answers(60, 0, 0, 0, 0, 0, 0, 0), answers(60, 1, 1, 1, 1, 1, 1, 1), answers(60, 2, 2, 2, 2, 2, 2, 2));
        assertEquals(1.584963, three.divergence(3), 1e-5);
    }

    @Test
    void showsTheMostDividedFacesOnce() {
        Predictions one = answers(60, 0, 1, 2, 3, 4, 5, 5);
        Predictions other = answers(60, 0, 1, 2, 0, 0, 0, 0);
        Disagreements found = of(one, other);
        // Faces 3 to 6 divide the models alike; face 6 is the picture of face 5 again.
        assertEquals(List.of(3, 4, 5), found.most(9, new boolean[7]));
        assertEquals(List.of(3, 4), found.most(2, new boolean[7]));
        assertEquals(List.of(4, 5), found.most(9, new boolean[] {false, false, false, true, false, false, false}));
        assertEquals(List.of(), of(one).most(9, new boolean[7]));
        assertEquals(Emotion.SAD, found.answer(0, 4));
        assertEquals(1, found.probabilities(0, 4).get(4), 1e-6);
    }

    @Test
    void countsAgreement() {
        // Labels 0 1 2 3 4 5 5: all right on the first three, one of two on two more, none on the last two.
        Disagreements found = of(answers(60, 0, 1, 2, 3, 0, 0, 0), answers(60, 0, 1, 2, 0, 4, 0, 1));
        assertEquals(new Agreement(7, 3, 2, 2, 4, List.of()), found.count(List.of()));
    }

    private Disagreements of(Predictions... models) {
        return new Disagreements(
                faces,
                List.of(models),
                List.of(models).stream().map(model -> 1f).toList());
    }

    private Predictions answers(float sure, int... classes) {
        float[][] logits = new float[7][7];
        for (int i = 0; i < 7; i++) {
            logits[i][classes[i]] = sure;
        }
        return new Predictions(logits, labels());
    }

    private Predictions logits(double zero, double one) {
        float[][] logits = new float[7][];
        for (int i = 0; i < 7; i++) {
            logits[i] = new float[] {(float) zero, (float) one, -50, -50, -50, -50, -50};
        }
        return new Predictions(logits, labels());
    }

    private int[] labels() {
        int[] labels = new int[7];
        for (int i = 0; i < 7; i++) {
            labels[i] = faces.label(i);
        }
        return labels;
    }
}
