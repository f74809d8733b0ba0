package org.mimika.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.mimika.core.MimikaException;

/** The demo clip inside this module's jar. */
public final class BundledClip {
    private BundledClip() {}

    /**
     * Copies the clip out of the jar, over a file of that name.
     *
     * @throws MimikaException if it cannot be written
     */
    public static Path copyTo(Path file) {
        try (InputStream clip = BundledClip.class.getResourceAsStream("demo.mp4")) {
            if (clip == null) {
                throw new IllegalStateException("the demo clip is missing from this build");
            }
            Files.copy(clip, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new MimikaException("cannot write " + file + ": " + MimikaException.reason(e), e);
        }
    }
}
