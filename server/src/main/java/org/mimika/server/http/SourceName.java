package org.mimika.server.http;

import java.util.Optional;

/** What a client calls a source: part of a line in messages, tables and the log. */
final class SourceName {
    private static final int LONGEST = 100;

    private SourceName() {}

    /**
     * The name without blanks around it; empty where nothing else is in it.
     *
     * @throws Problem if it is too long or has control characters
     */
    static Optional<String> of(String given) {
        if (given.codePointCount(0, given.length()) > LONGEST || given.chars().anyMatch(Character::isISOControl)) {
            throw Problem.bad(
                    "the name is too long or has control characters: expected " + LONGEST + " characters at most");
        }
        return Optional.of(given.strip()).filter(name -> !name.isEmpty());
    }
}
