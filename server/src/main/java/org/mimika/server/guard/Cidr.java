package org.mimika.server.guard;

import java.net.InetAddress;
import org.mimika.core.MimikaException;

/**
 * A range of addresses: {@code 192.168.0.0/16}, {@code fd00::/8}.
 *
 * @param network the first address of the range, IPv4 or IPv6; every bit after the prefix is zero
 * @param prefix how many leading bits all addresses of the range share: 0 to 32, or to 128 for IPv6
 */
public record Cidr(InetAddress network, int prefix) {
    /** Validates. */
    public Cidr {
        byte[] bytes = network.getAddress();
        if (prefix < 0 || prefix > bytes.length * 8) {
            throw new IllegalArgumentException("prefix " + prefix + " of " + bytes.length * 8 + " bits");
        }
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            if (bit(bytes, bit) != 0) {
                throw new IllegalArgumentException(Literals.plain(network) + " has bits after the first " + prefix);
            }
        }
    }

    /**
     * Reads {@code ADDRESS/BITS}; a lone address is a range of one.
     *
     * @throws MimikaException if it is no such range, or if the address has bits outside the prefix
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = Literals.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new MimikaException(
                        "'" + text + "' is no range of addresses: expected for example 192.168.0.0/16 or fd00::/8"));
        int bits = address.getAddress().length * 8;
        String digits = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
        if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > bits) {
            throw new MimikaException("'" + text + "': expected 0 to " + bits + " after the slash");
        }
        int prefix = Integer.parseInt(digits);
        InetAddress network = masked(address, prefix);
        if (!network.equals(address)) {
            throw new MimikaException("'" + text + "' begins within its range: did you mean " + Literals.plain(network)
                    + "/" + prefix + "?");
        }
        return new Cidr(network, prefix);
    }

    /** Whether the address lies in the range; one of the other family never does. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == network.getAddress().length
                && masked(address, prefix).equals(network);
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return Literals.ofBytes(bytes);
    }

    private static int bit(byte[] bytes, int index) {
        return bytes[index / 8] >> (7 - index % 8) & 1;
    }

    @Override
    public String toString() {
        return Literals.plain(network) + "/" + prefix;
    }
}
