package org.mimika.server.guard;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;

class NetworkPolicyTest {
    private static final String PUBLIC = "93.184.216.34";

    /** A policy for which every name leads to these numbers. */
    private static NetworkPolicy leadingTo(List<Cidr> allowed, String... numbers) {
        List<InetAddress> addresses =
                Arrays.stream(numbers).map(n -> Literals.parse(n).orElseThrow()).toList();
        return new NetworkPolicy(allowed, host -> addresses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "::",
                "::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "2001:db8::1",
                "100::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2002:c0a8:101::1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::1",
                "2001:0:5db8:d822:0:0:f5ff:fffe",
                "2001:0:a00:1:0:0:a247:27dd",
                "2606:4700::5efe:10.0.0.1",
                "2606:4700::200:5efe:c0a8:101"
            })
    void whatIsNotPublicIsRefusedAsANumberAndBehindAName(String number) {
        NetworkPolicy policy = leadingTo(List.of(), number);
        String host = number.contains(":") ? "[" + number + "]" : number;
        for (String url : List.of("rtsp://" + host + "/live", "https://camera.example/live")) {
            MimikaException refused = assertThrows(MimikaException.class, () -> policy.stream(url), url);
            assertTrue(refused.getMessage().contains("--allow-network"), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUBLIC,
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00::1",
                "64:ff9b::1.1.1.1",
                "2002:101:101::1",
                "2001:0:101:101:0:0:fefe:fefe",
                "2606:4700::5efe:1.1.1.1"
            })
    void whatIsPublicPasses(String number) {
        NetworkPolicy policy = leadingTo(List.of(), number);
        InetAddress expected = Literals.parse(number).orElseThrow();
        assertEquals(List.of(expected), policy.webhook("https://hook.example/x").addresses());
    }

    @Test
    void oneBadAddressAmongGoodOnesRefusesTheName() {
        NetworkPolicy policy = leadingTo(List.of(), PUBLIC, "10.0.0.5");
        assertEquals(
                "hook.example (10.0.0.5) is a private address and is not reached from here: to allow it, start the"
                        + " server with --allow-network 10.0.0.0/8",
                assertThrows(MimikaException.class, () -> policy.webhook("http://hook.example/"))
                        .getMessage());
    }

    @Test
    void whatIsAllowedPassesAndNothingBeside() {
        List<Cidr> allowed = List.of(Cidr.parse("192.168.0.0/16"));
        assertDoesNotThrow(() -> leadingTo(allowed, "192.168.3.4").stream("rtsp://camera.lan/1"));
        assertDoesNotThrow(() -> leadingTo(allowed, "64:ff9b::192.168.3.4").webhook("https://x.example/"));
        assertThrows(MimikaException.class, () -> leadingTo(allowed, "10.0.0.1").stream("rtsp://camera.lan/1"));
        assertThrows(
                MimikaException.class,
                () -> leadingTo(allowed, "192.168.3.4", "127.0.0.1").stream("rtsp://camera.lan/1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.1./",
                "http://1.1.1.256/",
                "http://1.1.1.1.1/",
                "http://0x/",
                "http://[::1%25eth0]/",
                "http://[::1]x/",
                "http://[1.1.1.1]/",
                "http://[::g]/",
                "http://::1/",
                "http://good.example\\@127.0.0.1/",
                "http://good.example#@127.0.0.1/",
                "http://good.example /",
                "http://good.example/a b",
                "http://a@b@good.example/",
                "http://good.example:0/",
                "http://good.example:65536/",
                "http://good.example:/x\n",
                "http://good.example:80:80/",
                "http:good.example",
                "http:///x",
                "//good.example/",
                "good.example",
                "http://m\u00fcller.example/",
                "http://\u2460.example/",
                "http://good\u3002example/",
                "http://-a.example/",
                "http://a_b.example/",
                "http://a..example/",
                "http://good.example/%zz",
                "http://",
                "file:///etc/passwd",
                "gopher://good.example/",
                "concat:http://good.example/",
                "udp://good.example:1",
                ""
            })
    void whatReadersDisagreeOnIsRefusedWithoutAskingANameServer(String url) {
        NetworkPolicy policy = new NetworkPolicy(List.of(Cidr.parse("0.0.0.0/0")), host -> {
            throw new AssertionError("asked for " + host);
        });
        MimikaException refused = assertThrows(MimikaException.class, () -> policy.stream(url));
        assertEquals(1, refused.getMessage().lines().count());
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://Camera.example/Live?a=1, camera.example, 554, rtsp://93.184.216.34:554/Live?a=1",
        "rtsp://u:p%40w@camera.example:8554/l, camera.example, 8554, rtsp://u:p%40w@93.184.216.34:8554/l",
        "HTTP://xn--mller-kva.example, xn--mller-kva.example, 80, HTTP://93.184.216.34:80",
    })
    void pinnedAddressesNameNoHost(String url, String host, int port, String pinned) {
        VettedAddress vetted = leadingTo(List.of(), PUBLIC).stream(url);
        assertEquals(host, vetted.host());
        assertEquals(port, vetted.port());
        assertEquals(pinned, vetted.pinned().toString());
    }

    @Test
    void overTlsTheNameStays() {
        VettedAddress vetted = leadingTo(List.of(), PUBLIC).webhook("https://hook.example/x");
        assertEquals(443, vetted.port());
        assertThrows(IllegalStateException.class, vetted::pinned);
    }

    @Test
    void passwordsAndPathsAreNeverTold() {
        String url = "rtsp://admin:hunter2@camera.example/hunter3?key=hunter4";
        VettedAddress vetted = leadingTo(List.of(), PUBLIC).stream(url);
        assertEquals("rtsp://camera.example:554", vetted.toString());
        for (NetworkPolicy policy : List.of(leadingTo(List.of(), "10.0.0.1"), unknown())) {
            String message = assertThrows(MimikaException.class, () -> policy.stream(url))
                    .getMessage();
            assertFalse(message.contains("hunter"), message);
        }
        String message = assertThrows(MimikaException.class, () -> unknown().stream("rtsp://a:hunter2@c.example/%zz"))
                .getMessage();
        assertFalse(message.contains("hunter"), message);
    }

    @Test
    void webhooksHaveNoUser() {
        assertThrows(MimikaException.class, () -> leadingTo(List.of(), PUBLIC).webhook("http://u:p@hook.example/"));
        assertThrows(MimikaException.class, () -> leadingTo(List.of(), PUBLIC).webhook("rtsp://hook.example/"));
    }

    @Test
    void aNameThatLeadsNowhereIsNamed() {
        assertEquals(
                "nowhere.example is not known: check the name, and that this machine has a name server",
                assertThrows(MimikaException.class, () -> unknown().stream("rtsp://nowhere.example/"))
                        .getMessage());
        assertThrows(MimikaException.class, () -> leadingTo(List.of()).stream("rtsp://nowhere.example/"));
        assertTrue(
                assertThrows(MimikaException.class, () -> unknown().webhook("http://nowhere.example/"))
                                .getCause()
                        instanceof UnknownHostException);
    }

    private static NetworkPolicy unknown() {
        return new NetworkPolicy(List.of(), host -> {
            throw new UnknownHostException(host);
        });
    }
}
