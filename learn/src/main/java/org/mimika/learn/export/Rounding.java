package org.mimika.learn.export;

import org.mimika.learn.eval.Calibration;
import org.mimika.learn.eval.ConfusionMatrix;
import org.mimika.learn.eval.Predictions;

/**
 * What storing weights in fewer bits changed, by LibTorch on PublicTest: the same network with the weights as they were
 * trained and as they stand in the file.
 *
 * @param n number of faces
 * @param largestLogitDifference of any class of any face
 * @param changedAnswers faces that another class is answered for
 * @param rightBefore faces recognised with the weights as trained
 * @param rightAfter faces recognised with the stored ones
 * @param nllBefore mean negative log-likelihood in nats with the weights as trained, before calibration
 * @param nllAfter the same with the stored ones
 */
public record Rounding(
        int n,
        double largestLogitDifference,
        int changedAnswers,
        int rightBefore,
        int rightAfter,
        double nllBefore,
        double nllAfter) {
    /** The change from one to the other. */
    static Rounding of(Predictions before, Predictions after) {
        double largest = 0;
        int changed = 0;
        for (int i = 0; i < before.size(); i++) {
            for (int k = 0; k < before.logits()[i].length; k++) {
                largest = Math.max(largest, Math.abs(before.logits()[i][k] - after.logits()[i][k]));
            }
            changed += before.top(i) == after.top(i) ? 0 : 1;
        }
        return new Rounding(
                before.size(),
                largest,
                changed,
                ConfusionMatrix.of(before).right(),
                ConfusionMatrix.of(after).right(),
                Calibration.nll(before, 1),
                Calibration.nll(after, 1));
    }
}
