package org.mimika.server.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mimika.core.Emotion;
import org.mimika.server.rules.RuleEvent.Sighting;

class RuleEngineTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private static final long GAP = 500;

    private final RuleBook book = new RuleBook(10);
    private final RuleEngine engine = new RuleEngine(book, CLOCK);
    private final List<RuleEvent> events = new ArrayList<>();

    private static Rule rule(String id, long forMillis, long cooldown) {
        return new Rule(
                id,
                new Rule.Condition(Emotion.HAPPY, 0.5, forMillis),
                Optional.empty(),
                Optional.<URI>empty(),
                cooldown);
    }

    private void see(String source, Seen frame) {
        engine.accept(source, frame.pts(), frame.people());
    }

    private List<Sighting> sightings(Seen... frames) {
        engine.addListener(events::add);
        for (Seen frame : frames) {
            see("s1", frame);
        }
        return events.stream().map(RuleEvent::sighting).toList();
    }

    /** What is due by the words of the documentation, found out anew for every frame from all that came before. */
    private static List<Sighting> reference(List<Seen> frames, Rule rule) {
        List<Sighting> due = new ArrayList<>();
        Map<Integer, Integer> lastEvent = new HashMap<>();
        for (int j = 0; j < frames.size(); j++) {
            for (int track = 1; track <= 2; track++) {
                int start = holdStart(frames, rule, track, j);
                if (start < 0) {
                    continue;
                }
                long pts = frames.get(j).pts();
                long held = pts - frames.get(start).pts();
                Integer last = lastEvent.get(track);
                boolean again =
                        last == null || (start > last && pts - frames.get(last).pts() >= rule.cooldownMillis());
                if (held >= rule.condition().forMillis() && again) {
                    due.add(new Sighting("s1", track, frames.get(j).happy().get(track), pts, held));
                    lastEvent.put(track, j);
                }
            }
        }
        return due;
    }

    /** The frame at which the hold that reaches frame j began; -1 if none does. */
    private static int holdStart(List<Seen> frames, Rule rule, int track, int j) {
        int start = -1;
        int k = j;
        while (k >= 0) {
            Float score = frames.get(k).happy().get(track);
            if (score == null || score <= rule.condition().above()) {
                return start;
            }
            start = k;
            int before = k - 1;
            while (before >= 0 && !frames.get(before).happy().containsKey(track)) {
                before--;
            }
            if (before < 0 || breaks(frames, before, k)) {
                return start;
            }
            k = before;
        }
        return start;
    }

    private static boolean breaks(List<Seen> frames, int from, int to) {
        for (int f = from + 1; f <= to; f++) {
            long usual = f < 3
                    ? 0
                    : Math.min(
                            frames.get(f - 1).pts() - frames.get(f - 2).pts(),
                            frames.get(f - 2).pts() - frames.get(f - 3).pts());
            if (frames.get(f).pts() - frames.get(from).pts() > Math.max(GAP, 2 * usual)) {
                return true;
            }
        }
        return false;
    }

    @Property(tries = 1500)
    void raisesWhatThePlainReferenceRaises(
            @ForAll("runs") List<Seen> frames,
            @ForAll("durations") long forMillis,
            @ForAll("durations") long cooldown) {
        RuleBook rules = new RuleBook(1);
        Rule rule = rules.add(id -> rule(id, forMillis, cooldown));
        RuleEngine fresh = new RuleEngine(rules, CLOCK);
        List<Sighting> raised = new ArrayList<>();
        fresh.addListener(event -> raised.add(event.sighting()));
        frames.forEach(frame -> fresh.accept("s1", frame.pts(), frame.people()));
        assertEquals(reference(frames, rule), raised);
    }

    @Provide
    Arbitrary<Long> durations() {
        return Arbitraries.of(0L, 40L, 200L, 600L, 1500L, 3000L);
    }

    @Provide
    Arbitrary<List<Seen>> runs() {
        Arbitrary<Long> step = Arbitraries.of(0L, 40L, 40L, 40L, 200L, 260L, 500L, 501L, 900L, 4000L);
        Arbitrary<Float> score = Arbitraries.of(0.2f, 0.5f, 0.51f, 0.8f, 0.9f, 0.9f, -1f); // below 0: out of sight
        return Combinators.combine(step, score, score)
                .as((s, a, b) -> {
                    Map<Integer, Float> happy = new HashMap<>();
                    if (a >= 0) {
                        happy.put(1, a);
                    }
                    if (b >= 0) {
                        happy.put(2, b);
                    }
                    return new Seen(s, happy);
                })
                .list()
                .ofMaxSize(60)
                .map(steps -> {
                    List<Seen> frames = new ArrayList<>();
                    long pts = 0;
                    for (Seen one : steps) {
                        pts += one.pts();
                        frames.add(new Seen(pts, one.happy()));
                    }
                    return frames;
                });
    }

    @Test
    void happyForTwoSecondsRaisesOnceAndAgainAfterAFallAndTheCooldown() {
        book.add(id -> rule(id, 2000, 5000));
        List<Seen> frames = new ArrayList<>();
        for (long pts = 0; pts <= 20_000; pts += 40) {
            frames.add(Seen.at(pts, pts == 4000 || pts == 6000 ? 0.4f : 0.9f));
        }
        // It could be again from 6040 + 2000 on, but the cooldown ends at 7000: 8040 is the later of both.
        assertEquals(
                List.of(new Sighting("s1", 1, 0.9f, 2000, 2000), new Sighting("s1", 1, 0.9f, 8040, 2000)),
                sightings(frames.toArray(Seen[]::new)));
    }

    @Test
    void atOneFrameASecondOneFrameOutOfSightBreaksNothing() {
        book.add(id -> rule(id, 6000, 0));
        List<Sighting> raised = sightings(
                Seen.nobodyAt(0),
                Seen.nobodyAt(1000),
                Seen.nobodyAt(2000),
                Seen.at(3000, 0.9f),
                Seen.at(4000, 0.9f),
                Seen.nobodyAt(5000),
                Seen.at(6000, 0.9f),
                Seen.at(7000, 0.9f),
                Seen.at(8000, 0.9f),
                Seen.at(9000, 0.9f));
        assertEquals(List.of(new Sighting("s1", 1, 0.9f, 9000, 6000)), raised);
    }

    @Test
    void aStallIsNoTimeOfHappiness() {
        book.add(id -> rule(id, 2000, 0));
        assertEquals(
                List.of(),
                sightings(
                        Seen.at(0, 0.9f),
                        Seen.at(40, 0.9f),
                        Seen.at(80, 0.9f),
                        Seen.at(30_000, 0.9f),
                        Seen.at(30_040, 0.9f)));
    }

    @Test
    void aClipThatBeginsAgainBeginsAgain() {
        book.add(id -> rule(id, 100, 3_600_000));
        assertEquals(
                2,
                sightings(Seen.at(0, 0.9f), Seen.at(100, 0.9f), Seen.at(0, 0.9f), Seen.at(100, 0.9f))
                        .size());
    }

    @Test
    void rulesOfOtherSourcesAndRulesRemovedRaiseNothing() {
        book.add(id -> new Rule(id, new Rule.Condition(Emotion.HAPPY, 0.5, 0), Optional.of("s2"), Optional.empty(), 0));
        Rule removed = book.add(id -> rule(id, 80, 0));
        see("s1", Seen.at(0, 0.9f));
        book.remove(removed.id());
        assertEquals(List.of(), sightings(Seen.at(40, 0.9f), Seen.at(80, 0.9f), Seen.at(120, 0.9f)));
        see("s2", Seen.at(0, 0.9f));
        assertEquals("s2", events.get(0).sighting().source());
    }

    @Test
    void whoIsGoneAndSourcesThatEndedAreForgotten() {
        book.add(id -> rule(id, 0, 1000));
        book.add(id -> rule(id, 5000, 1000));
        sightings(Seen.at(0, 0.9f));
        assertEquals(2, engine.remembered("s1"));
        sightings(Seen.nobodyAt(700));
        assertEquals(1, engine.remembered("s1")); // the one in its cooldown
        sightings(Seen.nobodyAt(1000));
        assertEquals(0, engine.remembered("s1"));
        sightings(Seen.at(1100, 0.9f));
        engine.forget("s1");
        assertEquals(0, engine.remembered("s1"));
    }

    @Test
    void memoryIsBoundedHoweverManyPeoplePassInTheCooldown() {
        book.add(id -> rule(id, 0, 3_600_000));
        for (int track = 1; track <= Watch.MOST + 100; track++) {
            see("s1", new Seen(track * 600L, Map.of(track, 0.9f)));
        }
        assertEquals(Watch.MOST, engine.remembered("s1"));
    }

    @Test
    void oneListenerThatFailsHarmsNoOther() {
        book.add(id -> rule(id, 0, 0));
        engine.addListener(event -> {
            throw new IllegalStateException("on purpose");
        });
        List<RuleEvent> heard = new ArrayList<>();
        Consumer<RuleEvent> listener = heard::add;
        engine.addListener(listener);
        see("s1", Seen.at(7, 0.75f));
        assertEquals(1, heard.size());
        assertEquals(CLOCK.instant(), heard.get(0).at());
        engine.removeListener(listener);
        see("s1", new Seen(7, Map.of(2, 0.75f)));
        assertEquals(1, heard.size());
    }

    @Test
    void ofAllTogetherNobodysNumberIsTold() {
        book.add(id -> rule(id, 0, 0));
        sightings(new Seen(0, Map.of(0, 0.9f)));
        assertTrue(RuleJson.node(events.get(0)).get("track").isNull());
    }
}
