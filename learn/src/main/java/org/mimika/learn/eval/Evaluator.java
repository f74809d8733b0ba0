package org.mimika.learn.eval;

import java.nio.FloatBuffer;
import java.util.function.IntConsumer;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.FaceCropper;
import org.mimika.core.InputSpec;
import org.mimika.core.LumaPlane;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;

/**
 * Runs an ONNX file over labelled faces. The faces are cropped already, so the model's crop margin plays no part; they
 * are resampled where the model's input has another size than theirs.
 *
 * <p>Not thread-safe. Does not own the classifier.
 */
public final class Evaluator {
    private static final int BATCH = 32;

    private final EmotionClassifier classifier;
    private final InputSpec spec;
    private final FaceCropper cropper;
    private final boolean tta;
    private final FloatBuffer batch;

    /**
     * An evaluator.
     *
     * @param classifier stays the caller's to close
     * @param tta test-time augmentation: each answer is the mean of the logits of the face and of its mirror image
     *     (before temperature and softmax, so the same temperature applies to it)
     */
    public Evaluator(EmotionClassifier classifier, boolean tta) {
        this.classifier = classifier;
        this.tta = tta;
        spec = classifier.metadata().input();
        cropper = new FaceCropper(spec);
        batch = FloatBuffer.allocate(BATCH * spec.size());
    }

    /**
     * The network's answers for these faces, in order.
     *
     * @param progress told now and then how many faces are done
     * @throws MimikaException if an answer is not finite
     */
    public Predictions predict(FaceView faces, IntConsumer progress) {
        float[][] logits = new float[faces.size()][];
        int[] labels = new int[faces.size()];
        byte[] pixels = new byte[FaceSet.PIXELS];
        LumaPlane image = LumaPlane.of(pixels, FaceSet.SIDE, FaceSet.SIDE);
        for (int from = 0; from < faces.size(); from += BATCH) {
            int count = Math.min(BATCH, faces.size() - from);
            batch.clear();
            for (int i = 0; i < count; i++) {
                faces.copyPixels(from + i, pixels, 0);
                cropper.whole(image, batch);
                labels[from + i] = faces.label(from + i);
            }
            float[][] answers = answer(count);
            requireFinite(answers);
            System.arraycopy(answers, 0, logits, from, count);
            progress.accept(from + count);
        }
        return new Predictions(logits, labels);
    }

    private void requireFinite(float[][] answers) {
        for (float[] answer : answers) {
            for (float logit : answer) {
                if (!Float.isFinite(logit)) {
                    throw new MimikaException(
                            "the network '" + classifier.metadata().name() + "' gave a logit of " + logit
                                    + ": its weights are damaged, or its training diverged");
                }
            }
        }
    }

    private float[][] answer(int count) {
        float[][] logits = classifier.logits(batch.flip(), count);
        if (!tta) {
            return logits;
        }
        mirror(batch.array(), count * spec.channels() * spec.height());
        float[][] mirrored = classifier.logits(batch.rewind(), count);
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < Emotion.COUNT; k++) {
                logits[i][k] = (logits[i][k] + mirrored[i][k]) / 2;
            }
        }
        return logits;
    }

    /** Turns each line of pixels round. */
    private void mirror(float[] values, int lines) {
        int width = spec.width();
        for (int line = 0; line < lines; line++) {
            for (int left = line * width, right = left + width - 1; left < right; left++, right--) {
                float value = values[left];
                values[left] = values[right];
                values[right] = value;
            }
        }
    }
}
