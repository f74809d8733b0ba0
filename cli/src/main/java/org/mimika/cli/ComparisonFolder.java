package org.mimika.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.mimika.core.MimikaException;
import org.mimika.learn.report.RenderedReport;
import org.mimika.learn.train.RunLock;

/**
 * The folder of a comparison: the report, and {@code parts} with what is measured already. One comparison at a time has
 * it; models that have no file of their own stand in it as long as the comparison runs.
 */
final class ComparisonFolder implements AutoCloseable {
    private static final String PARTS = "parts";

    private final Path path;
    private final RunLock lock;

    private ComparisonFolder(Path path, RunLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Checks, without touching anything, that a comparison can keep its parts and its report there.
     *
     * @throws MimikaException if not
     */
    static void requireUsable(Path path) {
        RenderedReport.requireWritable(path, PARTS);
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
        return path.resolve(PARTS);
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
