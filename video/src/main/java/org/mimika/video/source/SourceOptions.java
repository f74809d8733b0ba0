package org.mimika.video.source;

import java.time.Duration;
import java.util.Objects;

/**
 * How sources are opened.
 *
 * @param decoderThreads threads that the decoder may use, 1 to 64
 * @param maxPixels the largest picture that is decoded, in pixels; a larger one is an error, so that a hostile file
 *     cannot claim the whole memory
 * @param timeout how long a stream may stay silent before it counts as broken off; a camera may be silent for ever
 */
public record SourceOptions(int decoderThreads, long maxPixels, Duration timeout) {
    /** Two threads or as many as there are cores, pictures up to 80 megapixels (16K video is 133, 8K is 33), 10 s. */
    public static final SourceOptions DEFAULTS = new SourceOptions(
            Math.min(2, Runtime.getRuntime().availableProcessors()), 80_000_000L, Duration.ofSeconds(10));

    /** Validates. */
    public SourceOptions {
        Objects.requireNonNull(timeout, "timeout");
        if (decoderThreads < 1 || decoderThreads > 64 || maxPixels < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "decoderThreads=" + decoderThreads + " maxPixels=" + maxPixels + " timeout=" + timeout);
        }
    }
}
