package org.mimika.learn.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void averagesTheGapsOfTheBinsByTheirFaces() {
        // Two faces at 0.9 of which one is right, one at 0.5 that is right: (|1 - 1.8| + |1 - 0.5|) / 3.
        Predictions predictions =
                new Predictions(new float[][] {logits(0.9, 0), logits(0.9, 3), logits(0.5, 6)}, new int[] {0, 2, 6});
        assertEquals(1.3 / 3, Calibration.ece(predictions, 1), 1e-6);
    }

    @Test
    void gapsInOneBinCancelAndInTwoDoNot() {
        int[] labels = {0, 1};
        // 0.87 and 0.92 share the bin from 13/15 to 14/15; 0.94 is beyond it.
        Predictions oneBin = new Predictions(new float[][] {logits(0.87, 0), logits(0.92, 0)}, labels);
        assertEquals((0.92 - 0.13) / 2, Calibration.ece(oneBin, 1), 1e-6);
        Predictions twoBins = new Predictions(new float[][] {logits(0.87, 0), logits(0.94, 0)}, labels);
        assertEquals((0.94 + 0.13) / 2, Calibration.ece(twoBins, 1), 1e-6);
    }

    @Test
    void dividesTheLogitsByTheTemperature() {
        // Weights 9 and six of 1: at temperature 2, 3 and six of 1, so the confidence is a third.
        float[] logits = new float[7];
        logits[4] = (float) Math.log(9);
        Predictions predictions = new Predictions(new float[][] {logits}, new int[] {4});
        assertEquals(9 / 15.0, predictions.confidence(0, 1), 1e-7);
        assertEquals(3 / 9.0, predictions.confidence(0, 2), 1e-7);
        assertEquals(Math.log(3), Calibration.nll(predictions, 2), 1e-6);
        assertEquals(2 / 3.0, Calibration.ece(predictions, 2), 1e-7);
    }

    @Test
    void fitsTheTemperatureThatMakesConfidenceAccuracy() {
        // Always angry with logit 4, right three times of four: 0.75 = e^(4/T) / (e^(4/T) + 6), so T = 4 / ln 18.
        Predictions predictions = alwaysAngry(0, 0, 0, 5);
        double temperature = Calibration.fitTemperature(predictions);
        assertEquals(4 / Math.log(18), temperature, 1e-5);
        assertEquals(0, Calibration.ece(predictions, temperature), 1e-5);
    }

    @Test
    void staysWithinItsSearchWhereTheOptimumLiesOutside() {
        // Always right: any temperature that rounds the loss to nothing is as good as the next.
        double alwaysRight = Calibration.fitTemperature(alwaysAngry(0, 0));
        assertTrue(alwaysRight >= 1 / 20.0 && alwaysRight < 0.2, "temperature " + alwaysRight);
        assertEquals(0, Calibration.nll(alwaysAngry(0, 0), alwaysRight), 1e-12);
        assertEquals(20, Calibration.fitTemperature(alwaysAngry(1, 2)), 1e-4);
        assertThrows(IllegalArgumentException.class, () -> Calibration.fitTemperature(alwaysAngry()));
    }

    @Test
    void measuresEachHalfAtTheTemperatureOfTheOther() {
        // Six angry, three sad: the halves are three angry with two sad (right 3 of 5) and with one (right 3 of 4).
        Calibration.Crosswise crosswise = Calibration.crosswise(alwaysAngry(0, 0, 4, 0, 4, 0, 0, 0, 4));
        assertEquals(4 / Math.log(9), crosswise.firstTemperature(), 1e-5);
        assertEquals(4 / Math.log(18), crosswise.secondTemperature(), 1e-5);
        assertEquals(0.15, crosswise.secondEce(), 1e-5);
        assertEquals(0.15, crosswise.firstEce(), 1e-5);
        assertEquals(0.15, crosswise.ece(), 1e-5);
    }

    @Test
    void isUndefinedWithoutFaces() {
        assertEquals(Double.NaN, Calibration.ece(alwaysAngry(), 1));
        assertEquals(Double.NaN, Calibration.nll(alwaysAngry(), 1));
    }

    @Test
    void refusesWhatIsNoPrediction() {
        assertThrows(IllegalArgumentException.class, () -> new Predictions(new float[1][7], new int[2]));
        assertThrows(IllegalArgumentException.class, () -> new Predictions(new float[1][6], new int[1]));
        assertThrows(IllegalArgumentException.class, () -> new Predictions(new float[1][7], new int[] {7}));
        float[] logits = {0, 0, Float.NaN, 0, 0, 0, 0};
        assertThrows(IllegalArgumentException.class, () -> new Predictions(new float[][] {logits}, new int[1]));
    }

    private static Predictions alwaysAngry(int... labels) {
        float[][] logits = new float[labels.length][7];
        for (float[] face : logits) {
            face[0] = 4;
        }
        return new Predictions(logits, labels);
    }

    /** Logits whose softmax is {@code confidence} for one class and even for the others. */
    private static float[] logits(double confidence, int answer) {
        float[] logits = new float[7];
        Arrays.fill(logits, (float) Math.log((1 - confidence) / 6));
        logits[answer] = (float) Math.log(confidence);
        return logits;
    }
}
