package org.mimika.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mimika.core.MimikaException;
import org.mimika.server.guard.AccessToken;

/**
 * Where a server listens, and what it lets out and in.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any that is free
 * @param names other names that requests may know it by, those of a proxy for example: {@code name} or
 *     {@code name:port}, with {@code https://} before it where browsers come that way
 * @param token what clients must show; required where it listens for other machines
 */
public record WebOptions(
        String host,
        int port,
        List<String> names,
        Optional<AccessToken> token,
        Presentation presentation,
        Limits limits) {
    /** Validates. */
    public WebOptions {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(presentation, "presentation");
        Objects.requireNonNull(limits, "limits");
        names = List.copyOf(names);
        if (token.isEmpty() && !isLoopback(host)) {
            throw new MimikaException("a server that listens on " + host
                    + " can be reached by other machines: give it a token, or let it listen on 127.0.0.1");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": expected 0 to 65535");
        }
    }

    /** Whether only this machine can reach a server that listens there. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new MimikaException("there is no address " + host + " to listen on", e);
        }
    }
}
