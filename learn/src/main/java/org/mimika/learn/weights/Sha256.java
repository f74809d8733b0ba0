package org.mimika.learn.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.mimika.core.MimikaException;

/**
 * A SHA-256 that a file should have.
 *
 * @param hex its 64 lower-case digits, or at least the first 8
 */
public record Sha256(String hex) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8,64}");

    /** Validates; upper case becomes lower. */
    public Sha256 {
        hex = hex.strip().toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(hex).matches()) {
            throw new MimikaException("'" + hex + "' is no SHA-256: expected 64 hexadecimal digits, or the first 8");
        }
    }

    /** Whether this is the hash, or the beginning of it. */
    boolean matches(String whole) {
        return whole.startsWith(hex);
    }

    /** The whole hash of a file. */
    public static String of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new MimikaException("cannot read " + file + ": " + MimikaException.reason(e), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
