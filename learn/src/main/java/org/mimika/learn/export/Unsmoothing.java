package org.mimika.learn.export;

import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;

/**
 * Takes label smoothing out of a network's answers. A network that was trained on smoothed labels (Szegedy et al.,
 * 2016, section 7) answers q = (1 - s) p + s / K where it believes p: it never grows surer than 1 - s + s / K, which no
 * temperature mends, since a temperature stretches all answers alike. So the exported graph ends in log(max(q - s / K,
 * floor)), which is log p up to a constant that softmax does not see. The order of the classes stays, but that those
 * under the floor become equal.
 *
 * @param smoothing s, the share of the target that was spread over all classes; 0 for nothing to take out
 */
record Unsmoothing(double smoothing) {
    /** What each class got of the smoothing. */
    private double spread() {
        return smoothing / Emotion.COUNT;
    }

    /** The least that is left of a class: a tenth of what smoothing gave it. */
    private double floor() {
        return spread() / 10;
    }

    /** One face's logits without the smoothing, for the comparison with LibTorch. */
    float[] apply(float[] logits) {
        if (smoothing == 0) {
            return logits;
        }
        float[] taken = EmotionScores.fromLogits(logits, 1).probabilities();
        for (int k = 0; k < taken.length; k++) {
            taken[k] = (float) Math.log(Math.max(taken[k] - spread(), floor()));
        }
        return taken;
    }

    /** The same in a graph. */
    OnnxOps.Value apply(OnnxOps ops, OnnxOps.Value logits) {
        return smoothing == 0 ? logits : ops.logAbove(ops.softmax(logits, -1), spread(), floor());
    }
}
