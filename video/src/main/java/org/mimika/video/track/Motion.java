package org.mimika.video.track;

import org.mimika.core.FaceBox;
import org.mimika.core.FacePose;

/**
 * Where one face is and where it is going: an alpha-beta filter, the steady state of a Kalman filter with constant
 * velocity, over the box's middle, the logarithms of its extent, and the roll. Times are in milliseconds, of any origin.
 *
 * <p>The velocity is held for {@link #HOLD_MILLIS} after an observation and then fades with {@link #FADE_MILLIS}, so
 * that a face lost for a second is looked for near where it was last heading and not off the frame.
 */
final class Motion {
    private static final double HOLD_MILLIS = 200;
    private static final double FADE_MILLIS = 300;
    private static final double POSITION_GAIN = 0.8;
    private static final double VELOCITY_GAIN = 0.4;

    /** Frames nearer than this do not tell a velocity: a box's noise over next to no time would look like a leap. */
    private static final double LEAST_MILLIS = 8;

    private static final int ROLL = 4; // its number; it wraps round
    private static final int SIZE = 5;

    private final double[] state;
    private final double[] velocity = new double[SIZE];
    private long observedAt;

    Motion(FacePose pose, long ptsMillis) {
        state = numbers(pose);
        observedAt = ptsMillis;
    }

    private static double[] numbers(FacePose pose) {
        FaceBox box = pose.box();
        return new double[] {box.centerX(), box.centerY(), Math.log(box.width()), Math.log(box.height()), pose.roll()};
    }

    private static FacePose pose(double[] numbers) {
        double width = Math.exp(numbers[2]);
        double height = Math.exp(numbers[3]);
        FaceBox box = new FaceBox(
                (float) (numbers[0] - width / 2), (float) (numbers[1] - height / 2), (float) width, (float) height);
        return new FacePose(box, (float) Math.IEEEremainder(numbers[4], 2 * Math.PI));
    }

    /** The share of its velocity that a face has kept after this time unseen. */
    private static double faded(double elapsedMillis) {
        return Math.exp(-Math.max(0, elapsedMillis - HOLD_MILLIS) / FADE_MILLIS);
    }

    private double[] numbersAt(long ptsMillis) {
        double elapsed = Math.max(0, ptsMillis - observedAt);
        double held = Math.min(elapsed, HOLD_MILLIS);
        double travelled = held + FADE_MILLIS * (1 - faded(elapsed));
        double[] numbers = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            numbers[i] = state[i] + velocity[i] * travelled;
        }
        return numbers;
    }

    /** Where the face should be at this time, at or after the last observation. */
    FacePose at(long ptsMillis) {
        return pose(numbersAt(ptsMillis));
    }

    /** The time of the last observation. */
    long observedAt() {
        return observedAt;
    }

    /** Takes in where the face was seen. */
    void observe(FacePose pose, long ptsMillis) {
        double[] seen = numbers(pose);
        double[] expected = numbersAt(ptsMillis);
        double elapsed = ptsMillis - observedAt;
        for (int i = 0; i < SIZE; i++) {
            double surprise =
                    i == ROLL ? Math.IEEEremainder(seen[i] - expected[i], 2 * Math.PI) : seen[i] - expected[i];
            state[i] = expected[i] + POSITION_GAIN * surprise;
            if (elapsed > 0) {
                velocity[i] = velocity[i] * faded(elapsed) + VELOCITY_GAIN * surprise / Math.max(elapsed, LEAST_MILLIS);
            }
        }
        observedAt = ptsMillis;
    }
}
