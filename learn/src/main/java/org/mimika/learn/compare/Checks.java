package org.mimika.learn.compare;

/** What records refuse, in one wording. */
final class Checks {
    private Checks() {}

    static String line(String what, String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " '" + text.strip() + "': expected text of one line");
        }
        return text;
    }

    static void atLeast(String what, long least, long value) {
        require(value >= least, what, value, "at least " + least);
    }

    /** NaN passes: it stands for an undefined figure. */
    static void share(String what, double value) {
        require(Double.isNaN(value) || value >= 0 && value <= 1, what, value, "0 to 1");
    }

    /** NaN passes: it stands for an unknown figure. */
    static void notNegative(String what, double value) {
        require(Double.isNaN(value) || value >= 0 && value < Double.POSITIVE_INFINITY, what, value, "0 or more");
    }

    static void positive(String what, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, what, value, "above 0");
    }

    static void require(boolean holds, String what, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(what + " is " + value + ": expected " + expected);
        }
    }
}
