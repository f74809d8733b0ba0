package org.mimika.server.rules;

import java.time.Duration;

/**
 * How webhooks are tried.
 *
 * @param attempts how often in all, at least once
 * @param firstPause before the second attempt; each further pause is three times as long
 * @param longestPause the longest pause, also if the receiver asks for a longer one
 * @param timeout how long one attempt may take from the connection to the answer
 * @param queue how many events may wait for one receiver; over it the oldest is dropped
 */
public record WebhookOptions(int attempts, Duration firstPause, Duration longestPause, Duration timeout, int queue) {
    /** Five attempts over some forty seconds, a minute's longest pause, ten seconds an attempt, 256 events. */
    public static final WebhookOptions DEFAULTS =
            new WebhookOptions(5, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(10), 256);

    /** Validates. */
    public WebhookOptions {
        if (attempts < 1
                || firstPause.isNegative()
                || longestPause.compareTo(firstPause) < 0
                || timeout.isNegative()
                || timeout.isZero()
                || queue < 1) {
            throw new IllegalArgumentException("webhooks: attempts=" + attempts + " firstPause=" + firstPause
                    + " longestPause=" + longestPause + " timeout=" + timeout + " queue=" + queue);
        }
    }

    /** How long to wait after a failed attempt, the first being 1. */
    Duration pauseAfter(int attempt) {
        Duration pause = firstPause;
        for (int i = 1; i < attempt && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(3);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
