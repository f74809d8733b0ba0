package org.mimika.learn.weights;

import java.util.Locale;
import java.util.regex.Pattern;
import org.mimika.core.MimikaException;

/**
 * A SHA-256 that a file should have.
 *
 * @param hex its 64 lower-case digits, or at least the first 8
 */
public record ExpectedHash(String hex) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8,64}");

    /** Validates; upper case becomes lower. */
    public ExpectedHash {
        hex = hex.strip().toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(hex).matches()) {
            throw new MimikaException("'" + hex + "' is no SHA-256: expected 64 hexadecimal digits, or the first 8");
        }
    }

    /** Whether this is the hash, or the beginning of it. */
    boolean matches(String whole) {
        return whole.startsWith(hex);
    }
}
