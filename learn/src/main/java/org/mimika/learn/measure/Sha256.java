package org.mimika.learn.measure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;

/** SHA-256 of what measured parts depend on, in lower-case hexadecimal digits. */
public final class Sha256 {
    private Sha256() {}

    /** Of bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** Of texts, one to a line. */
    static String of(String... texts) {
        return of(String.join("\n", texts).getBytes(StandardCharsets.UTF_8));
    }

    /** Of pixels and labels, face by face. */
    public static String of(FaceView faces) {
        MessageDigest digest = digest();
        byte[] pixels = new byte[FaceSet.PIXELS];
        for (int i = 0; i < faces.size(); i++) {
            faces.copyPixels(i, pixels, 0);
            digest.update(pixels);
            digest.update((byte) faces.label(i));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
