package org.mimika.video.live;

import java.util.Objects;
import java.util.function.Supplier;
import org.mimika.video.FrameSource;

/**
 * What a session plays.
 *
 * @param name what to call it in messages
 * @param lasting whether it is worth coming back to when it fails, stalls or, being live, ends: a camera or an address
 *     is; a file, or somebody who left, is not
 * @param opener opens it, each time anew; may take its time, and may throw
 *     {@link org.mimika.core.MimikaException}. The session closes what it gives
 */
public record LiveInput(String name, boolean lasting, Supplier<FrameSource> opener) {
    /** Validates. */
    public LiveInput {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(opener, "opener");
    }
}
