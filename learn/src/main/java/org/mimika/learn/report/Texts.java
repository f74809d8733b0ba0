package org.mimika.learn.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a language. In a text, {@code {0}} is the first argument; {@code {0|face|faces}} the form of a word that
 * goes with it; what stands between two asterisks stands out; a tilde is a blank where no line may break. Arguments are put in after that is read, so that no model's
 * name is taken for a sign. Immutable.
 */
final class Texts {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)(?:\\|([^}]*))?}");

    private final Language language;
    private final Numbers numbers;
    private final Map<String, String> words;

    Texts(Language language, Map<String, String> words) {
        this.language = language;
        this.words = words;
        numbers = new Numbers(language);
    }

    /** The words of the language's file. */
    static Texts of(Language language) {
        return new Texts(language, read(language));
    }

    /** All texts of the language's file by their keys. */
    static Map<String, String> read(Language language) {
        String file = "report_" + language.tag() + ".properties";
        Properties properties = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream(file)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> words = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
        return words;
    }

    Language language() {
        return language;
    }

    /** The text without anything that stands out. */
    String get(String key, Object... arguments) {
        return rich(key, arguments).text();
    }

    /** The text. */
    Rich rich(String key, Object... arguments) {
        String template = words.get(key);
        if (template == null) {
            throw new IllegalArgumentException("no text '" + key + "' in " + language);
        }
        List<Rich.Span> spans = new ArrayList<>();
        String[] parts = template.replace('~', '\u00a0').split("\\*");
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                spans.add(new Rich.Span(filled(parts[i], arguments), i % 2 == 1));
            }
        }
        return new Rich(spans);
    }

    private String filled(String part, Object... arguments) {
        return PLACE.matcher(part).replaceAll(place -> Matcher.quoteReplacement(value(place, arguments)));
    }

    private String value(MatchResult place, Object... arguments) {
        Object argument = arguments[Integer.parseInt(place.group(1))];
        if (place.group(2) != null) {
            return place.group(2).split("\\|")[language.form(((Number) argument).longValue())];
        }
        return argument instanceof Number number ? numbers.count(number.longValue()) : argument.toString();
    }
}
