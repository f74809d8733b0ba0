package org.mimika.server.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.mimika.core.MimikaException;

/**
 * Which addresses the server may reach for a stranger: public ones, and those in the ranges allowed by whoever started
 * it. Without it, whoever may name a stream or a webhook could look into the server's own network through it.
 *
 * <p>A name is judged by all the addresses that it leads to, numbers inside IPv6 addresses included; one that is not
 * permitted refuses the name. Redirects and playlists are new addresses: who follows them must ask again, or not follow.
 *
 * <p>Safe for use by several threads; a check asks a name server and may take seconds.
 */
public final class NetworkPolicy {
    private static final List<String> STREAMS = List.of("rtsp", "rtsps", "http", "https");
    private static final List<String> WEBHOOKS = List.of("https", "http");

    private final List<Cidr> allowed;
    private final Resolver resolver;

    /** A policy that asks the system's resolver. */
    public NetworkPolicy(List<Cidr> allowed) {
        this(allowed, Resolver.system());
    }

    /** A policy that lets through what is public or in {@code allowed}. */
    public NetworkPolicy(List<Cidr> allowed, Resolver resolver) {
        this.allowed = List.copyOf(allowed);
        this.resolver = Objects.requireNonNull(resolver, "resolver");
    }

    /**
     * Judges the address of a stream: rtsp, rtsps, http or https, with a user and password if need be.
     *
     * @throws MimikaException if it is not understood, leads nowhere, or may not be reached; never with its password
     */
    public VettedAddress stream(String address) {
        return vet(RemoteUrl.parse(address, STREAMS, true));
    }

    /**
     * Judges the address of a webhook: http or https, without a user.
     *
     * @throws MimikaException if it is not understood, leads nowhere, or may not be reached; its cause is an
     *     {@link UnknownHostException} where a name server was asked in vain, which may pass
     */
    public VettedAddress webhook(String address) {
        return vet(RemoteUrl.parse(address, WEBHOOKS, false));
    }

    private VettedAddress vet(RemoteUrl url) {
        List<InetAddress> addresses = resolve(url.host());
        for (InetAddress address : addresses) {
            refusal(address).ifPresent(range -> {
                throw refused(url, address, range);
            });
        }
        return new VettedAddress(url.uri(), url.host(), url.port(), addresses);
    }

    private List<InetAddress> resolve(String host) {
        Optional<InetAddress> literal = Literals.parse(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        UnknownHostException cause = null;
        try {
            List<InetAddress> addresses = resolver.resolve(host);
            if (!addresses.isEmpty()) {
                return addresses;
            }
        } catch (UnknownHostException e) {
            cause = e;
        }
        throw new MimikaException(
                host + " is not known: check the name, and that this machine has a name server", cause);
    }

    /** Why an address may not be reached; empty if it may. */
    private Optional<SpecialRanges.Range> refusal(InetAddress address) {
        if (isAllowed(address)) {
            return Optional.empty();
        }
        Optional<SpecialRanges.Range> range = SpecialRanges.of(address);
        if (range.isPresent()) {
            return range;
        }
        return SpecialRanges.inside(address).stream()
                .filter(inner -> !isAllowed(inner))
                .flatMap(inner -> SpecialRanges.of(inner).stream())
                .findFirst();
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address));
    }

    private static MimikaException refused(RemoteUrl url, InetAddress address, SpecialRanges.Range range) {
        String number = Literals.plain(address);
        String where = Literals.parse(url.host()).isPresent() ? url.host() : url.host() + " (" + number + ")";
        return new MimikaException(where + " is " + range.what() + " and is not reached from here: to allow it, start"
                + " the server with --allow-network " + range.cidr());
    }
}
