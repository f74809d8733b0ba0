package org.mimika.learn.data;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where tests find FER2013, which may not stand in the repository, and small files of the same form. */
public final class FerFixtures {
    private static final String ENV = "MIMIKA_FER2013";

    private FerFixtures() {}

    /**
     * The folder that holds {@code fer2013.csv}: the environment's {@code MIMIKA_FER2013}; else a packed set beside
     * the project, expanded once into the temporary folder. The calling test is skipped with the reason if neither is
     * there.
     */
    public static Path fer2013() {
        String named = System.getenv(ENV);
        if (named != null) {
            Path folder = Path.of(named);
            Assumptions.assumeTrue(
                    Files.exists(folder.resolve("fer2013.csv")), ENV + " names " + folder + ", without fer2013.csv");
            return folder;
        }
        Path packed = packed(Path.of("").toAbsolutePath());
        Assumptions.assumeTrue(packed != null, "FER2013 is absent: " + ENV + " names no folder with it");
        return expand(packed);
    }

    private static Path packed(Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            Path packed = folder.resolve("shared/data/fer2013");
            if (Files.exists(packed.resolve("Expand.java"))) {
                return packed;
            }
        }
        return null;
    }

    /** Runs the expander beside the packed sheets, into a folder that later runs find finished. */
    private static Path expand(Path packed) {
        Path done = Path.of(System.getProperty("java.io.tmpdir"), "mimika-test-fer2013");
        if (Files.exists(done.resolve("fer2013.csv"))) {
            return done;
        }
        try {
            // Beside its place, so that the move is one step and nobody sees half a file.
            Path scratch = Files.createTempDirectory(done.getParent(), "mimika-test-fer2013-");
            Process expander = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dfer2013.packed=" + packed,
                            packed.resolve("Expand.java").toString(),
                            scratch.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int code = expander.waitFor();
            Assumptions.assumeTrue(code == 0, "FER2013 could not be expanded from " + packed + ": exit code " + code);
            try {
                return Files.move(scratch, done);
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                delete(scratch);
                return done; // another process was faster
            }
        } catch (IOException e) {
            return Assumptions.abort("FER2013 could not be expanded from " + packed + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Assumptions.abort("interrupted while FER2013 was expanded");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** The pixel field of a face of random values. */
    static String randomPixels(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < FaceSet.PIXELS; i++) {
            text.append(i == 0 ? "" : " ").append(random.nextInt(256));
        }
        return text.toString();
    }
}
