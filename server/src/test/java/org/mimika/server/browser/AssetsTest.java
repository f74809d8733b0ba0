package org.mimika.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard's files as such: what the browser tests cannot see, or only by chance. */
class AssetsTest {
    private static final Path WEB = Path.of("src/main/resources/org/mimika/server/web");
    private static final Pattern KEY =
            Pattern.compile("(?:say|label|hint)(?:=|: )\"([a-z][\\w.]*)\"|\\bt\\(\"([\\w.]+)\"");
    private static final Pattern COLOUR = Pattern.compile("--([\\w-]+): (#[0-9a-f]{6})");
    private static final Set<String> FORMS = Set.of("one", "few", "many", "other");

    @Test
    void everyTextIsThereInBothLanguages() throws IOException {
        Set<String> english = withoutForms(texts("en").keySet());
        assertEquals(english, withoutForms(texts("ru").keySet()));
        Set<String> used = new TreeSet<>();
        for (Path file : files(".html", ".js")) {
            KEY.matcher(Files.readString(file))
                    .results()
                    .map(AssetsTest::firstGroup)
                    .forEach(used::add);
        }
        assertTrue(used.size() > 80, "found only " + used);
        used.removeAll(english);
        // A class in a selector, not a text.
        assertEquals(Set.of(), used);
    }

    @Test
    void everyPlaceholderIsThereInBothLanguages() throws IOException {
        Map<String, String> russian = texts("ru");
        texts("en")
                .forEach((key, text) -> assertEquals(
                        placeholders(text), placeholders(russian.getOrDefault(key, text)), "placeholders of " + key));
    }

    @Test
    void russianCountsByItsFourForms() throws IOException {
        Set<String> keys = texts("ru").keySet();
        FORMS.forEach(form -> assertTrue(keys.contains("people." + form), form));
    }

    @Test
    void nothingComesFromElsewhereAndNothingIsInline() throws IOException {
        for (Path file : files(".html", ".css", ".js", ".svg")) {
            String text = Files.readString(file).replace("http://www.w3.org/2000/svg", "");
            assertFalse(
                    text.matches("(?s).*(src|href|url|from|import)[=( ]+[\"']?(https?:)?//.*"),
                    file + " calls another host");
            assertFalse(text.matches("(?s).*\\sstyle=\".*"), file + " has a style attribute");
            assertFalse(text.matches("(?s).*<script(?![^>]* src=).*"), file + " has an inline script");
            assertFalse(
                    text.matches("(?s).*\\b(innerHTML|outerHTML|insertAdjacentHTML|eval\\().*"),
                    file + " parses text as code");
        }
    }

    @Test
    void filesStaySmall() throws IOException {
        long total = 0;
        for (Path file : files("")) {
            total += Files.size(file);
            if (file.toString().endsWith(".js")) {
                long lines = Files.readAllLines(file).size();
                assertTrue(lines < 300, file + " has " + lines + " lines");
            }
        }
        assertTrue(total < 190_000, "all assets together have " + total + " bytes");
    }

    /** WCAG 2.2, 1.4.3: 4.5 for text, in both themes. */
    @Test
    void textStandsOutInBothThemes() throws IOException {
        String style = Files.readString(WEB.resolve("style.css"));
        int dark = style.indexOf(":root[data-theme=\"dark\"]");
        int system = style.indexOf("@media (prefers-color-scheme: dark)");
        Map<String, String> night = colours(style.substring(dark, system));
        assertEquals(
                night,
                colours(style.substring(system, style.indexOf("* { box-sizing"))),
                "the dark theme is there twice");
        for (Map<String, String> theme : List.of(colours(style.substring(0, dark)), night)) {
            for (String text : List.of("ink", "muted", "mark")) {
                for (String ground : List.of("paper", "sheet", "wash")) {
                    assertContrast(theme, text, ground);
                }
            }
            assertContrast(theme, "on-mark", "mark");
            assertContrast(theme, "mark", "mark-wash");
            assertContrast(theme, "warn", "warn-wash");
            assertContrast(theme, "bad", "bad-wash");
            assertContrast(theme, "sheet", "bad");
            assertContrast(theme, "paper", "ink");
        }
    }

    private static void assertContrast(Map<String, String> theme, String text, String ground) {
        double one = luminance(theme.get(text));
        double other = luminance(theme.get(ground));
        double contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        assertTrue(contrast >= 4.5, text + " on " + ground + " has a contrast of " + contrast + " in " + theme);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int value) {
        double share = (value & 0xff) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static Map<String, String> colours(String style) {
        Map<String, String> colours = new TreeMap<>();
        COLOUR.matcher(style).results().forEach(found -> colours.put(found.group(1), found.group(2)));
        return colours;
    }

    private static String firstGroup(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    private static Set<String> placeholders(String text) {
        Set<String> names = new HashSet<>();
        Pattern.compile("\\{(\\w+)}").matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static Set<String> withoutForms(Set<String> keys) {
        Set<String> plain = new TreeSet<>();
        for (String key : keys) {
            int dot = key.lastIndexOf('.');
            plain.add(dot > 0 && FORMS.contains(key.substring(dot + 1)) ? key.substring(0, dot) : key);
        }
        return plain;
    }

    private static Map<String, String> texts(String language) throws IOException {
        JsonNode node =
                new ObjectMapper().readTree(WEB.resolve(language + ".json").toFile());
        Map<String, String> texts = new TreeMap<>();
        node.properties().forEach(field -> {
            assertFalse(field.getValue().asText().isBlank(), field.getKey() + " says nothing in " + language);
            texts.put(field.getKey(), field.getValue().asText());
        });
        return texts;
    }

    private static List<Path> files(String... endings) {
        try (Stream<Path> all = Files.walk(WEB)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
