package org.mimika.learn.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mimika.learn.eval.Interval;

class TextsTest {
    @Test
    void everyLanguageHasTheSameKeysAndPlaces() {
        Map<String, String> english = Texts.read(Language.EN);
        Map<String, String> russian = Texts.read(Language.RU);
        assertEquals(english.keySet(), russian.keySet());
        english.forEach((key, text) -> assertEquals(places(text), places(russian.get(key)), key));
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
            places.add(text.substring(at, at + 2));
        }
        return places;
    }

    @Test
    void noTextIsUnused() {
        Set<String> used = new TreeSet<>();
        Map<String, String> words = Texts.read(Language.EN);
        Map<String, String> recording = new AbstractMap<>() {
            @Override
            public String get(Object key) {
                used.add((String) key);
                return words.get(key);
            }

            @Override
            public Set<Entry<String, String>> entrySet() {
                return words.entrySet();
            }
        };
        ReportFixtures.all()
                .forEach((name, report) ->
                        RenderedReport.sections(new Material(report, new Texts(Language.EN, recording))));
        // The frame of the page is written by the page itself.
        RenderedReport.of(MadeUp.three(), new Texts(Language.EN, recording));
        assertEquals(words.keySet(), used);
    }

    @Test
    void wordsGoWithTheirNumbers() {
        Texts texts = new Texts(Language.RU, Map.of("f", "{0} {0|лицо|лица|лиц}"));
        List<Integer> counts = List.of(1, 2, 5, 11, 12, 21, 22, 25, 101, 111, 114, 0);
        assertEquals(
                "1 лицо, 2 лица, 5 лиц, 11 лиц, 12 лиц, 21 лицо, 22 лица, 25 лиц, 101 лицо, 111 лиц, 114 лиц, 0 лиц",
                String.join(", ", counts.stream().map(n -> texts.get("f", n)).toList()));
        Texts english = new Texts(Language.EN, Map.of("f", "{0} {0|face|faces}"));
        assertEquals(
                "1 face, 0 faces, 21 faces",
                english.get("f", 1) + ", " + english.get("f", 0) + ", " + english.get("f", 21));
    }

    @Test
    void argumentsAreNotReadAsSigns() {
        Texts texts = new Texts(Language.EN, Map.of("k", "*{0}* and {1}"));
        Rich rich = texts.rich("k", "a*b{1}$1", "c");
        assertEquals(List.of(new Rich.Span("a*b{1}$1", true), new Rich.Span(" and c", false)), rich.spans());
        assertThrows(IllegalArgumentException.class, () -> texts.get("other"));
    }

    @Test
    void numbersAreWrittenInTheLanguage() {
        Numbers english = new Numbers(Language.EN);
        Numbers russian = new Numbers(Language.RU);
        assertEquals("66.3%", english.percent(0.6634));
        assertEquals("66,3\u00a0%", russian.percent(0.6634));
        assertEquals("64.8–67.9%", english.percents(new Interval(0.648, 0.6792)));
        assertEquals("64,8–67,9\u00a0%", russian.percents(new Interval(0.648, 0.6792)));
        assertEquals("3,589 28,709", english.count(3589) + " " + english.count(28709));
        assertEquals("3589 28\u00a0709", russian.count(3589) + " " + russian.count(28709));
        assertEquals(
                "0.0412 0.412 4.12 41.2 412 4,123",
                List.of(0.0412, 0.412, 4.12, 41.2, 412.3, 4123.0).stream()
                        .map(english::figure)
                        .reduce((a, b) -> a + " " + b)
                        .orElseThrow());
        assertEquals("136,33", russian.given(136.33));
        assertEquals(
                "−1.2 0.0 +3.4", english.points(-0.012) + " " + english.points(-0.0001) + " " + english.points(0.034));
        assertEquals("p\u00a0<\u00a00,001; p\u00a0=\u00a00,041", russian.pIs(1e-9) + "; " + russian.pIs(0.0412));
        for (String undefined : List.of(
                english.percent(Double.NaN),
                english.figure(Double.NaN),
                english.given(Double.NaN),
                english.percents(new Interval(Double.NaN, Double.NaN)))) {
            assertEquals("–", undefined);
        }
    }
}
