package org.mimika.bench.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mimika.cli.BundledClip;
import org.mimika.core.MimikaException;

/** A folder for what a measurement needs on the disk; it goes with all its files when it is closed. */
public final class Scratch implements AutoCloseable {
    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    /**
     * Makes the folder.
     *
     * @throws MimikaException if it cannot
     */
    public Scratch() {
        try {
            folder = Files.createTempDirectory("mimika-bench");
        } catch (IOException e) {
            throw new MimikaException("cannot make a scratch folder: " + MimikaException.reason(e), e);
        }
    }

    /** A file's path in it; whoever asks may write it. */
    public Path file(String name) {
        Path file = folder.resolve(name);
        files.add(file);
        return file;
    }

    /** The clip that a user chose, else a copy of the bundled one. */
    public Path clip(Path chosen) {
        return chosen == null ? BundledClip.copyTo(file("demo.mp4")) : chosen;
    }

    @Override
    public void close() {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new MimikaException("cannot empty " + folder + ": " + MimikaException.reason(e), e);
        }
    }
}
