package org.mimika.server.guard;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The ranges that are not the public Internet, after IANA's registries of special-purpose addresses (RFC 6890 and its
 * successors), and the IPv4 addresses that IPv6 addresses carry inside them.
 */
final class SpecialRanges {
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
    private static final Cidr TEREDO = Cidr.parse("2001::/32");
    private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");

    private static final List<Range> RANGES = List.of(
            range("0.0.0.0/8", "an address of this very network"),
            range("10.0.0.0/8", "a private address"),
            range("100.64.0.0/10", "an address shared by a provider's customers"),
            range("127.0.0.0/8", "this machine itself"),
            range("169.254.0.0/16", "a link-local address"),
            range("172.16.0.0/12", "a private address"),
            range("192.0.0.0/24", "a reserved address"),
            range("192.0.2.0/24", "a documentation address"),
            range("192.88.99.0/24", "a reserved address"),
            range("192.168.0.0/16", "a private address"),
            range("198.18.0.0/15", "a benchmarking address"),
            range("198.51.100.0/24", "a documentation address"),
            range("203.0.113.0/24", "a documentation address"),
            range("224.0.0.0/4", "a multicast address"),
            range("240.0.0.0/4", "a reserved or broadcast address"),
            // Public by its number, but inside Azure it is the host under the machine.
            range("168.63.129.16/32", "a cloud's own service"),
            range("::/128", "the unspecified address"),
            range("::1/128", "this machine itself"),
            range("fc00::/7", "a private address"),
            range("fe80::/10", "a link-local address"),
            range("fec0::/10", "a private address"),
            range("ff00::/8", "a multicast address"),
            range("2001:2::/48", "a benchmarking address"),
            range("2001:10::/28", "a reserved address"),
            range("2001:20::/28", "a reserved address"),
            range("2001:db8::/32", "a documentation address"),
            range("3fff::/20", "a documentation address"));

    /** A range that is not public, and what its addresses are. */
    record Range(Cidr cidr, String what) {}

    private SpecialRanges() {}

    /** The range that makes an address not public; empty for a public one. What it carries inside is not looked at. */
    static Optional<Range> of(InetAddress address) {
        Optional<Range> known =
                RANGES.stream().filter(range -> range.cidr().contains(address)).findFirst();
        boolean outside =
                address.getAddress().length == 16 && !GLOBAL_UNICAST.contains(address) && !NAT64.contains(address);
        return known.isEmpty() && outside ? Optional.of(new Range(new Cidr(address, 128), "no public address")) : known;
    }

    /**
     * The IPv4 addresses that packets for an IPv6 address may end at: NAT64 (RFC 6052), 6to4 (RFC 3056), Teredo's server
     * and client (RFC 4380), ISATAP (RFC 5214). Mapped ones (RFC 4291) Java has already made IPv4.
     */
    static List<InetAddress> inside(InetAddress address) {
        byte[] bytes = address.getAddress();
        List<InetAddress> inside = new ArrayList<>();
        if (bytes.length != 16) {
            return inside;
        }
        if (NAT64.contains(address)) {
            inside.add(ipv4(bytes, 12, 0));
        }
        if (SIX_TO_FOUR.contains(address)) {
            inside.add(ipv4(bytes, 2, 0));
        }
        if (TEREDO.contains(address)) {
            inside.add(ipv4(bytes, 4, 0));
            inside.add(ipv4(bytes, 12, 0xff));
        }
        if ((bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe) {
            inside.add(ipv4(bytes, 12, 0));
        }
        return inside;
    }

    private static InetAddress ipv4(byte[] bytes, int from, int mask) {
        byte[] four = Arrays.copyOfRange(bytes, from, from + 4);
        for (int i = 0; i < four.length; i++) {
            four[i] ^= (byte) mask;
        }
        return Literals.ofBytes(four);
    }

    private static Range range(String cidr, String what) {
        return new Range(Cidr.parse(cidr), what);
    }
}
