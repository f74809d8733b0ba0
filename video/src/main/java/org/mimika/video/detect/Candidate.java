package org.mimika.video.detect;

/**
 * One answer of the network before suppression: numbers as shares of the input's side.
 *
 * @param score the probability of a face, 0 to 1
 * @param values left, top, right and bottom of the box, then x and y of the six key points; not copied
 */
record Candidate(float score, float[] values) {
    /** Where the key points begin in {@link #values}. */
    static final int KEY_POINTS = 4;

    /** The number of values: two corners and six key points. */
    static final int SIZE = KEY_POINTS + 2 * 6;

    /** Intersection over union of two boxes, 0 to 1; 0 where either box is empty. */
    float iou(Candidate other) {
        float[] a = values;
        float[] b = other.values;
        float width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
        float height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
        if (width <= 0 || height <= 0) {
            return 0;
        }
        float shared = width * height;
        float union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared;
        return union > 0 ? shared / union : 0;
    }
}
