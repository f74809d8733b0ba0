package org.mimika.server.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.mimika.core.MimikaException;
import org.mimika.record.Recording;
import org.mimika.server.live.SessionRecorder.State;
import org.mimika.video.FrameResult;

/**
 * One recording on its way to the disk. Results wait in a bounded queue for the writer's thread, which alone waits for the
 * disk; one that finds the queue full is left out and counted. The first failure ends the recording. Thread-safe: the
 * lock guards the queue and the figures, and is never held while anything is written.
 */
final class RecordingWriter {
    /** Results after which it is another recording's turn, whose queue fills meanwhile. */
    private static final int TURN = 100;

    private final Executor thread;
    private final Supplier<Recording> opener;
    private final int capacity;
    private final Deque<FrameResult> queue = new ArrayDeque<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean scheduled;
    private boolean flushing;
    private boolean ending;
    private boolean closed;
    private OptionalLong session = OptionalLong.empty();
    private long taken;
    private long dropped;
    private long acknowledged;
    private Optional<String> error = Optional.empty();

    /** The writer's thread's alone. */
    private Recording recording;

    /**
     * Opens nothing yet.
     *
     * @param thread runs one task at a time
     * @param opener begins the session, on that thread
     * @param capacity how many results may wait, positive
     */
    RecordingWriter(Executor thread, Supplier<Recording> opener, int capacity) {
        this.thread = thread;
        this.opener = opener;
        this.capacity = capacity;
    }

    /** Begins the session when the thread comes to it. */
    synchronized void begin() {
        schedule();
    }

    /** Takes a result, or counts it as left out. */
    synchronized void add(FrameResult result) {
        if (ending) {
            return;
        }
        if (queue.size() == capacity) {
            dropped++;
        } else {
            queue.add(result);
            taken++;
        }
        schedule();
    }

    /** Commits what was taken, even if it is little. */
    synchronized void flush() {
        if (!ending) {
            flushing = true;
            schedule();
        }
    }

    /** Takes no more; what was taken is committed, and the session completed. */
    synchronized void end() {
        if (!ending) {
            ending = true;
            schedule();
        }
    }

    synchronized State state() {
        long waiting = error.isPresent() ? 0 : taken - acknowledged;
        return new State(!ending, session, acknowledged, waiting, dropped, error);
    }

    /** Comes down when the session has its number, or the recording has failed. */
    CountDownLatch begun() {
        return begun;
    }

    /** Comes down when nothing more is written. */
    CountDownLatch over() {
        return over;
    }

    private void schedule() {
        if (!scheduled && !closed) {
            scheduled = true;
            if (!queued()) {
                fail("nothing is recorded any more, as the server is closing");
            }
        }
    }

    private void write() {
        try {
            if (recording == null) {
                recording = opener.get();
                begun(recording.session());
            }
            int steps = 0;
            for (Runnable step = next(); step != null; step = next()) {
                step.run();
                acknowledge(recording.acknowledged());
                if (++steps % TURN == 0 && queued()) { // behind what the other recordings have to write
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            fail(e instanceof MimikaException ? e.getMessage() : "unexpected " + e);
            if (!(e instanceof MimikaException)) {
                throw e;
            }
        }
    }

    /** Whether the thread will come to it; it takes nothing more once the server closes. */
    private boolean queued() {
        try {
            thread.execute(this::write);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** What is to be done; null where there is nothing, until something is scheduled anew. */
    private synchronized Runnable next() {
        FrameResult result = queue.poll();
        if (result != null) {
            return () -> recording.accept(null, result);
        }
        if (ending && !closed) {
            return this::complete;
        }
        if (flushing && !closed) {
            flushing = false;
            return recording::flush;
        }
        scheduled = false;
        return null;
    }

    private void complete() {
        recording.close();
        acknowledge(recording.acknowledged());
        close();
    }

    private synchronized void begun(long number) {
        session = OptionalLong.of(number);
        begun.countDown();
    }

    private synchronized void acknowledge(long frames) {
        acknowledged = frames;
    }

    private synchronized void fail(String why) {
        error = Optional.of(why.lines().findFirst().orElse(why));
        ending = true;
        queue.clear();
        close();
    }

    private synchronized void close() {
        closed = true;
        begun.countDown();
        over.countDown();
    }
}
