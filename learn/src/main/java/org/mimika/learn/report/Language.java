package org.mimika.learn.report;

import java.util.Locale;

/** The languages that a report is written in. */
public enum Language {
    EN,
    RU;

    /** As in HTML and in the names of files: {@code en}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same: as it is typed and as help shows it. */
    @Override
    public String toString() {
        return tag();
    }

    /** Which of a word's forms goes with a number: 0 for one, and so on; English has two forms, Russian three. */
    int form(long n) {
        if (this == EN) {
            return n == 1 ? 0 : 1;
        }
        long tens = n / 10 % 10;
        long ones = n % 10;
        if (tens == 1 || ones == 0 || ones >= 5) {
            return 2;
        }
        return ones == 1 ? 0 : 1;
    }
}
