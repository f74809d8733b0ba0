package org.mimika.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;

class HostCheckTest {
    private final HostCheck loopback = new HostCheck("127.0.0.1", 7070, List.of());
    private final HostCheck everywhere =
            new HostCheck("0.0.0.0", 7070, List.of("https://faces.example.org", "box.lan"));

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:7070", "LOCALHOST:7070", "127.0.0.1:7070", "[::1]:7070", "[0:0:0:0:0:0:0:1]:7070"})
    void loopbackHasItsNames(String host) {
        assertTrue(loopback.names(host));
        assertTrue(everywhere.names(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:7071",
                "evil.example:7070",
                "evil.example",
                "localhost.evil.example:7070",
                "localhost:7070.evil.example",
                "localhost:7070@evil.example",
                "127.0.0.1",
                "192.168.0.5:7070",
                "127.0.0.2:7070",
                "localhost:07070000000",
                "localhost:7070,evil.example",
                "localhost :7070",
                "[::ffff:127.0.0.1]:7070"
            })
    void nothingElseIsThisServer(String host) {
        assertFalse(loopback.names(host));
        assertFalse(loopback.names(null));
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.0.5:7070, true", "[2a00::5]:7070, true", "192.168.0.5, false", "192.168.0.5:80, false",
        "faces.example.org, true", "faces.example.org:443, true", "faces.example.org:7070, false", "box.lan:7070, true",
        "box.lan, false", "evil.example:7070, false", "0300.168.0.5:7070, false"
    })
    void boundEverywhereItHasNumbersAndTheNamesGiven(String host, boolean expected) {
        assertEquals(expected, everywhere.names(host));
    }

    @Test
    void boundToOneAddressItHasThatAndNoLoopback() {
        HostCheck one = new HostCheck("192.168.0.5", 80, List.of());
        assertTrue(one.names("192.168.0.5"));
        assertTrue(one.names("192.168.0.5:80"));
        assertFalse(one.names("192.168.0.6"));
        assertFalse(one.names("localhost"));
        assertTrue(new HostCheck("::1", 80, List.of()).names("localhost"));
        assertTrue(new HostCheck("Box.lan", 80, List.of()).names("box.LAN"));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:7070, http://localhost:7070, true",
        "localhost:7070, HTTP://LOCALHOST:7070, true",
        "localhost:7070, http://127.0.0.1:7070, false",
        "localhost:7070, https://localhost:7070, false",
        "localhost:7070, http://localhost, false",
        "localhost:7070, http://localhost:7070/, false",
        "localhost:7070, http://evil.example, false",
        "localhost:7070, 'null', false",
        "localhost:7070, '', false",
        "localhost:7070, file://, false",
        "localhost:7070, http://localhost:7070.evil.example, false",
        "evil.example:7070, http://evil.example:7070, false",
        "[::1]:7070, http://[::1]:7070, true",
        "192.168.0.5:7070, http://192.168.0.5:7070, true",
        "192.168.0.5:7070, http://192.168.0.6:7070, false",
        "192.168.0.5:7070, https://192.168.0.5:7070, false",
        "faces.example.org, https://faces.example.org, true",
        "faces.example.org:443, https://faces.example.org, true",
        "faces.example.org, http://faces.example.org, false",
        "faces.example.org, https://box.lan, false",
    })
    void anOriginEqualsTheHostThatItCalls(String host, String origin, boolean expected) {
        assertEquals(expected, everywhere.sameOrigin(host, origin));
    }

    @Test
    void whoSendsNoOriginIsNoPage() {
        assertTrue(loopback.sameOrigin("localhost:7070", null));
        assertFalse(loopback.sameOrigin(null, "http://localhost:7070"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://x", "a b", "https://x/", "https://", "x:0", "*.example"})
    void namesAreRead(String name) {
        assertThrows(MimikaException.class, () -> new HostCheck("127.0.0.1", 7070, List.of(name)));
    }
}
