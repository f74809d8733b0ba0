package org.mimika.learn.eval;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mimika.core.Emotion;

/**
 * One model's figures on one split: what {@code mimika evaluate --json} prints.
 *
 * @param model the model's name
 * @param split the split's name, such as {@code PublicTest}
 * @param tta whether logits were averaged over the face and its mirror image
 * @param temperature what the logits were divided by, for {@code ece}
 * @param n number of faces
 * @param accuracy share of faces recognised
 * @param accuracyCi95 Wilson's 95% interval: lower and upper end
 * @param macroF1 see {@link Metrics}
 * @param ece see {@link Calibration#ece}
 * @param perClass by the emotion's label, in label order
 * @param confusion {@code [truth][answer]}, in label order
 */
public record Evaluation(
        String model,
        String split,
        boolean tta,
        float temperature,
        int n,
        double accuracy,
        double[] accuracyCi95,
        double macroF1,
        double ece,
        Map<String, ClassMetrics> perClass,
        int[][] confusion) {
    /** What was evaluated, and how. */
    public record Subject(String model, String split, boolean tta, float temperature) {}

    /** The figures of these predictions. */
    public static Evaluation of(Subject subject, Predictions predictions) {
        ConfusionMatrix matrix = ConfusionMatrix.of(predictions);
        Metrics metrics = Metrics.of(matrix);
        Map<String, ClassMetrics> perClass = new LinkedHashMap<>();
        for (Emotion emotion : Emotion.all()) {
            perClass.put(emotion.label(), metrics.perClass().get(emotion.ordinal()));
        }
        return new Evaluation(
                subject.model(),
                subject.split(),
                subject.tta(),
                subject.temperature(),
                metrics.n(),
                metrics.accuracy(),
                new double[] {
                    metrics.accuracyCi95().lo(), metrics.accuracyCi95().hi()
                },
                metrics.macroF1(),
                Calibration.ece(predictions, subject.temperature()),
                perClass,
                matrix.toArray());
    }
}
