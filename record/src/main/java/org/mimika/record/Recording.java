package org.mimika.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mimika.core.MimikaException;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;

/**
 * A session that is being recorded. Results are gathered and committed by the batch: when {@value #BATCH_ROWS} rows or a
 * second of them are there, with {@link #flush()}, and at the end. A frame that {@link #acknowledged()} counts has
 * reached the disk: it outlives a crash, {@code kill -9} included. A source that stalls leaves its last second
 * unacknowledged until somebody flushes.
 *
 * <p>The first failure is thrown, and it ends the recording: later results are refused with the same error, closing is
 * silent, and what was acknowledged stays. May be used by several threads; a commit takes milliseconds and is done by
 * the caller. The opener closes it, before the store.
 */
public final class Recording implements ResultSink {
    private static final int BATCH_ROWS = 500;
    private static final long BATCH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RecordingStore store;
    private final long session;
    private final List<FrameResult> pending = new ArrayList<>();
    private int pendingRows;
    private long pendingSince;
    private long acknowledged;
    private MimikaException failure;
    private boolean closed;

    Recording(RecordingStore store, long session) {
        this.store = store;
        this.session = session;
    }

    /** The session's number in the file. */
    public long session() {
        return session;
    }

    /** How many frames are safe. */
    public synchronized long acknowledged() {
        return acknowledged;
    }

    /** Takes a result; the frame, which may be null, is not looked at: no picture is ever recorded. */
    @Override
    public synchronized void accept(Frame frame, FrameResult result) {
        requireOpen();
        if (pending.isEmpty()) {
            pendingSince = System.nanoTime();
        }
        pending.add(result);
        pendingRows += ResultRows.count(result);
        if (pendingRows >= BATCH_ROWS || System.nanoTime() - pendingSince >= BATCH_NANOS) {
            flush();
        }
    }

    /**
     * Commits what is gathered; when this returns, every frame accepted before is safe.
     *
     * @throws MimikaException if it cannot be written, the disk is full for example
     */
    public synchronized void flush() {
        requireOpen();
        if (pending.isEmpty()) {
            return;
        }
        try {
            store.append(session, pending);
        } catch (MimikaException e) {
            failure = e;
            pending.clear();
            throw e;
        }
        acknowledged += pending.size();
        pending.clear();
        pendingRows = 0;
    }

    private void requireOpen() {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw new IllegalStateException("session " + session + " is closed");
        }
    }

    /** Commits the rest and marks the session as ended; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed || failure != null) {
            return;
        }
        try {
            flush();
            store.end(session);
        } finally {
            closed = true;
        }
    }
}
