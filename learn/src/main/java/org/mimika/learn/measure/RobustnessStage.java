package org.mimika.learn.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mimika.learn.compare.Disturbance;
import org.mimika.learn.compare.PairTest;
import org.mimika.learn.compare.Robustness;
import org.mimika.learn.compare.Robustness.Cell;
import org.mimika.learn.compare.Share;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.eval.ConfusionMatrix;
import org.mimika.learn.eval.Evaluator;
import org.mimika.learn.eval.Predictions;

/** Measures every model on a draw of the measured faces, made worse in each way and strength. */
record RobustnessStage(Plan plan, List<Subject> subjects, FaceView measured, Comparison.Kit kit) {
    /**
     * Measures.
     *
     * @param answers of the models for the measured faces as they are
     */
    Robustness robustness(Map<String, Predictions> answers, OpenModels models) {
        int n = Math.min(plan.effort().robustnessFaces(), measured.size());
        int[] drawn = Sample.draw(measured.size(), n, plan.seed());
        Map<String, Predictions> asTheyAre = new LinkedHashMap<>();
        answers.forEach((name, predictions) -> asTheyAre.put(name, predictions.select(drawn)));
        Map<String, Share> clean = new LinkedHashMap<>();
        asTheyAre.forEach((name, predictions) ->
                clean.put(name, Share.of(ConfusionMatrix.of(predictions).right(), n)));
        return new Robustness(n, clean, n == 0 ? List.of() : cells(measured.select(drawn), asTheyAre, models));
    }

    private List<Cell> cells(FaceView faces, Map<String, Predictions> asTheyAre, OpenModels models) {
        String sha256 = faces.sha256() + faces.labelsSha256();
        List<Cell> cells = new ArrayList<>();
        long total = (long) Disturbance.values().length * Disturbance.STRENGTHS * subjects.size();
        for (Disturbance disturbance : Disturbance.values()) {
            for (int strength = 1; strength <= Disturbance.STRENGTHS; strength++) {
                Supplier<FaceView> worse = once(faces, disturbance, strength);
                for (Subject subject : subjects) {
                    String name = "robustness-" + subject.name() + "-" + disturbance + "-" + strength;
                    double amount = disturbance.amount(strength);
                    String depends = subject.sha256() + sha256 + plan.seed() + " " + amount;
                    PairTest.Counts counts = kit.parts()
                            .get(
                                    name,
                                    depends,
                                    PairTest.Counts.class,
                                    () -> Figures.counts(
                                            answers(subject, worse.get(), models), asTheyAre.get(subject.name())));
                    cells.add(Cell.of(subject.name(), disturbance, strength, counts));
                    kit.stages().progress("robustness", cells.size(), total);
                }
            }
        }
        return cells;
    }

    /** The disturbed faces, made when the first model needs them, and no sooner. */
    private Supplier<FaceView> once(FaceView faces, Disturbance disturbance, int strength) {
        List<FaceView> made = new ArrayList<>();
        return () -> {
            if (made.isEmpty()) {
                made.add(new Disturber(plan.seed()).disturb(faces, disturbance, strength));
            }
            return made.get(0);
        };
    }

    private static Predictions answers(Subject subject, FaceView faces, OpenModels models) {
        return new Evaluator(models.get(subject), false).predict(faces, done -> {});
    }
}
