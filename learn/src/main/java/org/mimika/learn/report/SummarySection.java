package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mimika.learn.compare.PairTest;
import org.mimika.learn.compare.Share;
import org.mimika.learn.compare.Timing;
import org.mimika.learn.compare.Verdict;

/** What the figures say, in plain words. */
final class SummarySection {
    private final Material material;
    private final Texts texts;
    private final Numbers numbers;
    private final Verdict verdict;
    private final Advice advice;

    private SummarySection(Material material) {
        this.material = material;
        texts = material.texts();
        numbers = material.numbers();
        verdict = material.report().verdict();
        advice = Advice.of(material);
    }

    static Section of(Material material) {
        return new SummarySection(material).section();
    }

    private Section section() {
        List<Block> blocks = new ArrayList<>();
        if (material.report().protocol().quick()) {
            blocks.add(new Block.Paragraph(texts.rich("summary.quick"), Block.Tone.WARNING));
        }
        blocks.add(new Block.Cards(cards()));
        blocks.add(new Block.Paragraph(lead(), Block.Tone.LEAD));
        List<Rich> points = new ArrayList<>(accuracies());
        points.addAll(speeds());
        verdict.hybrids().forEach(hybrid -> points.add(hybrid(hybrid)));
        points.add(advised());
        alternative().ifPresent(points::add);
        blocks.add(new Block.Bullets(points));
        return new Section("summary", texts.get("summary.title"), blocks);
    }

    private List<Block.Card> cards() {
        List<Block.Card> cards = new ArrayList<>();
        String best = advice.best();
        cards.add(new Block.Card(
                texts.get("summary.card.accurate"),
                material.title(best),
                numbers.share(material.recognition(best).accuracy())));
        advice.fastest()
                .flatMap(material::latency)
                .ifPresent(timing -> cards.add(new Block.Card(
                        texts.get("summary.card.fast"),
                        material.title(timing.model()),
                        texts.get("unit.ms", numbers.figure(timing.medianMillis())) + " · " + setting())));
        cards.add(new Block.Card(
                texts.get("summary.card.deploy"), material.title(advice.model()), texts.get(why(advice.reason()))));
        return cards;
    }

    private static String why(Advice.Reason reason) {
        return switch (reason) {
            case ONLY -> "summary.card.only";
            case BOTH -> "summary.card.both";
            case ACCURATE -> "summary.card.accurate.why";
            case TIED -> "summary.card.tied";
            case UNTIMED -> "summary.card.untimed";
        };
    }

    private String setting() {
        return texts.get(
                "speed.setting", verdict.latency().batch(), verdict.latency().threads());
    }

    private Rich lead() {
        Share share = material.recognition(advice.best()).accuracy();
        boolean ahead = verdict.byAccuracy().stream().skip(1).allMatch(name -> material.pair(advice.best(), name)
                .orElseThrow()
                .significant());
        return texts.rich(
                material.names().size() == 1 ? "summary.lead.one" : ahead ? "summary.lead" : "summary.lead.chance",
                material.title(advice.best()),
                numbers.percent(share.accuracy()),
                numbers.percents(share.ci95()),
                share.n(),
                material.report().data().split(),
                material.names().size());
    }

    /** How each other network stands against the most accurate. */
    private List<Rich> accuracies() {
        return verdict.byAccuracy().stream()
                .skip(1)
                .map(name -> against(name, material.pair(advice.best(), name).orElseThrow()))
                .toList();
    }

    private Rich against(String name, PairTest test) {
        return texts.rich(
                test.significant() ? "summary.less" : "summary.chance",
                material.title(name),
                numbers.share(material.recognition(name).accuracy()),
                numbers.fixed(Math.abs(100 * test.difference()), 1),
                numbers.points(test.differenceCi95()),
                numbers.pIs(test.pHolm()));
    }

    private List<Rich> speeds() {
        List<String> fast = verdict.byLatency();
        if (fast.isEmpty()) {
            return List.of(texts.rich("summary.untimed"));
        }
        Timing first = material.latency(fast.get(0)).orElseThrow();
        List<Rich> points = new ArrayList<>();
        points.add(texts.rich(
                fast.size() == 1 ? "summary.time" : "summary.fastest",
                material.title(first.model()),
                numbers.figure(first.medianMillis()),
                numbers.figures(first.medianCi95()),
                setting()));
        for (String name : fast.subList(1, fast.size())) {
            Timing timing = material.latency(name).orElseThrow();
            boolean apart = Material.shorter(first, timing);
            points.add(texts.rich(
                    apart ? "summary.slower" : "summary.slower.chance",
                    material.title(name),
                    numbers.figure(timing.medianMillis()),
                    numbers.figures(timing.medianCi95()),
                    numbers.ratio(timing.medianMillis() / first.medianMillis())));
        }
        return points;
    }

    /** Whether the hybrid keeps its promise, said plainly either way. */
    private Rich hybrid(Verdict.Hybrid hybrid) {
        return texts.rich("summary.hybrid." + word(hybrid.promise()), material.title(hybrid.model()))
                .then(texts.rich("summary.hybrid.accuracy." + word(hybrid.accuracy())))
                .then(texts.rich("summary.hybrid.latency." + word(hybrid.latency())));
    }

    private static String word(Verdict.Standing standing) {
        return switch (standing) {
            case BETTER -> "better";
            case AHEAD -> "ahead";
            case NOT_AHEAD -> "not";
        };
    }

    private Rich advised() {
        String key = "summary.advice." + advice.reason().name().toLowerCase(Locale.ROOT);
        Optional<Timing> best = material.latency(advice.best());
        Optional<Timing> chosen = material.latency(advice.model());
        String ratio = best.isPresent() && chosen.isPresent()
                ? numbers.ratio(best.get().medianMillis() / chosen.get().medianMillis())
                : "";
        return texts.rich(key, material.title(advice.model()), material.title(advice.best()), ratio);
    }

    /** What to take where time counts more. */
    private Optional<Rich> alternative() {
        Optional<Timing> first = advice.fastest().flatMap(material::latency);
        Optional<Timing> chosen = material.latency(advice.model());
        if (first.isEmpty() || chosen.isEmpty() || !Material.shorter(first.get(), chosen.get())) {
            return Optional.empty();
        }
        String fastest = first.get().model();
        double ratio = chosen.get().medianMillis() / first.get().medianMillis();
        PairTest test = material.pair(fastest, advice.model()).orElseThrow();
        return Optional.of(texts.rich(
                "summary.alternative",
                material.title(fastest),
                numbers.ratio(ratio),
                numbers.points(test.difference()),
                numbers.points(test.differenceCi95())));
    }
}
