package org.mimika.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;

class AccessTokenTest {
    @Test
    void generatedTokensDifferAndHave256Bits() {
        AccessToken one = AccessToken.generate();
        assertEquals(32, Base64.getUrlDecoder().decode(one.reveal()).length);
        assertNotEquals(one.reveal(), AccessToken.generate().reveal());
    }

    @Test
    void onlyTheTokenItselfMatches() {
        AccessToken token = AccessToken.of("a-token-of-somebody");
        assertTrue(token.matches("a-token-of-somebody"));
        for (String wrong : new String[] {
            null,
            "",
            "a-token-of-somebod",
            "a-token-of-somebody ",
            "A-token-of-somebody",
            token.cookie(),
            "x".repeat(9999)
        }) {
            assertFalse(token.matches(wrong), wrong);
        }
    }

    @Test
    void theCookieIsNotTheTokenAndOnlyOfThisProcess() {
        AccessToken token = AccessToken.of("a-token-of-somebody");
        assertTrue(token.matchesCookie(token.cookie()));
        assertTrue(token.cookie().matches("[A-Za-z0-9_-]{43}"));
        for (String wrong : new String[] {
            null, "", token.reveal(), AccessToken.of("a-token-of-somebody").cookie(), token.cookie() + "="
        }) {
            assertFalse(token.matchesCookie(wrong), wrong);
        }
    }

    @Test
    void itIsNotToldByAccident() {
        assertEquals("AccessToken", AccessToken.generate().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2-hunter2",
                "hunter2 hunter2 hunter2",
                "hunter2\u00fchunter2hunter2",
                "hunter2hunter2hunter2\n"
            })
    void weakOrOddTokensAreRefusedAndNotRepeated(String text) {
        String message =
                assertThrows(MimikaException.class, () -> AccessToken.of(text)).getMessage();
        assertFalse(message.contains("hunter2"), message);
    }
}
