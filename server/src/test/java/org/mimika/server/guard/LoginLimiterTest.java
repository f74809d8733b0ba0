package org.mimika.server.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginLimiterTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // a nanoTime may wrap
    private final LoginLimiter limiter = new LoginLimiter(clock::get);

    private boolean lookedAt(String remote) {
        return !limiter.attempt(remote, () -> false).limited();
    }

    private int guesses(String remote) {
        int count = 0;
        while (count < 1000 && lookedAt(remote)) {
            count++;
        }
        return count;
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void tenAtOnceThenOneEverySixSeconds() {
        assertEquals(10, guesses("192.0.2.1"));
        assertEquals(
                Duration.ofSeconds(6), limiter.attempt("192.0.2.1", () -> true).pause());
        pass(Duration.ofMillis(5999));
        assertFalse(lookedAt("192.0.2.1"));
        pass(Duration.ofMillis(1));
        assertEquals(1, guesses("192.0.2.1"));
        pass(Duration.ofHours(1));
        assertEquals(10, guesses("192.0.2.1"));
    }

    @Test
    void whileLimitedNotEvenTheRightOneIsLookedAt() {
        guesses("192.0.2.1");
        assertFalse(limiter.attempt("192.0.2.1", () -> {
                    throw new AssertionError("looked at");
                })
                .admitted());
        assertTrue(limiter.attempt("192.0.2.2", () -> true).admitted());
    }

    @Test
    void successesCostNothing() {
        for (int i = 0; i < 1000; i++) {
            assertTrue(limiter.attempt("192.0.2.1", () -> true).admitted());
        }
        assertEquals(0, limiter.kept());
    }

    @Test
    void whoWasInIsNotLockedOutByWhatOthersFail() {
        assertTrue(limiter.attempt("192.0.2.1", () -> true).admitted());
        for (int i = 0; i < 300; i++) {
            lookedAt("198.51." + i / 250 + "." + i % 250);
        }
        assertFalse(limiter.attempt("192.0.2.2", () -> true).admitted());
        assertTrue(limiter.attempt("192.0.2.1", () -> true).admitted());
        assertEquals(10, guesses("192.0.2.1"));
    }

    @Test
    void aWholeSubnetOfSixIsOneGuesser() {
        int count = 0;
        for (int i = 1; i < 100; i++) {
            count += lookedAt("[2a00:1:2:3::" + Integer.toHexString(i) + "]") ? 1 : 0;
        }
        assertEquals(10, count);
        assertTrue(lookedAt("[2a00:1:2:4::1]"));
    }

    @Test
    void ofTheFormsOfAnAddressAllBelongToOne() {
        for (String one : new String[] {"2a00:1:2:3::1", "[2a00:1:2:3::2]", "[2a00:1:2:3:4:5:6:7]"}) {
            assertEquals(LoginLimiter.owner("2a00:1:2:3::"), LoginLimiter.owner(one), one);
        }
        assertEquals(LoginLimiter.owner("fe80::1"), LoginLimiter.owner("[fe80::2%eth0]"));
        assertEquals("192.0.2.1", LoginLimiter.owner("192.0.2.1"));
        assertEquals("192.0.2.1", LoginLimiter.owner("[::ffff:192.0.2.1]"));
    }

    @Test
    void manyGuessersTogetherAreLimitedAndKeptInBoundedMemory() {
        int count = 0;
        for (int i = 0; i < 300; i++) {
            count += lookedAt("192.0." + i / 250 + "." + i % 250) ? 1 : 0;
        }
        assertEquals(200, count);
        for (int i = 0; i < 2 * LoginLimiter.MOST_ADDRESSES; i++) {
            pass(Duration.ofSeconds(1));
            assertTrue(lookedAt("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
        }
        assertEquals(LoginLimiter.MOST_ADDRESSES, limiter.kept());
    }
}
