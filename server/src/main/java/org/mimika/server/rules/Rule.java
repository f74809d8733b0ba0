package org.mimika.server.rules;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;

/**
 * When to raise an event: someone shows an emotion for a while.
 *
 * @param id names it, unlike any other of its book
 * @param condition what must hold
 * @param source the only source it looks at; empty for all
 * @param webhook where its events are posted too: http or https, in ASCII, without a user
 * @param cooldownMillis how long after an event of a person's none follows of the same person, 0 to a day
 */
public record Rule(
        String id, Condition condition, Optional<String> source, Optional<URI> webhook, long cooldownMillis) {
    private static final long LONGEST_COOLDOWN = Duration.ofDays(1).toMillis();

    /**
     * What must hold: the smoothed score of the emotion stays over a value for a time.
     *
     * @param above from 0, less than 1; the score must be greater
     * @param forMillis how long it must stay there, 0 to an hour; 0 raises at once
     */
    public record Condition(Emotion emotion, double above, long forMillis) {
        private static final long LONGEST = Duration.ofHours(1).toMillis();

        /** Validates. */
        public Condition {
            Objects.requireNonNull(emotion, "emotion");
            if (!(above >= 0 && above < 1)) {
                throw new MimikaException("above is " + above + ": expected 0 or more, and less than 1");
            }
            if (forMillis < 0 || forMillis > LONGEST) {
                throw new MimikaException("for_ms is " + forMillis + ": expected 0 to " + LONGEST);
            }
        }
    }

    /** Validates. */
    public Rule {
        Objects.requireNonNull(condition, "condition");
        if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new MimikaException("a rule's id is 1 to 64 letters, digits, - and _");
        }
        if (source.isPresent() && !source.get().matches("[\\x21-\\x7e]{1,64}")) {
            throw new MimikaException("the rule's source is no source's id: expected one such as s1");
        }
        if (cooldownMillis < 0 || cooldownMillis > LONGEST_COOLDOWN) {
            throw new MimikaException("cooldown_ms is " + cooldownMillis + ": expected 0 to " + LONGEST_COOLDOWN);
        }
        webhook.ifPresent(Rule::validate);
    }

    private static void validate(URI webhook) {
        boolean web = "http".equalsIgnoreCase(webhook.getScheme()) || "https".equalsIgnoreCase(webhook.getScheme());
        if (!web
                || webhook.getHost() == null
                || webhook.getRawUserInfo() != null
                || webhook.getRawFragment() != null
                || webhook.getPort() == 0
                || webhook.getPort() > 65535
                || !webhook.toString().matches("[\\x21-\\x7e]{1,2048}")) {
            throw new MimikaException("the webhook is not understood: expected http:// or https://, a host, and neither"
                    + " a user nor a # in it");
        }
    }

    /** Whether it looks at this source. */
    public boolean watches(String sourceId) {
        return source.isEmpty() || source.get().equals(sourceId);
    }

    /** Without the webhook's path, which may be a secret. */
    @Override
    public String toString() {
        return "rule " + id + ": " + condition.emotion().label() + " over " + condition.above() + " for "
                + condition.forMillis() + " ms";
    }
}
