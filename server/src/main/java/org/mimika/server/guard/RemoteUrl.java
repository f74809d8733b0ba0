package org.mimika.server.guard;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mimika.core.MimikaException;

/**
 * An address read so strictly that no two readers can disagree on the host that it names.
 *
 * @param uri the whole of it, with its user and password if it has them
 * @param host in lower case, IPv6 without brackets
 * @param port as written, or the scheme's own
 */
record RemoteUrl(URI uri, String host, int port) {
    private static final int LONGEST = 2048;
    private static final Pattern SHAPE = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]*)://" // scheme
                    + "(?:([A-Za-z0-9._~!$&'()*+,;=:%-]*)@)?" // user and password
                    + "([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])" // host
                    + "(?::(\\d{1,5}))?" // port
                    + "([/?][\\x21-\\x7e&&[^\\\\#]]*)?"); // path and query
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    /** A name that ends so is a number to some resolvers: 2130706433, 0x7f.1, 127.1, 0177.0.0.1. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    static RemoteUrl parse(String text, Collection<String> schemes, boolean userAllowed) {
        Matcher matcher = SHAPE.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            throw new MimikaException("the address is not understood: expected " + String.join(" or ", schemes)
                    + ", ://, a host name in ASCII, and at most " + LONGEST + " characters without blanks or #");
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        if (!schemes.contains(scheme)) {
            throw new MimikaException("addresses of the kind " + clipped(scheme) + ":// are not read here: expected "
                    + String.join(" or ", schemes));
        }
        if (matcher.group(2) != null && !userAllowed) {
            throw new MimikaException("an address with a user or password before its host is not taken: leave out"
                    + " what stands before the @");
        }
        String host = host(matcher.group(3));
        int port = matcher.group(4) == null ? ownPort(scheme) : Integer.parseInt(matcher.group(4));
        if (port < 1 || port > 65535) {
            throw new MimikaException(host + ":" + port + ": expected a port from 1 to 65535");
        }
        return new RemoteUrl(uri(text, matcher.group(3), host), host, port);
    }

    private static String host(String written) {
        String host = written.toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            String inner = host.substring(1, host.length() - 1);
            if (Literals.parse(inner).isEmpty() || inner.indexOf(':') < 0) {
                throw new MimikaException(host + " is no IPv6 address");
            }
            return inner;
        }
        if (NUMERIC.matcher(host).matches() && Literals.parse(host).isEmpty()) {
            throw new MimikaException(
                    clipped(host) + " is no IPv4 address: expected four decimal numbers without leading zeros");
        }
        if (host.length() > 253 || !NAME.matcher(host).matches()) {
            throw new MimikaException(clipped(host) + " is no host name");
        }
        return host;
    }

    private static URI uri(String text, String written, String host) {
        try {
            URI uri = new URI(text);
            if (written.equals(uri.getHost())) {
                return uri;
            }
        } catch (URISyntaxException ignored) { // its message would repeat the address, password and all
        }
        throw new MimikaException("the address at " + clipped(host)
                + " has characters that must be written as %XX: check what follows the host");
    }

    private static int ownPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            case "rtsp" -> 554;
            case "rtsps" -> 322;
            default -> throw new IllegalArgumentException("no port is known for " + scheme);
        };
    }

    private static String clipped(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    /** Without user, password, path and query, any of which may be a secret. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ":" + port;
    }
}
