package org.mimika.learn.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mimika.core.MimikaException;

/**
 * Keeps a folder to one process at a time, so that no two trainings write each other's checkpoints. The system frees it
 * with the process, however that ends.
 */
public final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, which is made where it is missing.
     *
     * @throws MimikaException if another training has it, or it cannot be written
     */
    public static RunLock take(RunFolder folder) {
        return take(folder.path(), "training", "run");
    }

    /**
     * Takes any folder, which is made where it is missing.
     *
     * @param process what works in it, for messages: {@code training}
     * @param product what is written there, for messages: {@code run}
     * @throws MimikaException if another process has it, or it cannot be written
     */
    public static RunLock take(Path folder, String process, String product) {
        // A file of its own: closing any other handle on the locked file would free it.
        Path file = folder.resolve(".lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isFree(channel)) {
                channel.close();
                throw new MimikaException("another " + process + " is running in " + folder);
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw new MimikaException(
                    "cannot write the " + product + " to " + folder + ": " + MimikaException.reason(e), e);
        }
    }

    private static boolean isFree(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true; // a file system without locks: better to train unguarded than not at all
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest.
        }
    }
}
