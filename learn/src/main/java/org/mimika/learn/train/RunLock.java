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
 * Keeps a run's folder to one training at a time, so that no two write each other's checkpoints. The system frees it
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
        // A file of its own: closing any other handle on the locked file would free it.
        Path file = folder.path().resolve(".lock");
        try {
            Files.createDirectories(folder.path());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isFree(channel)) {
                channel.close();
                throw new MimikaException("another training is running in " + folder.path());
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw new MimikaException("cannot write the run to " + folder.path() + ": " + MimikaException.reason(e), e);
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
