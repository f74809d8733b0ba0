package org.mimika.cli;

import java.util.Locale;
import java.util.Map;
import org.mimika.core.Emotion;
import org.mimika.learn.eval.Calibration;
import org.mimika.learn.eval.ClassMetrics;
import org.mimika.learn.eval.Evaluation;

/** An evaluation for people. */
final class EvaluationTable {
    private EvaluationTable() {}

    /** The figures as lines of text, each ending with a line feed. Undefined figures are dashes. */
    static String text(Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s on %s, n = %d%s",
                evaluation.model(),
                evaluation.split(),
                evaluation.n(),
                evaluation.tta() ? ", with flip averaging (test-time augmentation)" : "");
        line(
                text,
                "accuracy           %s (95%% interval %s to %s)",
                percent(evaluation.accuracy()),
                percent(evaluation.accuracyCi95()[0]),
                percent(evaluation.accuracyCi95()[1]));
        line(text, "macro-F1           %s", percent(evaluation.macroF1()));
        line(
                text,
                "calibration error  %s (%d bins, temperature %.3f)",
                percent(evaluation.ece()),
                Calibration.BINS,
                evaluation.temperature());
        line(text, "");
        line(text, "%-10s%10s%10s%10s%10s", "", "precision", "recall", "F1", "faces");
        for (Map.Entry<String, ClassMetrics> entry : evaluation.perClass().entrySet()) {
            ClassMetrics metrics = entry.getValue();
            line(
                    text,
                    "%-10s%10s%10s%10s%10d",
                    entry.getKey(),
                    percent(metrics.precision()),
                    percent(metrics.recall()),
                    percent(metrics.f1()),
                    metrics.support());
        }
        line(text, "");
        confusion(text, evaluation.confusion());
        return text.toString();
    }

    private static void confusion(StringBuilder text, int[][] confusion) {
        StringBuilder header = new StringBuilder(String.format(Locale.ROOT, "%-10s", "is \\ seen"));
        Emotion.all().forEach(emotion -> header.append(String.format(Locale.ROOT, "%9s", emotion.label())));
        line(text, "%s", header);
        for (Emotion truth : Emotion.all()) {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-10s", truth.label()));
            for (int count : confusion[truth.ordinal()]) {
                row.append(String.format(Locale.ROOT, "%9d", count));
            }
            line(text, "%s", row);
        }
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
