package org.mimika.server.guard;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mimika.core.MimikaException;

/**
 * Whether a request is meant for this server, and comes from a page of it.
 *
 * <p>A page elsewhere can point a name of its own at this machine (DNS rebinding); its browser then sends that name in
 * {@code Host}. So {@code Host} must be a name of this server: on loopback {@code localhost}, {@code 127.0.0.1} and
 * {@code [::1]} at its port; bound to every address, also any number, since numbers cannot be rebound; and the names
 * given. A page's {@code Origin} must equal the {@code Host} that it calls, in scheme, host and port. Immutable.
 */
public final class HostCheck {
    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::(\\d{1,5}))?");

    private final int port;
    private final boolean anyNumber;
    private final Set<Site> sites = new HashSet<>();

    /** Scheme, host in lower case and port of what a browser may call. */
    private record Site(String scheme, String host, int port) {}

    /**
     * A check for a server that speaks plain HTTP.
     *
     * @param bound the address or name it listens on, IPv6 without brackets
     * @param port the port it really has, not 0
     * @param names further names of it, behind a proxy for example: {@code name}, {@code name:port} or
     *     {@code https://name[:port]}; one without a port is at the server's own, or at its scheme's if it has one
     * @throws MimikaException if a name is not understood
     */
    public HostCheck(String bound, int port, Collection<String> names) {
        this.port = port;
        InetAddress number = Literals.parse(bound).orElse(null);
        this.anyNumber = number != null && number.isAnyLocalAddress();
        boolean loopback = number == null ? bound.equalsIgnoreCase("localhost") : number.isLoopbackAddress();
        if (loopback || anyNumber) {
            for (String host : List.of("localhost", "127.0.0.1", canonical("[::1]"))) {
                sites.add(new Site("http", host, port));
            }
        }
        if (!anyNumber) {
            sites.add(new Site("http", number == null ? bound.toLowerCase(Locale.ROOT) : Literals.inUrl(number), port));
        }
        names.forEach(name -> sites.add(configured(name)));
    }

    private Site configured(String name) {
        int mark = name.indexOf("://");
        String scheme = mark < 0 ? "http" : name.substring(0, mark).toLowerCase(Locale.ROOT);
        Site site = site(scheme, mark < 0 ? name : name.substring(mark + 3), mark < 0 ? port : ownPort(scheme));
        if (site == null || site.port() < 1) {
            throw new MimikaException(
                    "'" + name + "' is no name of a server: expected for example faces.example.org:7070 or"
                            + " https://faces.example.org");
        }
        return site;
    }

    /** Whether a request's {@code Host} header names this server; null, none, does not. */
    public boolean names(String host) {
        return host != null && sites(host).findAny().isPresent();
    }

    /**
     * Whether a request's {@code Host} is the name of a site that browsers reach by https, through a proxy. It follows
     * from the names given alone: what a request says of its own way here, anybody could say.
     */
    public boolean isSecure(String host) {
        return host != null && sites(host).anyMatch(site -> site.scheme().equals("https"));
    }

    /**
     * Whether a request with these headers may come from a page of this server.
     *
     * @param host its {@code Host}
     * @param origin its {@code Origin}; null, none, means that no browser's page sent it, and passes; the text
     *     {@code null}, which a browser sends for a page that is nobody's, does not
     */
    public boolean sameOrigin(String host, String origin) {
        if (origin == null) {
            return true;
        }
        int mark = origin.indexOf("://");
        if (host == null || mark < 0) {
            return false;
        }
        String scheme = origin.substring(0, mark).toLowerCase(Locale.ROOT);
        Site site = site(scheme, origin.substring(mark + 3), ownPort(scheme));
        return site != null && sites(host).anyMatch(site::equals);
    }

    /** The sites of this server that a Host header can mean: one without a port means its scheme's own. */
    private Stream<Site> sites(String host) {
        Stream<Site> known =
                sites.stream().filter(site -> site.equals(site(site.scheme(), host, ownPort(site.scheme()))));
        Site plain = site("http", host, ownPort("http"));
        boolean number = anyNumber && plain != null && plain.port() == port && isNumber(plain.host());
        return number ? Stream.of(plain) : known;
    }

    private static boolean isNumber(String host) {
        return Literals.parse(host.replaceAll("^\\[|\\]$", "")).isPresent();
    }

    /** Null if it is none. */
    private static Site site(String scheme, String authority, int ownPort) {
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            return null;
        }
        String host = matcher.group(1).toLowerCase(Locale.ROOT);
        int port = matcher.group(2) == null ? ownPort : Integer.parseInt(matcher.group(2));
        return new Site(scheme, canonical(host), port);
    }

    /** IPv6 numbers in one spelling, brackets kept. */
    private static String canonical(String host) {
        return host.startsWith("[")
                ? Literals.parse(host.substring(1, host.length() - 1))
                        .map(number -> '[' + Literals.plain(number) + ']')
                        .orElse(host)
                : host;
    }

    private static int ownPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }
}
