package org.mimika.learn.measure;

import java.nio.ByteBuffer;
import org.mimika.core.Emotion;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.eval.Predictions;

/**
 * A model's answers as they are kept in a file.
 *
 * @param floats {@code [n][7]} logits, big-endian
 */
record Logits(byte[] floats) {
    static Logits of(Predictions predictions) {
        ByteBuffer buffer = ByteBuffer.allocate(predictions.size() * Emotion.COUNT * Float.BYTES);
        for (float[] logits : predictions.logits()) {
            for (float logit : logits) {
                buffer.putFloat(logit);
            }
        }
        return new Logits(buffer.array());
    }

    /** The answers for these faces. */
    Predictions of(FaceView faces) {
        ByteBuffer buffer = ByteBuffer.wrap(floats);
        float[][] logits = new float[faces.size()][Emotion.COUNT];
        int[] labels = new int[faces.size()];
        for (int i = 0; i < logits.length; i++) {
            for (int k = 0; k < Emotion.COUNT; k++) {
                logits[i][k] = buffer.getFloat();
            }
            labels[i] = faces.label(i);
        }
        return new Predictions(logits, labels);
    }
}
