package org.mimika.video.track;

import java.util.Arrays;
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
 * {@link SmootherOptions#holdMillis} on balance: time in which it does not lead is taken off again, so that one frame's
 * doubt delays a change and does not put it off for good.
 *
 * <p>The lag, with time constant τ, margin m and a change from "A leads by d" to "B leads by d": B shows after
 * τ·ln(2d/(d−m)) if d is over m, and after at most τ·ln 2 plus the hold time in any case. With
 * {@link SmootherOptions#DEFAULT} that is 257 ms for a full change (d = 1), 361 ms for d = 0.375, and 708 ms at most,
 * plus up to one frame.
 *
 * <p>A track begins without lag: its first scores are taken as they are. The mean weighs them no more than those of the
 * frames after (the correction for a mean's start of Kingma and Ba, "Adam", 2015, section 3), so that a first look that
 * was wrong is soon outvoted. To leave out the hysteresis at a track's start as well would gain nothing and flicker.
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
            state.update(raw, ptsMillis, options);
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

        /** The share of the mean's memory that this track has filled, 0 to 1; 0 until its second scores. */
        private double filled;

        private int shown;

        /** By emotion: whether it led over the one shown at the last look, and for how long on balance. */
        private final boolean[] leads = new boolean[Emotion.COUNT];

        private final double[] leadMillis = new double[Emotion.COUNT];

        State(EmotionScores raw, long ptsMillis) {
            mean = raw.probabilities();
            at = ptsMillis;
            shown = raw.top().ordinal();
        }

        void update(EmotionScores raw, long ptsMillis, SmootherOptions options) {
            long elapsed = ptsMillis - at;
            at = ptsMillis;
            blend(raw, elapsed, options.timeConstantMillis());
            choose(elapsed, options);
        }

        private void blend(EmotionScores raw, long elapsed, double timeConstant) {
            float[] scores = raw.probabilities();
            double fresh = timeConstant == 0 ? 1 : 1 - Math.exp(-elapsed / timeConstant);
            if (filled == 0) {
                filled = fresh; // the first scores, which have no frame before them, count as if they had one like this
            }
            filled = filled * (1 - fresh) + fresh;
            double weight = filled > 0 ? fresh / filled : 0;
            for (int i = 0; i < mean.length; i++) {
                mean[i] += (float) (weight * (scores[i] - mean[i]));
            }
        }

        private void choose(long elapsed, SmootherOptions options) {
            int top = shown;
            for (int i = 0; i < mean.length; i++) {
                if (mean[i] > mean[top]) {
                    top = i;
                }
                countLead(i, elapsed);
            }
            boolean clear = mean[top] - mean[shown] >= options.margin();
            if (top != shown && (clear || leadMillis[top] >= options.holdMillis())) {
                shown = top;
                Arrays.fill(leads, false);
                Arrays.fill(leadMillis, 0);
            }
        }

        /** An interval in which the lead was won or lost counts for neither side. */
        private void countLead(int emotion, long elapsed) {
            boolean leadsNow = mean[emotion] > mean[shown];
            if (leadsNow == leads[emotion]) {
                leadMillis[emotion] = Math.max(0, leadMillis[emotion] + (leadsNow ? elapsed : -elapsed));
            }
            leads[emotion] = leadsNow;
        }
    }
}
