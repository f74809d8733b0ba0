package org.mimika.server.guard;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mimika.core.MimikaException;

/**
 * The secret that lets someone in, and the cookie that a browser gets for it.
 *
 * <p>The cookie is derived from the token and from random bytes of this object, so that it neither tells the token nor
 * can be guessed from guesses of it; it ends with the process. Comparisons take the same time whatever is given. Safe
 * for use by several threads.
 */
public final class AccessToken {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 512;
    private static final String COOKIE_TEXT = "mimika login cookie";

    private final String text;
    private final byte[] key;
    private final byte[] cookie;

    private AccessToken(String text) {
        this.text = text;
        this.key = random();
        this.cookie = hmac(text.getBytes(StandardCharsets.UTF_8), join(COOKIE_TEXT, random()));
    }

    /** A new token of 32 random bytes, written in 43 characters that need no quoting anywhere. */
    public static AccessToken generate() {
        return new AccessToken(encoded(random()));
    }

    /**
     * A token chosen by whoever starts the server.
     *
     * @throws MimikaException unless it has 16 to 512 printable ASCII characters without blanks; the message does not
     *     tell it
     */
    public static AccessToken of(String text) {
        if (!text.matches("[\\x21-\\x7e]{" + SHORTEST + "," + LONGEST + "}")) {
            throw new MimikaException("the token has " + text.length() + " characters: expected " + SHORTEST + " to "
                    + LONGEST + " letters, digits and signs without blanks");
        }
        return new AccessToken(text);
    }

    /** The token itself, to be shown once to whoever starts the server. */
    public String reveal() {
        return text;
    }

    /** Whether this is the token; null is not. */
    public boolean matches(String given) {
        // Digests under a key that nobody knows: their comparison tells neither the length nor a common beginning.
        return given != null
                && given.length() <= LONGEST
                && MessageDigest.isEqual(
                        hmac(key, given.getBytes(StandardCharsets.UTF_8)),
                        hmac(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The value of the cookie of those who are logged in. */
    public String cookie() {
        return encoded(cookie);
    }

    /** Whether this is the cookie's value; null is not. */
    public boolean matchesCookie(String given) {
        return given != null
                && given.length() <= LONGEST
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), cookie().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(String text, byte[] bytes) {
        byte[] first = text.getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(first, first.length + bytes.length);
        System.arraycopy(bytes, 0, both, first.length, bytes.length);
        return both;
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Says that it is a token, and not which. */
    @Override
    public String toString() {
        return "AccessToken";
    }
}
