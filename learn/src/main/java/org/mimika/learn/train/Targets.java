package org.mimika.learn.train;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.FerPlusVotes;

/** What the heads shall learn, as distributions: smoothed labels, and the votes of FER+. */
final class Targets {
    static final int VOTES = FerPlusVotes.COLUMNS.size();

    private final FaceView faces;
    private final float off;
    private final float on;

    Targets(FaceView faces, double labelSmoothing) {
        this.faces = faces;
        off = (float) (labelSmoothing / Emotion.COUNT);
        on = (float) (1 - labelSmoothing) + off;
    }

    /** {@code [to - from, 7]}; rows sum to 1. */
    Tensor labels(int[] order, int from, int to) {
        float[] target = new float[(to - from) * Emotion.COUNT];
        Arrays.fill(target, off);
        for (int i = from; i < to; i++) {
            target[(i - from) * Emotion.COUNT + faces.label(order[i])] = on;
        }
        return Tensor.create(target, to - from, Emotion.COUNT);
    }

    /** {@code [to - from, 10]}; rows sum to 1, or to 0 for a face without votes. */
    Tensor votes(int[] order, int from, int to) {
        float[] target = new float[(to - from) * VOTES];
        for (int i = from; i < to; i++) {
            Optional<float[]> row = faces.votes(order[i]);
            float[] votes = row.orElseThrow(() -> new MimikaException("the recipe wants FER+ votes"
                    + " (regularisation.votes), but there is no fer2013new.csv beside the data"));
            float sum = 0;
            for (float vote : votes) {
                sum += vote;
            }
            for (int k = 0; k < VOTES && sum > 0; k++) {
                target[(i - from) * VOTES + k] = votes[k] / sum;
            }
        }
        return Tensor.create(target, to - from, VOTES);
    }
}
