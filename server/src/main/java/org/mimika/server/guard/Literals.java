package org.mimika.server.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses written as numbers, in the one form that every resolver reads alike. Never asks a name server. */
final class Literals {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private Literals() {}

    /** The address of an IPv4 literal, or of an IPv6 literal without brackets; empty if the text is neither. */
    static Optional<InetAddress> parse(String text) {
        return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
    }

    /** Four decimal numbers; none with a leading zero, which some readers take for octal. */
    private static Optional<InetAddress> ipv4(String text) {
        Matcher matcher = IPV4.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            String part = matcher.group(i + 1);
            int value = Integer.parseInt(part);
            if (value > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                return Optional.empty();
            }
            bytes[i] = (byte) value;
        }
        return Optional.of(ofBytes(bytes));
    }

    /** Brackets make the JDK read a literal or fail: without them it may ask a name server. No scope is taken. */
    private static Optional<InetAddress> ipv6(String text) {
        if (!IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName('[' + text + ']'));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The address of 4 or 16 bytes. */
    static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(bytes.length + " bytes are no address", e);
        }
    }

    /** As it stands in an address: IPv6 in brackets and without its scope. */
    static String inUrl(InetAddress address) {
        String text = plain(address);
        return text.indexOf(':') >= 0 ? '[' + text + ']' : text;
    }

    /** The number without a name and without a scope. */
    static String plain(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
