package org.mimika.learn.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.FaceCrop;
import org.mimika.core.FaceCropper;
import org.mimika.core.InputSpec;
import org.mimika.core.LumaPlane;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;

class EvaluatorTest {
    /** More than one batch. */
    private static final int FACES = 40;

    private static final InputSpec AS_STORED = new InputSpec(48, 48, 1, 0.5f, 0.25f, new FaceCrop(1.3f, 0, 0.1f));

    @Test
    void answersForEachFaceInOrder() {
        FaceView faces = faces();
        List<Integer> progress = new ArrayList<>();
        Predictions predictions = predict(AS_STORED, faces, false, progress);
        assertEquals(List.of(32, 40), progress);
        for (int i = 0; i < FACES; i++) {
            assertEquals(i % 7, predictions.labels()[i]);
            for (int k = 0; k < 7; k++) {
                assertEquals(
                        AS_STORED.normalize(pixel(faces, i, k)), predictions.logits()[i][k], 1e-6f);
            }
        }
    }

    @Test
    void averagesTheLogitsOfTheFaceAndItsMirrorImage() {
        FaceView faces = faces();
        Predictions predictions = predict(AS_STORED, faces, true, new ArrayList<>());
        for (int i = 0; i < FACES; i++) {
            for (int k = 0; k < 7; k++) {
                float mean = (pixel(faces, i, k) + pixel(faces, i, 47 - k)) / 2f;
                assertEquals(AS_STORED.normalize(mean), predictions.logits()[i][k], 1e-5f);
            }
        }
    }

    @Test
    void resamplesForAnInputOfAnotherSize() {
        InputSpec smaller = new InputSpec(20, 24, 3, 0, 1, new FaceCrop(1, 0, 0));
        FaceView faces = faces();
        Predictions predictions = predict(smaller, faces, false, new ArrayList<>());
        FaceCropper cropper = new FaceCropper(smaller);
        float[] tensor = new float[smaller.size()];
        byte[] pixels = new byte[FaceSet.PIXELS];
        for (int i = 0; i < FACES; i++) {
            faces.copyPixels(i, pixels, 0);
            cropper.whole(LumaPlane.of(pixels, 48, 48), FloatBuffer.wrap(tensor));
            for (int k = 0; k < 7; k++) {
                assertEquals(tensor[k], predictions.logits()[i][k], 1e-6f);
            }
        }
    }

    @Test
    void answersThatAreNoNumbersAreRefused() {
        InputSpec overflowing = new InputSpec(48, 48, 1, 0.5f, Float.MIN_VALUE, new FaceCrop(1, 0, 0));
        MimikaException refused =
                assertThrows(MimikaException.class, () -> predict(overflowing, faces(), false, new ArrayList<>()));
        assertTrue(refused.getMessage().contains("'pixels'"), refused.getMessage());
    }

    @Test
    void gathersTheFiguresOfOneModelOnOneSplit() {
        float[][] logits = {{9, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 9, 0, 0, 0}, {9, 0, 0, 0, 0, 0, 0}};
        Predictions predictions = new Predictions(logits, new int[] {0, 3, 6});
        Evaluation evaluation = Evaluation.of(new Evaluation.Subject("tiny", "PublicTest", true, 2), predictions);
        assertEquals("tiny", evaluation.model());
        assertEquals("PublicTest", evaluation.split());
        assertEquals(true, evaluation.tta());
        assertEquals(3, evaluation.n());
        assertEquals(2 / 3.0, evaluation.accuracy(), 1e-12);
        assertArrayEquals(
                new double[] {Interval.wilson(2, 3).lo(), Interval.wilson(2, 3).hi()}, evaluation.accuracyCi95());
        assertEquals((2 / 3.0 + 1 + 0) / 3, evaluation.macroF1(), 1e-12);
        double confidence = Math.exp(4.5) / (Math.exp(4.5) + 6);
        assertEquals(confidence - 2 / 3.0, evaluation.ece(), 1e-6);
        assertEquals(
                Emotion.all().stream().map(Emotion::label).toList(),
                List.copyOf(evaluation.perClass().keySet()));
        assertEquals(0.5, evaluation.perClass().get("angry").precision());
        assertEquals(1, evaluation.confusion()[6][0]);
    }

    private static Predictions predict(InputSpec spec, FaceView faces, boolean tta, List<Integer> progress) {
        ModelMetadata metadata = new ModelMetadata("pixels", "pixels", spec, 1, new TreeMap<>());
        ClassifierOptions options = ClassifierOptions.defaults().withThreads(1);
        try (EmotionClassifier classifier =
                EmotionClassifier.open(PixelNetwork.onnx(metadata), "pixels.onnx", options)) {
            return new Evaluator(classifier, tta).predict(faces, progress::add);
        }
    }

    private static float pixel(FaceView faces, int i, int x) {
        return faces.set().pixel(faces.row(i), x, 0);
    }

    private static FaceView faces() {
        FaceSet.Builder builder = new FaceSet.Builder();
        Random random = new Random(5);
        byte[] face = new byte[FaceSet.PIXELS];
        for (int i = 0; i < FACES; i++) {
            random.nextBytes(face);
            builder.add(face, Emotion.fromIndex(i % 7), Split.PUBLIC_TEST, "face " + i);
        }
        return builder.build().require(Split.PUBLIC_TEST);
    }
}
