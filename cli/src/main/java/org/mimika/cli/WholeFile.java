package org.mimika.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.mimika.core.MimikaException;

/** Writes files that appear whole or not at all. */
final class WholeFile {
    private WholeFile() {}

    /**
     * Checks what can be checked without touching the file.
     *
     * @throws MimikaException if it is a folder, its folder does not exist, or it may not be written
     */
    static void requireWritable(Path file) {
        if (Files.isDirectory(file)) {
            throw new MimikaException("cannot write " + file + ": it is a folder; name a file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new MimikaException("cannot write " + file + ": there is no folder " + folder);
        }
        if (!Files.isWritable(isDevice(file) ? file : folder)) {
            throw new MimikaException("cannot write " + file + ": permission denied");
        }
    }

    /**
     * Writes the file, over one of that name: under another name first, then renamed.
     *
     * @throws MimikaException if it cannot be written
     */
    static void write(Path file, byte[] content) {
        requireWritable(file);
        try {
            if (isDevice(file)) {
                Files.write(file, content);
                return;
            }
            Path partial = file.resolveSibling(file.getFileName() + ".part");
            try {
                Files.write(partial, content);
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new MimikaException("cannot write " + file + ": " + MimikaException.reason(e), e);
        }
    }

    /** Whether a file is what another name, or an address, stands for; to write it would then destroy that. */
    static boolean isSame(Path file, String other) {
        try {
            Path path = Path.of(other);
            return file.toAbsolutePath()
                            .normalize()
                            .equals(path.toAbsolutePath().normalize())
                    || Files.exists(file) && Files.exists(path) && Files.isSameFile(file, path);
        } catch (IOException | InvalidPathException e) {
            // An address is no path, and what cannot be compared is reported where it is opened.
            return false;
        }
    }

    /** Such as /dev/null or a pipe: renaming would put a file in its place. */
    private static boolean isDevice(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }
}
