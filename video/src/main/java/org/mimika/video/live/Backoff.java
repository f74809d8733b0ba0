package org.mimika.video.live;

import java.time.Duration;
import java.util.Objects;

/**
 * How a session comes back to a source that broke off: after a pause that doubles with every attempt in vain.
 *
 * @param first the pause before the first attempt, positive
 * @param longest no pause is longer, at least {@code first}
 * @param attempts after so many attempts in vain in a row the session has failed; at least 0, which is: at once
 * @param steady a connection that held this long was not in vain: counting starts anew
 */
public record Backoff(Duration first, Duration longest, int attempts, Duration steady) {
    /** Half a second, then doubling up to half a minute, for ever; ten seconds are steady. */
    public static final Backoff DEFAULT =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), Integer.MAX_VALUE, Duration.ofSeconds(10));

    /** Validates. */
    public Backoff {
        Objects.requireNonNull(steady, "steady");
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || attempts < 0) {
            throw new IllegalArgumentException(
                    "backoff first=" + first + " longest=" + longest + " attempts=" + attempts);
        }
    }

    /**
     * The pause before an attempt.
     *
     * @param attempt counted from 1
     */
    public Duration pause(int attempt) {
        // A doubling more than 40 times is over any limit that a Duration of half a second could be given.
        Duration pause = first.multipliedBy(1L << Math.min(40, attempt - 1));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
