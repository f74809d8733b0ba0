package org.mimika.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mimika.core.MimikaException;
import org.mimika.learn.train.RunLock;

/**
 * The folder of a comparison: the report, and {@code parts} with what is measured already. One comparison at a time has
 * it; models that have no file of their own stand in it as long as the comparison runs.
 */
final class ComparisonFolder implements AutoCloseable {
    private final Path path;
    private final RunLock lock;

    private ComparisonFolder(Path path, RunLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Checks, without touching anything, that the folder is there and can be written, or can be made.
     *
     * @throws MimikaException if not
     */
    static void requireUsable(Path path) {
        Path existing = path.toAbsolutePath().normalize();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            throw new MimikaException("cannot write the report to " + path + ": " + existing + " is not a folder");
        }
        if (!Files.isWritable(existing)) {
            throw new MimikaException("cannot write the report to " + path + ": permission denied at " + existing);
        }
        for (String file : List.of("index.html", "report.md", "report.json")) {
            require(!Files.isDirectory(path.resolve(file)), path, file + " in it is a folder");
        }
        for (String folder : List.of("charts", "parts")) {
            Path inside = path.resolve(folder);
            require(!Files.exists(inside) || Files.isDirectory(inside), path, folder + " in it is not a folder");
            require(!Files.exists(inside) || Files.isWritable(inside), path, "permission denied at " + inside);
        }
    }

    private static void require(boolean usable, Path path, String otherwise) {
        if (!usable) {
            throw new MimikaException("cannot write the report to " + path + ": " + otherwise);
        }
    }

    /**
     * Makes the folder and takes it.
     *
     * @throws MimikaException if another comparison has it, or it cannot be written
     */
    static ComparisonFolder take(Path path) {
        ComparisonFolder folder = new ComparisonFolder(path, RunLock.take(path, "comparison", "report"));
        try {
            folder.clear(); // of one that was killed
            Files.createDirectories(folder.models());
            return folder;
        } catch (IOException e) {
            folder.lock.close();
            throw new MimikaException("cannot write the report to " + path + ": " + MimikaException.reason(e), e);
        }
    }

    /** Where measured parts are kept. */
    Path parts() {
        return path.resolve("parts");
    }

    /** Where copies of the models stand while they are measured. */
    Path models() {
        return parts().resolve("models");
    }

    private void clear() throws IOException {
        if (!Files.isDirectory(models())) {
            return;
        }
        try (Stream<Path> files = Files.list(models())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(models());
    }

    @Override
    public void close() {
        try {
            clear();
        } catch (IOException e) {
            // The next comparison clears it.
        } finally {
            lock.close();
        }
    }
}
