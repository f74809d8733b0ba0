package org.mimika.learn.report;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.mimika.learn.chart.Look;
import org.mimika.learn.chart.Series;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.PairTest;
import org.mimika.learn.compare.PaperFigure;
import org.mimika.learn.compare.Recognition;
import org.mimika.learn.compare.Report;
import org.mimika.learn.compare.Sort;
import org.mimika.learn.compare.Timing;
import org.mimika.learn.compare.Verdict;
import org.mimika.learn.eval.Interval;

/** The figures of a report at hand, and what its sections are written with. Immutable. */
final class Material {
    private final Report report;
    private final Texts texts;
    private final Map<String, Look> looks = new HashMap<>();
    private final Map<String, String> slugs = new HashMap<>();

    Material(Report report, Texts texts) {
        this.report = report;
        this.texts = texts;
        int looksNeeded = Math.max(Look.COUNT, report.models().size());
        NavigableSet<Integer> free =
                new TreeSet<>(IntStream.range(0, looksNeeded).boxed().toList());
        Set<String> usedSlugs = new LinkedHashSet<>();
        for (ModelFacts model : report.models()) {
            looks.put(model.name(), Look.of(place(model.sort(), free)));
            String slug = model.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            slug = slug.replaceAll("^-|-$", "");
            slug = slug.isEmpty() || slug.length() > 40 ? "model" : slug;
            String unique = slug;
            for (int i = 2; !usedSlugs.add(unique); i++) {
                unique = slug + "-" + i;
            }
            slugs.put(model.name(), unique);
        }
    }

    /** A family's own look; else the last free one of a colour that nobody has yet, else the next. */
    private static int place(Sort sort, NavigableSet<Integer> free) {
        int own = familyLook(sort);
        Integer unused = free.lower(Look.COUNT);
        int place = free.contains(own) ? own : unused != null ? unused : free.first();
        free.remove(place);
        return place;
    }

    private static int familyLook(Sort sort) {
        return switch (sort) {
            case CNN -> 0;
            case TRANSFORMER -> 1;
            case HYBRID -> 2;
            case OTHER -> 3;
        };
    }

    /** Whether the first's time is the shorter by more than chance: the intervals are apart. */
    static boolean shorter(Timing first, Timing second) {
        return first.medianCi95().hi() < second.medianCi95().lo();
    }

    Report report() {
        return report;
    }

    Texts texts() {
        return texts;
    }

    Numbers numbers() {
        return new Numbers(texts.language());
    }

    List<String> names() {
        return report.models().stream().map(ModelFacts::name).toList();
    }

    /** A model's title, and its name too where another has the same title. */
    String title(String name) {
        String title = report.model(name).title();
        boolean unique = report.models().stream()
                        .filter(model -> model.title().equals(title))
                        .count()
                == 1;
        return unique ? title : title + " (" + name + ")";
    }

    Series series(String name) {
        return new Series(title(name), looks.get(name));
    }

    Look look(String name) {
        return looks.get(name);
    }

    /** The look of one of the paper's networks: its family's. */
    Look look(PaperFigure figure) {
        return Look.of(familyLook(figure.sort()));
    }

    String paperTitle(PaperFigure figure) {
        return texts.get("paper.network", figure.network());
    }

    String paperAccuracy(PaperFigure figure) {
        String share = numbers().percent(figure.accuracy(), figure.approximate() ? 0 : 1);
        return figure.approximate() ? texts.get("paper.about", share) : share;
    }

    /** A model's name in the names of files. */
    String slug(String name) {
        return slugs.get(name);
    }

    Recognition recognition(String name) {
        return report.recognition().stream()
                .filter(recognition -> recognition.model().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** How long the model takes in that setting. */
    Optional<Timing> timing(String name, int batch, int threads) {
        return report.timings().stream()
                .filter(timing -> timing.model().equals(name) && timing.batch() == batch && timing.threads() == threads)
                .findFirst();
    }

    /** How long it takes in the setting that models are compared in. */
    Optional<Timing> latency(String name) {
        Verdict.Setting setting = report.verdict().latency();
        return timing(name, setting.batch(), setting.threads());
    }

    /** The test of two models, seen from the first of them; empty for a model and itself. */
    Optional<PairTest> pair(String first, String second) {
        for (PairTest test : report.pairs()) {
            if (test.first().equals(first) && test.second().equals(second)) {
                return Optional.of(test);
            }
            if (test.first().equals(second) && test.second().equals(first)) {
                return Optional.of(turned(test));
            }
        }
        return Optional.empty();
    }

    private static PairTest turned(PairTest test) {
        PairTest.Counts counts = test.counts();
        return new PairTest(
                test.second(),
                test.first(),
                new PairTest.Counts(counts.both(), counts.secondOnly(), counts.firstOnly(), counts.neither()),
                test.method(),
                test.statistic(),
                test.p(),
                test.pHolm(),
                -test.difference(),
                new Interval(-test.differenceCi95().hi(), -test.differenceCi95().lo()));
    }

    /** The words for an emotion's label. */
    String emotion(String label) {
        return texts.get("emotion." + label);
    }

    /** What is counted: faces of the split. */
    int n() {
        return report.data().measured();
    }
}
