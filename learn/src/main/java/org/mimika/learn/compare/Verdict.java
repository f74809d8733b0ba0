package org.mimika.learn.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the figures say: which model is more accurate, which is faster, and whether that is more than chance.
 *
 * @param latency where models are compared by speed: one face at a time, by as many threads as were timed at most
 * @param byAccuracy models, the most accurate first
 * @param byLatency models that were timed there, the fastest first
 * @param pairs one for each pair that was tested, in the report's order
 * @param frontier models, in order of latency, that no other beats in both accuracy and latency
 * @param hybrids for each hybrid that was measured beside a network of another family, how it stands against them
 */
public record Verdict(
        Setting latency,
        List<String> byAccuracy,
        List<String> byLatency,
        List<Pair> pairs,
        List<String> frontier,
        List<Hybrid> hybrids) {
    /** Copies. */
    public Verdict {
        byAccuracy = List.copyOf(byAccuracy);
        byLatency = List.copyOf(byLatency);
        pairs = List.copyOf(pairs);
        frontier = List.copyOf(frontier);
        hybrids = List.copyOf(hybrids);
    }

    /**
     * A setting of the timing.
     *
     * @param batch faces computed together
     * @param threads threads that computed them
     */
    public record Setting(int batch, int threads) {}

    /** How a model stands against others. */
    public enum Standing {
        /** Ahead of each of them by more than chance. */
        BETTER,
        /** Ahead of each of them, but of one at least by no more than chance would give. */
        AHEAD,
        /** Not ahead of each of them. */
        NOT_AHEAD
    }

    /**
     * Two models.
     *
     * @param first a model
     * @param second another
     * @param accuracy how the first stands against the second
     * @param speed the same; NOT_AHEAD too where one was not timed
     * @param speedRatio time of the second over that of the first, one face at a time; NaN where one was not timed
     */
    public record Pair(String first, String second, Standing accuracy, Standing speed, double speedRatio) {}

    /**
     * A hybrid against every network of another family in the report: the promise that convolutions and attention
     * together are more accurate and faster than either.
     *
     * @param model the hybrid
     * @param others what it was held against
     * @param accuracy how it stands in accuracy
     * @param latency how it stands in time for one face
     */
    public record Hybrid(String model, List<String> others, Standing accuracy, Standing latency) {
        /** Copies. */
        public Hybrid {
            others = List.copyOf(others);
        }

        /** How the promise stands, as it does in the weaker of the two: it holds if that is by more than chance. */
        public Standing promise() {
            return accuracy.compareTo(latency) > 0 ? accuracy : latency;
        }
    }

    /**
     * Decides.
     *
     * @param models all models
     * @param recognitions one a model
     * @param tests one for each pair, corrected
     * @param timings of all settings
     */
    public static Verdict of(
            List<ModelFacts> models, List<Recognition> recognitions, List<PairTest> tests, List<Timing> timings) {
        return new Evidence(models, recognitions, tests, timings).verdict();
    }

    /** The figures, at hand. */
    private static final class Evidence {
        private final List<ModelFacts> models;
        private final Map<String, Double> accuracy;
        private final List<PairTest> tests;
        private final Setting setting;
        private final Map<String, Timing> times;

        Evidence(List<ModelFacts> models, List<Recognition> recognitions, List<PairTest> tests, List<Timing> timings) {
            this.models = models;
            this.tests = tests;
            accuracy = recognitions.stream().collect(Collectors.toMap(Recognition::model, recognition -> recognition
                    .accuracy()
                    .accuracy()));
            int threads = timings.stream().mapToInt(Timing::threads).max().orElse(1);
            setting = new Setting(1, threads);
            times = timings.stream()
                    .filter(timing -> timing.batch() == setting.batch() && timing.threads() == setting.threads())
                    .collect(Collectors.toMap(Timing::model, Function.identity()));
        }

        Verdict verdict() {
            List<String> names = models.stream().map(ModelFacts::name).toList();
            List<String> byAccuracy = names.stream()
                    .sorted(Comparator.comparingDouble(name -> -accuracy.get(name)))
                    .toList();
            List<String> byLatency = names.stream()
                    .filter(times::containsKey)
                    .sorted(Comparator.comparingDouble(name -> times.get(name).medianMillis()))
                    .toList();
            List<Pair> pairs = tests.stream()
                    .map(test -> pair(test.first(), test.second()))
                    .toList();
            return new Verdict(setting, byAccuracy, byLatency, pairs, frontier(byLatency), hybrids());
        }

        private Pair pair(String first, String second) {
            boolean timed = times.containsKey(first) && times.containsKey(second);
            double ratio =
                    timed ? times.get(second).medianMillis() / times.get(first).medianMillis() : Double.NaN;
            return new Pair(first, second, inAccuracy(first, second), inSpeed(first, second), ratio);
        }

        private Standing inAccuracy(String one, String other) {
            if (accuracy.get(one) <= accuracy.get(other)) {
                return Standing.NOT_AHEAD;
            }
            boolean significant = tests.stream()
                    .filter(test -> List.of(test.first(), test.second()).containsAll(List.of(one, other)))
                    .anyMatch(PairTest::significant);
            return significant ? Standing.BETTER : Standing.AHEAD;
        }

        private Standing inSpeed(String one, String other) {
            Timing mine = times.get(one);
            Timing its = times.get(other);
            if (mine == null || its == null || mine.medianMillis() >= its.medianMillis()) {
                return Standing.NOT_AHEAD;
            }
            // Intervals apart are more than is needed for a difference beyond chance.
            return mine.medianCi95().hi() < its.medianCi95().lo() ? Standing.BETTER : Standing.AHEAD;
        }

        private List<String> frontier(List<String> byLatency) {
            List<String> kept = new ArrayList<>();
            for (String name : byLatency) {
                if (byLatency.stream().noneMatch(other -> beats(other, name))) {
                    kept.add(name);
                }
            }
            return kept;
        }

        private boolean beats(String other, String name) {
            double moreAccurate = accuracy.get(other) - accuracy.get(name);
            double faster = times.get(name).medianMillis() - times.get(other).medianMillis();
            return moreAccurate >= 0 && faster >= 0 && moreAccurate + faster > 0;
        }

        private List<Hybrid> hybrids() {
            List<String> others = models.stream()
                    .filter(model -> model.sort() == Sort.CNN || model.sort() == Sort.TRANSFORMER)
                    .map(ModelFacts::name)
                    .toList();
            return models.stream()
                    .filter(model -> model.sort() == Sort.HYBRID && !others.isEmpty())
                    .map(ModelFacts::name)
                    .map(name -> new Hybrid(
                            name,
                            others,
                            worst(others, other -> inAccuracy(name, other)),
                            worst(others, other -> inSpeed(name, other))))
                    .toList();
        }

        private static Standing worst(List<String> others, Function<String, Standing> standing) {
            return others.stream().map(standing).max(Comparator.naturalOrder()).orElseThrow();
        }
    }
}
