package org.mimika.learn.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.mimika.core.Emotion;
import org.mimika.learn.compare.Agreement.Answer;
import org.mimika.learn.compare.Agreement.Disagreement;
import org.mimika.learn.compare.Agreement.HeatMap;
import org.mimika.learn.compare.Recognition.CalibrationFigures;
import org.mimika.learn.compare.Recognition.ReliabilityBin;
import org.mimika.learn.eval.ClassMetrics;
import org.mimika.learn.eval.Interval;

/** A whole report of made-up figures, for tests. */
final class Reports {
    private static final List<String> NAMES = List.of("resnet50", "vit", "hybrid");

    private Reports() {}

    /** Three models on 100 faces; the hybrid is ahead in both. */
    static Report three() {
        List<ModelFacts> models = NAMES.stream().map(Reports::model).toList();
        List<Recognition> recognition =
                List.of(recognition("resnet50", 60), recognition("vit", 50), recognition("hybrid", 75));
        List<PairTest> pairs = McNemar.holm(List.of(
                McNemar.test("resnet50", "vit", new PairTest.Counts(45, 15, 5, 35)),
                McNemar.test("resnet50", "hybrid", new PairTest.Counts(55, 5, 20, 20)),
                McNemar.test("vit", "hybrid", new PairTest.Counts(45, 5, 30, 20))));
        List<Timing> timings = List.of(timing("resnet50", 9), timing("vit", 7), timing("hybrid", 2));
        return new Report(
                Report.VERSION,
                new Protocol("mimika compare", "2024-01-01T00:00:00Z", 1, false, List.of(1), List.of(2), 30, 10),
                new Environment("a processor", 2, 1L << 30, 0.1, "Linux", "17", "1.29.0", "development"),
                data(),
                models,
                recognition,
                timings,
                List.of(new Memory("resnet50", 1, OptionalLong.of(300), OptionalLong.of(100))),
                pairs,
                agreement(),
                robustness(),
                PaperFigure.all(),
                Verdict.of(models, recognition, pairs, timings));
    }

    static ModelFacts model(String name) {
        Training training = new Training(
                OptionalLong.of(2),
                OptionalLong.of(1),
                12.5,
                "a machine",
                "",
                "",
                List.of(new Training.Epoch(1, 0.4, 1.5, Double.NaN, 6), new Training.Epoch(2, 0.39, 1.4, 1.6, 12)));
        return new ModelFacts(
                name,
                name,
                Sort.ofArchitecture(name),
                name,
                new ModelFacts.Source(ModelFacts.Kind.BUNDLED, name),
                new ModelFacts.ModelFile("0123456789abcdef".repeat(4), 1000, "f32"),
                new ModelFacts.Input(48, 48, 1),
                new ModelFacts.Cost(OptionalLong.of(7), OptionalLong.empty()),
                name.equals("vit") ? Training.unknown() : training);
    }

    static Recognition recognition(String model, int right) {
        Map<String, ClassMetrics> perClass = new LinkedHashMap<>();
        List<List<Integer>> confusion = new ArrayList<>();
        for (Emotion emotion : Emotion.all()) {
            perClass.put(emotion.label(), new ClassMetrics(Double.NaN, Double.NaN, Double.NaN, 0));
            confusion.add(new ArrayList<>(List.of(0, 0, 0, 0, 0, 0, 0)));
        }
        perClass.put("angry", new ClassMetrics(1, right / 100.0, 0.5, 100));
        confusion.get(0).set(0, right);
        confusion.get(0).set(1, 100 - right);
        CalibrationFigures calibration = new CalibrationFigures(
                1.2,
                0.03,
                new Interval(0.02, 0.04),
                Double.NaN,
                1.1,
                new Interval(1, 1.2),
                List.of(new ReliabilityBin(0, 0.5, 0, Double.NaN, Double.NaN)));
        return new Recognition(
                model, Share.of(right, 100), 0.5, new Interval(0.4, 0.6), calibration, perClass, confusion);
    }

    /** One face at a time with two threads, 5% about the median. */
    static Timing timing(String model, double millis) {
        return new Timing(
                model, 1, 2, 30, millis, new Interval(0.95 * millis, 1.05 * millis), 1.2 * millis, 1000 / millis);
    }

    private static DataFacts data() {
        DataFacts.Duplicates duplicates = new DataFacts.Duplicates(0.9, 3, 4, 1, Map.of("vit", Share.of(50, 96)));
        return new DataFacts("fer2013.csv", "PublicTest", 100, "ab", List.of(), 1, List.of(duplicates));
    }

    private static Agreement agreement() {
        Picture picture = new Picture(2, 1, new byte[] {(byte) 200, 3});
        List<Double> probabilities = List.of(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        Answer answer = new Answer("vit", "angry", probabilities, List.of(new HeatMap("attention rollout", picture)));
        Disagreement face = new Disagreement(17, "row 18", "fear", picture, 1.5, List.of(answer));
        return new Agreement(100, 40, 45, 15, 50, List.of(face));
    }

    private static Robustness robustness() {
        return new Robustness(
                10,
                Map.of("vit", Share.of(5, 10)),
                List.of(Robustness.Cell.of("vit", Disturbance.LOW_LIGHT, 2, new PairTest.Counts(3, 1, 2, 4))));
    }
}
