package org.mimika.learn.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mimika.learn.compare.PairTest;
import org.mimika.learn.compare.Recognition;
import org.mimika.learn.compare.Recognition.ReliabilityBin;
import org.mimika.learn.compare.Share;
import org.mimika.learn.eval.Calibration;
import org.mimika.learn.eval.Interval;
import org.mimika.learn.eval.Predictions;

class FiguresTest {
    /** Of class 0, with this logit for class 0 and this one for class 1, the others far below. */
    private static float[] logits(double zero, double one) {
        return new float[] {(float) zero, (float) one, -50, -50, -50, -50, -50};
    }

    @Test
    void sortsFacesByConfidence() {
        // Confidences 0.9 (right), 0.9 (wrong) and 0.6 (right), at temperature 2.
        double nine = 2 * Math.log(9);
        double six = 2 * Math.log(1.5);
        Predictions predictions =
                new Predictions(new float[][] {logits(nine, 0), logits(0, nine), logits(six, 0)}, new int[] {0, 0, 0});
        List<ReliabilityBin> bins = Figures.reliability(predictions, 2);
        assertEquals(15, bins.size());
        ReliabilityBin high = bins.get(13); // 13/15 = 0.867 to 14/15 = 0.933
        assertEquals(2, high.n());
        assertEquals(0.9, high.confidence(), 1e-6);
        assertEquals(0.5, high.accuracy(), 1e-12);
        assertEquals(1, bins.get(8).n()); // 8/15 = 0.533 to 0.6, closed; 0.6 may round to either side
        assertEquals(0, bins.get(0).n());
        assertTrue(Double.isNaN(bins.get(0).accuracy()));
    }

    @Test
    void theBinsGiveTheCalibrationError() {
        Random random = new Random(1);
        float[][] logits = new float[200][7];
        int[] labels = new int[200];
        for (int i = 0; i < 200; i++) {
            labels[i] = random.nextInt(7);
            for (int k = 0; k < 7; k++) {
                logits[i][k] = (float) (2 * random.nextGaussian() + (k == labels[i] ? 2 : 0));
            }
        }
        Predictions predictions = new Predictions(logits, labels);
        double error = Figures.reliability(predictions, 1.3).stream()
                .filter(bin -> bin.n() > 0)
                .mapToDouble(bin -> bin.n() * Math.abs(bin.accuracy() - bin.confidence()) / 200)
                .sum();
        assertEquals(Calibration.ece(predictions, 1.3), error, 1e-12);
        Recognition recognition = Figures.recognition("m", predictions, 1.3, 5);
        assertEquals(error, recognition.calibration().ece(), 1e-12);
        assertEquals(
                Calibration.crosswise(predictions).ece(),
                recognition.calibration().eceCrosswise());
        assertEquals(200, recognition.accuracy().n());
        for (Interval interval : List.of(
                recognition.macroF1Ci95(),
                recognition.calibration().eceCi95(),
                recognition.calibration().nllCi95())) {
            assertTrue(interval.lo() > 0 && interval.lo() < interval.hi(), interval.toString());
        }
        assertTrue(recognition.calibration().nllCi95().lo()
                        < recognition.calibration().nll()
                && recognition.calibration().nll()
                        < recognition.calibration().nllCi95().hi());
    }

    @Test
    void tooFewFacesToHalveHaveNoCrosswiseError() {
        Predictions one = new Predictions(new float[][] {logits(1, 0)}, new int[] {0});
        assertTrue(
                Double.isNaN(Figures.recognition("m", one, 1, 5).calibration().eceCrosswise()));
    }

    @Test
    void countsWhoIsRightAlone() {
        int[] labels = {0, 0, 0, 0, 0};
        Map<String, Predictions> models = new LinkedHashMap<>();
        models.put("a", answers(labels, "11100"));
        models.put("b", answers(labels, "10001"));
        models.put("c", answers(labels, "00000"));
        List<PairTest> pairs = Figures.pairs(models);
        assertEquals(new PairTest.Counts(1, 2, 1, 1), pairs.get(0).counts());
        assertEquals(
                "a-b a-c b-c",
                String.join(
                        " ",
                        pairs.stream().map(p -> p.first() + "-" + p.second()).toList()));
        assertEquals(new PairTest.Counts(0, 3, 0, 2), pairs.get(1).counts());
        assertEquals(0.25, pairs.get(1).p(), 1e-12); // three tosses alike
        assertEquals(0.75, pairs.get(1).pHolm(), 1e-12);
    }

    @Test
    void accuracyOfThoseThatAreKept() {
        Predictions predictions = answers(new int[] {0, 0, 0}, "101");
        assertEquals(Share.of(1, 2), Figures.accuracy(predictions, new boolean[] {true, true, false}));
    }

    /** Right where the text has a 1. */
    private static Predictions answers(int[] labels, String right) {
        float[][] logits = new float[labels.length][];
        for (int i = 0; i < labels.length; i++) {
            logits[i] = right.charAt(i) == '1' ? logits(1, 0) : logits(0, 1);
        }
        return new Predictions(logits, labels);
    }
}
