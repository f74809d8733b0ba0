package org.mimika.video.detect;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the network's two output tensors into candidates. Immutable, hence thread-safe. */
final class CandidateDecoder {
    /** Logits are held within this range before the logistic function, as MediaPipe does. */
    private static final float LOGIT_LIMIT = 100;

    /** A share of the input's side that no face falls below; a box much smaller could round to one without extent. */
    private static final float LEAST_EXTENT = 1e-3f;

    private final Anchors anchors;
    private final float inputSize;

    CandidateDecoder(Anchors anchors, int inputSize) {
        this.anchors = anchors;
        this.inputSize = inputSize;
    }

    /**
     * The candidates of one image that reach a score, in anchor order. A box next to without extent is no candidate.
     *
     * @param regressors {@code [anchors, 16]}
     * @param logits {@code [anchors]}
     * @param minScore 0 to 1
     */
    List<Candidate> decode(FloatBuffer regressors, FloatBuffer logits, float minScore) {
        List<Candidate> found = new ArrayList<>();
        for (int i = 0; i < anchors.count(); i++) {
            float score = score(logits.get(i));
            if (score >= minScore) {
                Candidate candidate = candidate(regressors, i, score);
                if (candidate != null) {
                    found.add(candidate);
                }
            }
        }
        return found;
    }

    /** The logistic function of a logit within ±100. A logit that is not a number gives 0: no face. */
    static float score(float logit) {
        if (Float.isNaN(logit)) {
            return 0;
        }
        float held = Math.max(-LOGIT_LIMIT, Math.min(LOGIT_LIMIT, logit));
        return (float) (1 / (1 + Math.exp(-held)));
    }

    private Candidate candidate(FloatBuffer regressors, int anchor, float score) {
        int at = anchor * Candidate.SIZE;
        float x = anchors.x(anchor);
        float y = anchors.y(anchor);
        float centerX = x + regressors.get(at) / inputSize;
        float centerY = y + regressors.get(at + 1) / inputSize;
        float halfWidth = regressors.get(at + 2) / inputSize / 2;
        float halfHeight = regressors.get(at + 3) / inputSize / 2;
        float[] values = new float[Candidate.SIZE];
        values[0] = centerX - halfWidth;
        values[1] = centerY - halfHeight;
        values[2] = centerX + halfWidth;
        values[3] = centerY + halfHeight;
        for (int k = Candidate.KEY_POINTS; k < Candidate.SIZE; k += 2) {
            values[k] = x + regressors.get(at + k) / inputSize;
            values[k + 1] = y + regressors.get(at + k + 1) / inputSize;
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return null;
            }
        }
        return 2 * Math.min(halfWidth, halfHeight) >= LEAST_EXTENT ? new Candidate(score, values) : null;
    }
}
