package org.mimika.learn.train;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.FerPlusVotes;
import org.mimika.learn.torch.Device;

/** What the heads shall learn, as distributions: smoothed labels, and the votes of FER+. */
final class Targets {
    static final int VOTES = FerPlusVotes.COLUMNS.size();

    private final FaceView faces;
    private final Device device;
    private final float off;
    private final float on;

    private final float soft;
    private final VotesReading reading;

    Targets(FaceView faces, Recipe.Regularisation options, Device device) {
        this.faces = faces;
        this.device = device;
        soft = (float) options.softLabels();
        if (soft > 0) {
            votesOf(0);
            reading = new VotesReading(faces);
        } else {
            reading = null;
        }
        off = (float) (options.labelSmoothing() / Emotion.COUNT);
        on = (float) (1 - options.labelSmoothing()) + off;
    }

    /**
     * {@code [to - from, 7]}; rows sum to 1.
     *
     * @param softened whether the votes have the share that the recipe gives them, or the labels all
     */
    Tensor labels(int[] order, int from, int to, boolean softened) {
        float[] target = new float[(to - from) * Emotion.COUNT];
        Arrays.fill(target, off);
        for (int i = from; i < to; i++) {
            target[(i - from) * Emotion.COUNT + faces.label(order[i])] = on;
            if (softened && soft > 0) {
                soften(target, (i - from) * Emotion.COUNT, votesOf(order[i]));
            }
        }
        return device.tensor(target, to - from, Emotion.COUNT);
    }

    private void soften(float[] target, int at, float[] votes) {
        float[] read = reading.read(votes);
        for (int k = 0; k < Emotion.COUNT; k++) {
            target[at + k] = (1 - soft) * target[at + k] + soft * read[k];
        }
    }

    private float[] votesOf(int face) {
        return faces.votes(face)
                .orElseThrow(
                        () -> new MimikaException("the recipe wants FER+ votes (regularisation.votes or softLabels),"
                                + " but there is no fer2013new.csv beside the data"));
    }

    /** {@code [to - from, 10]}; rows sum to 1, or to 0 for a face without votes. */
    Tensor votes(int[] order, int from, int to) {
        float[] target = new float[(to - from) * VOTES];
        for (int i = from; i < to; i++) {
            float[] votes = votesOf(order[i]);
            float sum = 0;
            for (float vote : votes) {
                sum += vote;
            }
            for (int k = 0; k < VOTES && sum > 0; k++) {
                target[(i - from) * VOTES + k] = votes[k] / sum;
            }
        }
        return device.tensor(target, to - from, VOTES);
    }
}
