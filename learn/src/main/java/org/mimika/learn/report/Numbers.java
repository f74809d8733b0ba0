package org.mimika.learn.report;

import java.util.Locale;
import org.mimika.learn.compare.Share;
import org.mimika.learn.eval.Interval;

/** How figures are written in a language. What is undefined is a dash. Immutable. */
final class Numbers {
    static final String NONE = "–";

    /** Keeps a number and its unit on one line. */
    static final String TIE = "\u00a0";

    private final Language language;

    Numbers(Language language) {
        this.language = language;
    }

    /** 66.3%. */
    String percent(double share) {
        return percent(share, 1);
    }

    /** With so many decimals. */
    String percent(double share, int decimals) {
        return Double.isNaN(share) ? NONE : fixed(100 * share, decimals) + (language == Language.RU ? TIE : "") + "%";
    }

    /** A share along an axis whose title has the unit. */
    String tick(double share) {
        return given(100 * share);
    }

    /** How many times: one decimal, two where it is small. */
    String ratio(double ratio) {
        return fixed(ratio, ratio < 1.95 ? 2 : 1);
    }

    /** 64.8–67.9%. */
    String percents(Interval interval) {
        return Double.isNaN(interval.lo()) ? NONE : fixed(100 * interval.lo(), 1) + "–" + percent(interval.hi());
    }

    /** 66.3% (64.8–67.9%). */
    String share(Share share) {
        return percent(share.accuracy()) + " (" + percents(share.ci95()) + ")";
    }

    /** In hundredths, with its sign: +3.2. */
    String points(double difference) {
        return sign(100 * difference) + fixed(Math.abs(100 * difference), 1);
    }

    /** +1.5 … +4.9. */
    String points(Interval interval) {
        return points(interval.lo()) + TIE + "…" + TIE + points(interval.hi());
    }

    /** Three digits that count: 136, 11.5, 0.412. */
    String figure(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        int decimals = size >= 99.95 || size == 0 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : size >= 0.0995 ? 3 : 4;
        return size >= 999.5 ? count(Math.round(value)) : fixed(value, decimals);
    }

    /** 2.21–2.34. */
    String figures(Interval interval) {
        return Double.isNaN(interval.lo()) ? NONE : figure(interval.lo()) + "–" + figure(interval.hi());
    }

    /** With all its digits, but no more than four decimals: a figure that somebody else gave. */
    String given(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
        return Double.isNaN(value) ? NONE : local(text);
    }

    /** With so many decimals. */
    String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        // -0.0 is nothing, whatever rounded to it.
        boolean nothing = text.startsWith("-") && Double.parseDouble(text) == 0;
        return local(nothing ? text.substring(1) : text);
    }

    /** 3,589; in Russian 3589, and 28 709 with a blank. */
    String count(long value) {
        String digits = Long.toString(Math.abs(value));
        StringBuilder grouped = new StringBuilder(digits);
        boolean russian = language == Language.RU;
        if (!russian || digits.length() > 4) {
            for (int at = digits.length() - 3; at > 0; at -= 3) {
                grouped.insert(at, russian ? TIE : ",");
            }
        }
        return (value < 0 ? "−" : "") + grouped;
    }

    /** 0.041, or that it is less than 0.001. */
    String p(double p) {
        return p < 0.001 ? "<" + TIE + local("0.001") : fixed(p, 3);
    }

    /** The same as a statement: p = 0.041. */
    String pIs(double p) {
        return "p" + TIE + (p < 0.001 ? p(p) : "=" + TIE + p(p));
    }

    /** A count in millions. */
    String millions(long value) {
        return figure(value / 1e6);
    }

    private String sign(double value) {
        return Math.abs(value) < 0.05 ? "" : value < 0 ? "−" : "+";
    }

    private String local(String text) {
        String signed = text.replace('-', '−');
        return language == Language.RU ? signed.replace('.', ',') : signed;
    }
}
