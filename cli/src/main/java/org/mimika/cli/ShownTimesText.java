package org.mimika.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mimika.core.Emotion;

/** Shown times as text, a few lines for each person. */
final class ShownTimesText {
    private static final int COLUMNS = 60;
    private static final int BAR = 40;
    /** One letter each, in label order. */
    private static final String LETTERS = "ADFHSUN";

    private ShownTimesText() {}

    /** The summary, with a line feed at its end. */
    static String of(ShownTimes times) {
        StringBuilder text = new StringBuilder();
        for (int track : times.spans().keySet()) {
            person(text, times, track);
        }
        text.append("A angry  D disgust  F fear  H happy  S sad  U surprise  N neutral  . not in the picture\n");
        return text.toString();
    }

    private static void person(StringBuilder text, ShownTimes times, int track) {
        Map<Emotion, Long> totals = times.totals(track);
        long seen = totals.values().stream().mapToLong(Long::longValue).sum();
        line(text, "Person %d, in the picture for %.1f of %.1f s%n", track, seen / 1e3, times.millis() / 1e3);
        List<Map.Entry<Emotion, Long>> longestFirst = totals.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        for (Map.Entry<Emotion, Long> shown : longestFirst) {
            double share = seen == 0 ? 0 : (double) shown.getValue() / seen;
            line(
                    text,
                    "  %-9s %6.1f s %4.0f%%  %s%n",
                    shown.getKey().label(),
                    shown.getValue() / 1e3,
                    100 * share,
                    "=".repeat((int) Math.round(BAR * share)));
        }
        text.append("  ");
        for (Emotion emotion : times.course(track, COLUMNS)) {
            text.append(emotion == null ? '.' : LETTERS.charAt(emotion.ordinal()));
        }
        text.append("\n\n");
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
