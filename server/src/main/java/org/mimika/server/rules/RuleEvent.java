package org.mimika.server.rules;

import java.time.Instant;
import java.util.Objects;

/**
 * A rule's condition has come true.
 *
 * @param id unlike that of any other event, of this process or another
 * @param rule as it was then
 * @param sighting whom it was seen on, and when
 * @param at by the clock of this machine
 */
public record RuleEvent(String id, Rule rule, Sighting sighting, Instant at) {
    /** Validates. */
    public RuleEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(sighting, "sighting");
        Objects.requireNonNull(at, "at");
    }

    /**
     * Who showed the emotion, where and when.
     *
     * @param source the source's id
     * @param track the identity in it, from 1; 0 for all in view together
     * @param confidence the smoothed score of the rule's emotion; of all together, their mean
     * @param ptsMillis the frame's time in the source
     * @param heldMillis how long the score had been over the rule's value
     */
    public record Sighting(String source, int track, float confidence, long ptsMillis, long heldMillis) {}
}
