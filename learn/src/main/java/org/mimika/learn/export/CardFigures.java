package org.mimika.learn.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mimika.core.Emotion;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.learn.eval.Calibration;
import org.mimika.learn.eval.ClassMetrics;
import org.mimika.learn.eval.ConfusionMatrix;
import org.mimika.learn.eval.Metrics;
import org.mimika.learn.eval.Predictions;
import org.mimika.learn.train.RunInfo;

/** The figures of a model's card, and what they say of its weaknesses. */
final class CardFigures {
    private static final int MISTAKES = 3;

    private final Exporter.Export export;
    private final FaceView publicTest;
    private final Optional<FaceView> training;
    private final Metrics metrics;
    private final ConfusionMatrix confusion;

    /** Figures of this export on these faces; Training is used where their set has the one of the run. */
    CardFigures(RunInfo info, Exporter.Export export, FaceView publicTest) {
        this.export = export;
        this.publicTest = publicTest;
        training = Optional.of(publicTest.set().split(Split.TRAINING))
                .filter(faces -> faces.sha256().equals(info.trainingSha256()));
        metrics = export.metrics();
        confusion = ConfusionMatrix.of(export.predictions());
    }

    /** The section. */
    String text() {
        return format(
                        """
                        ## Figures on PublicTest

                        Measured by `mimika export` on the file itself, through ONNX Runtime, without test-time augmentation,
                        n = %,d.

                        | | |
                        |---|---|
                        | accuracy | %s |
                        """,
                        metrics.n(), accuracy(metrics))
                + rows() + "\n" + byClass() + "\n" + confused() + twins();
    }

    private String rows() {
        Predictions predictions = export.predictions();
        float temperature = export.metadata().temperature();
        StringBuilder rows = new StringBuilder();
        row(rows, "macro-F1", "%.3f", metrics.macroF1());
        row(rows, "mean negative log-likelihood", "%.4f", Calibration.nll(predictions, temperature));
        row(
                rows,
                "calibration error (" + Calibration.BINS
                        + " bins), temperature fitted on one half, measured on the other, mean of both ways",
                "%.2f%%",
                100 * export.crosswise().ece());
        row(rows, "the same without temperature", "%.2f%%", 100 * Calibration.ece(predictions, 1));
        row(rows, "largest difference of a probability from LibTorch", "%.1e", export.difference());
        export.rounding()
                .ifPresent(rounding -> rows.append(format(
                        "| changed by storing weights as fp16 | %,d of %,d answers; logits by at most %.1e |%n",
                        rounding.changedAnswers(), rounding.n(), rounding.largestLogitDifference())));
        return rows.toString();
    }

    private static void row(StringBuilder rows, String what, String form, double value) {
        rows.append("| ").append(what).append(" | ").append(format(form, value)).append(" |\n");
    }

    private String byClass() {
        StringBuilder table = new StringBuilder(
                "| class | precision | recall | F1 | faces | faces in Training |\n|---|---|---|---|---|---|\n");
        for (Emotion emotion : Emotion.all()) {
            ClassMetrics one = metrics.perClass().get(emotion.ordinal());
            table.append(format(
                    "| %s | %s | %s | %s | %,d | %s |%n",
                    emotion.label(),
                    percent(one.precision()),
                    percent(one.recall()),
                    percent(one.f1()),
                    one.support(),
                    trained(emotion)));
        }
        return table.toString();
    }

    private String trained(Emotion emotion) {
        return training.map(faces -> format("%,d", faces.classCounts()[emotion.ordinal()]))
                .orElse("-");
    }

    private String confused() {
        StringBuilder table = new StringBuilder("Confusion, rows the label, columns the answer:\n\n|");
        Emotion.all().forEach(answer -> table.append(" | ").append(answer.label()));
        table.append(" |\n").append("|---".repeat(Emotion.COUNT + 1)).append("|\n");
        for (Emotion truth : Emotion.all()) {
            table.append("| ").append(truth.label());
            Emotion.all()
                    .forEach(answer -> table.append(" | ").append(confusion.count(truth.ordinal(), answer.ordinal())));
            table.append(" |\n");
        }
        return table.toString();
    }

    /** What faces that stand in Training as well do to the accuracy. */
    private String twins() {
        if (training.isEmpty()) {
            return "";
        }
        boolean[] seen = publicTest.standIn(training.get());
        int[] unseen = IntStream.range(0, seen.length).filter(i -> !seen[i]).toArray();
        int twins = seen.length - unseen.length;
        if (twins == 0 || unseen.length == 0) {
            return twins == 0 ? "\nNo face of PublicTest stands in Training byte for byte.\n" : "";
        }
        Metrics without = Metrics.of(ConfusionMatrix.of(export.predictions().select(unseen)));
        return format(
                """

                Of PublicTest's faces %,d (%s) also stand in Training byte for byte; on the other %,d accuracy is
                %s.
                """,
                twins, percent(twins / (double) seen.length), unseen.length, accuracy(without));
    }

    /** The least recognised classes and the commonest mistakes, as a list. */
    String weaknesses() {
        List<Emotion> worst = Emotion.all().stream()
                .filter(emotion -> !Double.isNaN(f1(emotion)))
                .sorted(Comparator.comparingDouble(this::f1))
                .limit(2)
                .toList();
        String least = worst.stream()
                .map(emotion -> emotion.label() + " (F1 " + percent(f1(emotion))
                        + (training.isPresent() ? ", " + trained(emotion) + " faces in Training)" : ")"))
                .collect(Collectors.joining(", "));
        String mistaken = mistakes().stream().map(this::describe).collect(Collectors.joining(", "));
        return (least.isEmpty() ? "" : "- Recognised least well: " + least + ".\n")
                + (mistaken.isEmpty() ? "" : "- Mistaken most often: " + mistaken + ".\n");
    }

    private String describe(int[] mistake) {
        int support = confusion.support(mistake[0]);
        int count = confusion.count(mistake[0], mistake[1]);
        return format(
                "%s for %s (%s, %,d of %,d)",
                Emotion.fromIndex(mistake[0]).label(),
                Emotion.fromIndex(mistake[1]).label(),
                percent(count / (double) support),
                count,
                support);
    }

    private double f1(Emotion emotion) {
        return metrics.perClass().get(emotion.ordinal()).f1();
    }

    /** Label and answer of the likeliest mistakes, by their share of the label's faces. */
    private List<int[]> mistakes() {
        List<int[]> pairs = new ArrayList<>();
        for (int truth = 0; truth < Emotion.COUNT; truth++) {
            for (int answer = 0; answer < Emotion.COUNT; answer++) {
                if (truth != answer && confusion.count(truth, answer) > 0) {
                    pairs.add(new int[] {truth, answer});
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(
                pair -> -confusion.count(pair[0], pair[1]) / (double) confusion.support(pair[0])));
        return pairs.subList(0, Math.min(MISTAKES, pairs.size()));
    }

    private static String accuracy(Metrics metrics) {
        return format(
                "%.2f%% (95%% interval %.2f to %.2f)",
                100 * metrics.accuracy(),
                100 * metrics.accuracyCi95().lo(),
                100 * metrics.accuracyCi95().hi());
    }

    /** A share; a dash where it is undefined. */
    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : format("%.1f%%", 100 * share);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
