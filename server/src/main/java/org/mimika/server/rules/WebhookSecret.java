package org.mimika.server.rules;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.mimika.core.MimikaException;

/**
 * The secret shared with those who receive webhooks, by which they know that a message is from this server and when it
 * was sent. Immutable.
 */
public final class WebhookSecret {
    private final String text;

    private WebhookSecret(String text) {
        this.text = text;
    }

    /**
     * A secret chosen by whoever starts the server.
     *
     * @throws MimikaException unless it has 16 to 512 characters; the message does not tell it
     */
    public static WebhookSecret of(String text) {
        if (text.length() < 16 || text.length() > 512) {
            throw new MimikaException(
                    "the webhooks' secret has " + text.length() + " characters: expected 16 to 512 of them");
        }
        return new WebhookSecret(text);
    }

    /** A new secret of 32 random bytes in hexadecimal. */
    public static WebhookSecret generate() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new WebhookSecret(HexFormat.of().formatHex(bytes));
    }

    /** The secret itself, to be shown once to whoever starts the server. */
    public String reveal() {
        return text;
    }

    /**
     * The header's value {@code t=<seconds>,v1=<hex>}: HMAC-SHA256 under the secret's UTF-8 bytes of the seconds in
     * decimal, a dot, and the body.
     *
     * @param seconds since 1970
     */
    public String sign(long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Says that it is a secret, and not which. */
    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
