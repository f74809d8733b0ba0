package org.mimika.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;

class CidrTest {
    @Property(tries = 300)
    void containsWhatSharesItsLeadingBitsV4(
            @ForAll @Size(4) byte[] a, @ForAll @Size(4) byte[] b, @ForAll @IntRange(max = 32) int prefix) {
        assertAgreesWithNumbers(a, b, prefix);
    }

    @Property(tries = 300)
    void containsWhatSharesItsLeadingBitsV6(
            @ForAll @Size(16) byte[] a, @ForAll @Size(16) byte[] b, @ForAll @IntRange(max = 128) int prefix) {
        a[0] |= 1; // no IPv4 inside: Java would make it one
        b[0] |= 1;
        assertAgreesWithNumbers(a, b, prefix);
    }

    /** The oracle shifts whole numbers. */
    private static void assertAgreesWithNumbers(byte[] a, byte[] b, int prefix) {
        int rest = a.length * 8 - prefix;
        BigInteger first = new BigInteger(1, a).shiftRight(rest);
        byte[] network = new byte[a.length];
        byte[] number = first.shiftLeft(rest).toByteArray();
        int length = Math.min(number.length, a.length);
        System.arraycopy(number, number.length - length, network, a.length - length, length);
        if (a.length == 16 && prefix < 8 && network[0] == 0) {
            return; // ::/n is IPv4's own land
        }
        Cidr range = new Cidr(Literals.ofBytes(network), prefix);

        assertTrue(range.contains(Literals.ofBytes(a)));
        assertEquals(first.equals(new BigInteger(1, b).shiftRight(rest)), range.contains(Literals.ofBytes(b)));
        assertEquals(range, Cidr.parse(range.toString()));
    }

    @Test
    void aLoneAddressIsARangeOfOne() throws Exception {
        Cidr one = Cidr.parse("10.1.2.3");
        assertTrue(one.contains(InetAddress.getByName("10.1.2.3")));
        assertFalse(one.contains(InetAddress.getByName("10.1.2.2")));
        assertEquals(128, Cidr.parse("::1").prefix());
    }

    @Test
    void familiesDoNotMix() throws Exception {
        assertFalse(Cidr.parse("0.0.0.0/0").contains(InetAddress.getByName("2000::1")));
        assertFalse(Cidr.parse("::/0").contains(InetAddress.getByName("10.0.0.1")));
    }

    @Test
    void bitsOutsideThePrefixAreNamedAndMended() {
        MimikaException refused = assertThrows(MimikaException.class, () -> Cidr.parse("192.168.1.7/16"));
        assertEquals("'192.168.1.7/16' begins within its range: did you mean 192.168.0.0/16?", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Cidr(InetAddress.getByName("10.0.0.1"), 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "010.0.0.0/8",
                "256.0.0.0/8",
                "localhost/8",
                "fe80::%eth0/64",
                "fe80::/129",
                "[fe80::]/64",
                "0x0a.0.0.0/8",
                "1::2::3/64",
                "10.0.0.0/99999999999"
            })
    void everythingElseIsRefused(String text) {
        assertTrue(assertThrows(MimikaException.class, () -> Cidr.parse(text))
                .getMessage()
                .startsWith("'" + text + "'"));
    }
}
