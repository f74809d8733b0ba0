package org.mimika.video.track;

import java.util.HashMap;
import java.util.Map;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.video.FaceResult;
import org.mimika.video.ScoreSmoother;
import org.mimika.video.TrackedFace;

/**
 * Steadies each track's scores by an exponential mean over the source's own time, and the emotion shown by hysteresis:
 * it changes when another leads by {@link SmootherOptions#margin}, or leads by less for
 * {@link SmootherOptions#holdMillis} without a break.
 *
 * <p>The lag, with time constant τ, margin m and a change from "A leads by d" to "B leads by d": B shows after
 * τ·ln(2d/(d−m)) if d is over m, and after at most τ·ln 2 plus the hold time in any case. With
 * {@link SmootherOptions#DEFAULT} that is 257 ms for a full change (d = 1), 361 ms for d = 0.375, and 708 ms at most,
 * plus up to one frame. A track's first scores are taken as they are, without lag.
 *
 * <p>The mean weighs by elapsed time, hence a source's frame rate and dropped frames do not change how fast it follows.
 * Not thread-safe.
 */
public final class EmotionSmoother implements ScoreSmoother {
    /** A track unseen for this long is over: its state is dropped. */
    private static final long FORGET_MILLIS = 10_000;

    private final SmootherOptions options;
    private final Map<Integer, State> states = new HashMap<>();
    private long sweptAt;

    /** A smoother without any track yet. */
    public EmotionSmoother(SmootherOptions options) {
        this.options = options;
    }

    @Override
    public FaceResult smooth(TrackedFace face, EmotionScores raw, long ptsMillis) {
        sweep(ptsMillis);
        State state = states.get(face.track());
        if (state == null || ptsMillis < state.at) {
            state = new State(raw, ptsMillis);
            states.put(face.track(), state);
        } else {
            state.blend(raw, ptsMillis, options.timeConstantMillis());
            state.choose(ptsMillis, options);
        }
        return new FaceResult(
                face.track(),
                face.box(),
                face.faceScore(),
                new EmotionScores(state.mean),
                Emotion.fromIndex(state.shown));
    }

    private void sweep(long ptsMillis) {
        if (Math.abs(ptsMillis - sweptAt) >= FORGET_MILLIS) {
            states.values().removeIf(state -> Math.abs(ptsMillis - state.at) >= FORGET_MILLIS);
            sweptAt = ptsMillis;
        }
    }

    /** How many tracks are remembered. */
    int remembered() {
        return states.size();
    }

    private static final class State {
        private final float[] mean;
        private long at;
        private int shown;
        private int leader;
        private long leadsSince;

        State(EmotionScores raw, long ptsMillis) {
            mean = raw.probabilities();
            at = ptsMillis;
            shown = raw.top().ordinal();
            leader = shown;
            leadsSince = ptsMillis;
        }

        void blend(EmotionScores raw, long ptsMillis, double timeConstant) {
            float[] scores = raw.probabilities();
            double weight = timeConstant == 0 ? 1 : 1 - Math.exp(-(ptsMillis - at) / timeConstant);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (float) (weight * (scores[i] - mean[i]));
            }
            at = ptsMillis;
        }

        void choose(long ptsMillis, SmootherOptions options) {
            int top = shown;
            for (int i = 0; i < mean.length; i++) {
                if (mean[i] > mean[top]) {
                    top = i;
                }
            }
            if (top != leader) {
                leader = top;
                leadsSince = ptsMillis;
            }
            boolean clear = mean[top] - mean[shown] >= options.margin();
            if (top != shown && (clear || ptsMillis - leadsSince >= options.holdMillis())) {
                shown = top;
            }
        }
    }
}
