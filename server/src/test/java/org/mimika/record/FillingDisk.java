package org.mimika.record;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A disk that is full or hangs when a test says so; what is written lies on the real one. */
public final class FillingDisk {
    private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

    private boolean stuck;

    /** A store on this disk. */
    public RecordingStore open(Path file) {
        return RecordingStore.open(file, this::room);
    }

    /** Asked before each commit. */
    private synchronized long room() {
        while (stuck) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return free.get();
    }

    /** From now on each commit hangs, until this is taken back. */
    public synchronized void stuck(boolean whether) {
        stuck = whether;
        notifyAll();
    }

    /** From now on nothing more can be written. */
    public void fill() {
        free.set(0);
    }
}
