package org.mimika.video.live;

import java.time.Duration;
import java.util.Objects;

/**
 * Where a session stands.
 *
 * @param state what it does
 * @param reason in one line, why; empty while there is nothing to explain
 * @param attempt how many times in a row it has come back in vain; 0 outside {@link State#RECONNECTING}
 * @param pause how long it waits before this attempt; zero outside {@link State#RECONNECTING}
 */
public record LiveStatus(State state, String reason, int attempt, Duration pause) {
    /** What a session does. */
    public enum State {
        /** The source is being opened for the first time; also before the start. */
        CONNECTING,
        /** Frames come. */
        RUNNING,
        /** The source broke off; it is being waited for, or opened again. */
        RECONNECTING,
        /** The source has ended, or the session was closed. Nothing more comes. */
        ENDED,
        /** It cannot go on. Nothing more comes. */
        FAILED;

        /** Whether nothing more comes. */
        public boolean over() {
            return this == ENDED || this == FAILED;
        }
    }

    /** Validates. */
    public LiveStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(pause, "pause");
        if (reason.indexOf('\n') >= 0 || attempt < 0 || pause.isNegative()) {
            throw new IllegalArgumentException("status " + state + " '" + reason + "' " + attempt + " " + pause);
        }
    }

    static LiveStatus of(State state, String reason) {
        return new LiveStatus(state, reason, 0, Duration.ZERO);
    }
}
