package org.mimika.server.guard;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * An address that may be reached, and where it led when it was judged. A name may lead elsewhere a moment later, so
 * whoever connects must connect to {@link #addresses()} and not resolve {@link #host()} again.
 *
 * @param uri the whole of it, with its user and password if it has them: not for logs
 * @param host the name or number in it, in lower case, IPv6 without brackets
 * @param port as written, or the scheme's own
 * @param addresses all that the name led to, each of them permitted; at least one
 */
public record VettedAddress(URI uri, String host, int port, List<InetAddress> addresses) {
    /** Validates and copies. */
    public VettedAddress {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no address of " + host);
        }
    }

    /**
     * The same with a number for the host: a reader of it asks no name server. For {@code rtsp} and {@code http}; over
     * TLS the certificate is checked against the name, which must therefore stay.
     *
     * @throws IllegalStateException for a scheme over TLS
     */
    public URI pinned() {
        if (uri.getScheme().endsWith("s")) {
            throw new IllegalStateException(uri.getScheme() + " needs its host's name");
        }
        try {
            StringBuilder text = new StringBuilder(uri.getScheme()).append("://");
            if (uri.getRawUserInfo() != null) {
                text.append(uri.getRawUserInfo()).append('@');
            }
            text.append(Literals.inUrl(addresses.get(0))).append(':').append(port);
            text.append(uri.getRawPath());
            if (uri.getRawQuery() != null) {
                text.append('?').append(uri.getRawQuery());
            }
            return new URI(text.toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("an address that was taken is none with a number for its host", e);
        }
    }

    /** Without user, password, path and query, any of which may be a secret. */
    @Override
    public String toString() {
        return new RemoteUrl(uri, host, port).toString();
    }
}
