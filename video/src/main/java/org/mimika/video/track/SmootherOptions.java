package org.mimika.video.track;

import org.mimika.video.SourceInfo;

/**
 * How steady the emotions shown are, and how late.
 *
 * @param timeConstantMillis the memory of the exponential mean: after this time a new state has 63% of the weight
 * @param margin how much another emotion's smoothed probability must lead by to be shown at once, 0 to 1
 * @param holdMillis how long another emotion must lead, less the time in which it does not, to be shown although its lead
 *     is smaller
 */
public record SmootherOptions(double timeConstantMillis, float margin, long holdMillis) {
    /**
     * For eyes: a full change of face shows after about a quarter of a second, the faintest lasting one after about
     * 0.7 s.
     */
    public static final SmootherOptions DEFAULT = new SmootherOptions(300, 0.15f, 500);

    /** Every frame on its own: no smoothing, no hysteresis, no lag. */
    public static final SmootherOptions NONE = new SmootherOptions(0, 0, 0);

    /** The options that suit a source of this kind. */
    public static SmootherOptions of(SourceInfo.Kind kind) {
        return kind == SourceInfo.Kind.PICTURES ? NONE : DEFAULT;
    }

    /** Validates. */
    public SmootherOptions {
        if (!(timeConstantMillis >= 0) || !(margin >= 0 && margin <= 1) || holdMillis < 0) {
            throw new IllegalArgumentException("smoother timeConstantMillis=" + timeConstantMillis + " margin=" + margin
                    + " holdMillis=" + holdMillis);
        }
    }
}
