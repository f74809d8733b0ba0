package org.mimika.record;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A disk that is full when a test says so; what is written lies on the real one. */
public final class FillingDisk {
    private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

    /** A store on this disk. */
    public RecordingStore open(Path file) {
        return RecordingStore.open(file, free::get);
    }

    /** From now on nothing more can be written. */
    public void fill() {
        free.set(0);
    }
}
