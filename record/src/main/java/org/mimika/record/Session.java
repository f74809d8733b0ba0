package org.mimika.record;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One recorded run of one source.
 *
 * @param id its number in the file, from 1
 * @param source what the user called the source: a path or an address
 * @param model the model that read the faces when it began
 * @param started when recording began, in milliseconds
 * @param ended when it was closed; empty while it is being recorded, and where it was broken off
 * @param frames how many frames are kept
 * @param faces how many faces are kept, over all frames
 */
public record Session(
        long id, String source, String model, Instant started, Optional<Instant> ended, long frames, long faces) {
    /** Validates. */
    public Session {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(ended, "ended");
        if (id < 1 || frames < 0 || faces < 0) {
            throw new IllegalArgumentException("session " + id + ": " + frames + " frames, " + faces + " faces");
        }
    }
}
