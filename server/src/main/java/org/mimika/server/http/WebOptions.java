package org.mimika.server.http;

import java.util.Objects;

/**
 * Where a server listens, and what it lets out and in.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any that is free
 */
public record WebOptions(String host, int port, Presentation presentation, Limits limits) {
    /** Validates. */
    public WebOptions {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(presentation, "presentation");
        Objects.requireNonNull(limits, "limits");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": expected 0 to 65535");
        }
    }
}
