package org.mimika.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mimika.core.MimikaException;

/**
 * Keeps DuckDB away from a full disk. It does not take one well: measured on 1.4, 1.5 and 2.0, a commit that finds no
 * room comes back neither with success nor with an error, and failed checkpoints are known to lose committed rows. So
 * nothing is begun unless more room is left than a batch and a checkpoint of the whole log can take.
 */
@FunctionalInterface
interface FreeSpace {
    /** What stays free: the log is moved into the file at a quarter of this. */
    long RESERVE = 64L << 20;

    /** Bytes that this process may still write. */
    long bytes() throws IOException;

    /** That of the disk that holds a folder. */
    static FreeSpace of(Path folder) {
        return () -> Files.getFileStore(folder).getUsableSpace();
    }

    /**
     * Checks that the reserve is there.
     *
     * @param what what cannot be done without, such as {@code "cannot record to a.duckdb"}
     * @throws MimikaException if it is not
     */
    default void require(String what) {
        try {
            long free = bytes();
            if (free < RESERVE) {
                throw new MimikaException(what + ": the disk is full (" + (free >> 20) + " MB left, " + (RESERVE >> 20)
                        + " MB are kept free); free some space");
            }
        } catch (IOException e) {
            throw new MimikaException(what + ": " + MimikaException.reason(e), e);
        }
    }
}
