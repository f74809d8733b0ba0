package org.mimika.learn.eval;

/**
 * How well one emotion is recognised.
 *
 * @param precision of the faces taken for it, the share that is; NaN if none was
 * @param recall of its faces, the share that was recognised; NaN if it has none
 * @param f1 {@code 2 TP / (2 TP + FP + FN)}; NaN if it has no face and none was taken for it
 * @param support its number of faces
 */
public record ClassMetrics(double precision, double recall, double f1, int support) {
    /** The figures of one class. */
    static ClassMetrics of(ConfusionMatrix matrix, int k) {
        int right = matrix.count(k, k);
        int support = matrix.support(k);
        int answered = matrix.answered(k);
        // In floating point 0 / 0 is NaN: undefined, as it should be.
        return new ClassMetrics(
                right / (double) answered, right / (double) support, 2.0 * right / (answered + support), support);
    }
}
