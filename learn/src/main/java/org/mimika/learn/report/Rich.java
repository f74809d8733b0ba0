package org.mimika.learn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text of which some stands out.
 *
 * @param spans one after the other
 */
record Rich(List<Span> spans) {
    Rich {
        spans = List.copyOf(spans);
    }

    /**
     * A piece of it.
     *
     * @param text to be escaped by whoever writes it
     * @param strong whether it stands out
     */
    record Span(String text, boolean strong) {}

    static Rich plain(String text) {
        return new Rich(List.of(new Span(text, false)));
    }

    /** This text, a blank, and the other. */
    Rich then(Rich other) {
        List<Span> all = new ArrayList<>(spans);
        all.add(new Span(" ", false));
        all.addAll(other.spans);
        return new Rich(all);
    }

    String text() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }
}
