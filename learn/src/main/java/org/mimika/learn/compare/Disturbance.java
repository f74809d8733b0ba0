package org.mimika.learn.compare;

import java.util.List;

/** What is done to faces of 48 x 48 pixels to see how accuracy holds, at three strengths each. */
public enum Disturbance {
    /** Gaussian blur; amount: standard deviation, in pixels. */
    BLUR("pixels", 0.8, 1.5, 2.5),
    /** Gaussian noise on each pixel; amount: standard deviation, in grey levels of 255. */
    NOISE("grey levels", 10, 25, 50),
    /** Less light on a sensor with noise of its own; amount: the share of light that is left. */
    LOW_LIGHT("share of light", 0.5, 0.25, 0.1),
    /** JPEG compression; amount: quality, 0 to 100. */
    JPEG("quality", 40, 15, 5),
    /** A grey square at a random place; amount: the share of the face that it covers. */
    OCCLUSION("share of the face", 0.05, 0.15, 0.3),
    /** Turned about the middle, either way by chance; amount: degrees. */
    ROTATION("degrees", 10, 25, 45);

    /** How many strengths there are. */
    public static final int STRENGTHS = 3;

    private final String unit;
    private final List<Double> amounts;

    Disturbance(String unit, double weak, double middle, double strong) {
        this.unit = unit;
        amounts = List.of(weak, middle, strong);
    }

    /** What {@link #amount} is counted in, in English. */
    public String unit() {
        return unit;
    }

    /** How much of it there is at a strength, 1 weak to 3 strong. */
    public double amount(int strength) {
        return amounts.get(strength - 1);
    }
}
