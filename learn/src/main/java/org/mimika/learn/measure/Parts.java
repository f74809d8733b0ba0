package org.mimika.learn.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import org.mimika.core.MimikaException;
import org.mimika.core.Sha256;
import org.mimika.learn.compare.ReportJson;

/**
 * The parts of a comparison that are measured already, a file each. A part is found again only if all it depends on is
 * as it was; a file appears whole or not at all, and one that is damaged counts as missing. Not thread-safe.
 */
public final class Parts {
    /** Raised when the same measurement would come out otherwise. */
    private static final int VERSION = 3;

    private final Path folder;
    private final String code;

    /**
     * Parts in a folder, which is made when the first is written.
     *
     * @param code which build of Mimika it is, which every part depends on
     */
    public Parts(Path folder, String code) {
        this.folder = folder;
        this.code = code;
    }

    /**
     * The part, measured now unless it was before.
     *
     * @param name what is measured, for people
     * @param dependsOn all that decides the outcome besides the code
     * @param type what {@link ReportJson} can write
     * @throws MimikaException if it cannot be written
     */
    public <T> T get(String name, String dependsOn, Class<T> type, Supplier<T> measure) {
        String key = Sha256.of(String.join("\n", String.valueOf(VERSION), code, name, dependsOn));
        Path file = folder.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + key.substring(0, 16) + ".json");
        if (Files.isRegularFile(file)) {
            try {
                return ReportJson.read(Files.readString(file), type, file.toString());
            } catch (IOException | MimikaException e) {
                // Damaged, or of a version that wrote it otherwise: it is measured again.
            }
        }
        T value = measure.get();
        write(file, ReportJson.text(value));
        return value;
    }

    private void write(Path file, String text) {
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(folder);
            try {
                Files.writeString(partial, text);
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new MimikaException("cannot write " + file + ": " + MimikaException.reason(e), e);
        }
    }
}
