package org.mimika.learn.chart;

import java.util.ArrayList;
import java.util.List;

/** How wide text may become, whichever font draws it: the widths of DejaVu Sans, a wide one, rounded up. */
final class TextWidth {
    /** Bold letters are so much wider. */
    private static final double BOLD = 1.16;

    /** By width in thousandths of the size: the letters that have it. Others count as the widest letter. */
    private static final String[][] CLASSES = {
        {"300", "'IJijl"},
        {"350", " \u00a0,./:;\\|·"},
        {"400", "()-[]ft"},
        {"450", "!r"},
        {"500", "\"*_`–"},
        {"550", "?cszгзсэ"},
        {"600", "FLkvxyвтухчь"},
        {"650", "$0123456789EPSTYabdeghnopqu{}ГЕЗРТУабеийклоряёЁ«»"},
        {"700", "ABCKRVXZАБВСХЧЬЭЯднпц"},
        {"750", "NUИЙКъ"},
        {"800", "&DGHOQДЛНОПЦмы"},
        {"850", "#+<=>^w~Ъю×±−≥≤≈"},
        {"900", "MМФЫф"},
        {"950", "%жшщ"},
        {"1000", "@Wm—…"},
    };

    private static final double WIDEST = 1.1;

    private TextWidth() {}

    /** The width in units of the drawing. */
    static double of(String text, double size) {
        return text.codePoints().mapToDouble(TextWidth::of).sum() * size;
    }

    /** The same of bold text. */
    static double ofBold(String text, double size) {
        return BOLD * of(text, size);
    }

    /** The text, or as much of it as fits, and an ellipsis. */
    static String fit(String text, double size, double width) {
        if (of(text, size) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        double left = width - of("…", size);
        for (int c : text.codePoints().toArray()) {
            left -= of(c) * size;
            if (left < 0) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.toString().strip() + "…";
    }

    /** The text in lines, broken between words; the last line ends in an ellipsis where there is more. */
    static List<String> wrap(String text, double size, double width, int most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        String[] words = text.strip().split(" +");
        for (int i = 0; i < words.length; i++) {
            String longer = line.isEmpty() ? words[i] : line + " " + words[i];
            if (line.isEmpty() || of(longer, size) <= width) {
                line = longer;
            } else if (lines.size() == most - 1) {
                return plus(lines, fit(line + " " + String.join(" ", rest(words, i)), size, width));
            } else {
                lines.add(fit(line, size, width));
                line = words[i];
            }
        }
        return plus(lines, fit(line, size, width));
    }

    private static List<String> plus(List<String> lines, String last) {
        lines.add(last);
        return lines;
    }

    private static List<String> rest(String[] words, int from) {
        return List.of(words).subList(from, words.length);
    }

    private static double of(int c) {
        for (String[] width : CLASSES) {
            if (width[1].indexOf(c) >= 0) {
                return Integer.parseInt(width[0]) / 1000.0;
            }
        }
        return WIDEST;
    }
}
