package org.mimika.server.live;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.mimika.core.MimikaException;
import org.mimika.record.RecordingStore;
import org.mimika.video.FrameResult;

/**
 * A source's recording, which is switched on and off. Who brings results never waits for the disk: a thread of their own
 * writes them. A failure (a full disk) ends the recording and nothing else; it stays to be read, and what was
 * acknowledged before is safe. Thread-safe.
 */
public final class SessionRecorder {
    /** Results that wait for the disk: of 25 frames a second 40 seconds, some 5 MB where there are 30 faces in each. */
    private static final int QUEUE = 1000;

    /** So long who asked waits for the disk; longer, and the state tells that it is not done yet. */
    private static final long PATIENCE_MILLIS = 1000;

    private final Executor thread;
    private volatile RecordingWriter writer;

    /**
     * How a recording does.
     *
     * @param running whether results are being kept
     * @param session its number in the file; empty while the disk has not answered yet
     * @param acknowledged how many frames are committed, and so safe on the disk
     * @param waiting how many frames are yet to be
     * @param dropped how many frames were left out, since the disk was too slow for them
     * @param error why it ended before its time; empty where it did not
     */
    public record State(
            boolean running,
            OptionalLong session,
            long acknowledged,
            long waiting,
            long dropped,
            Optional<String> error) {
        /** Validates. */
        public State {
            Objects.requireNonNull(session, "session");
            Objects.requireNonNull(error, "error");
        }
    }

    /**
     * One that has recorded nothing yet.
     *
     * @param thread writes; runs one task at a time
     */
    SessionRecorder(Executor thread) {
        this.thread = thread;
    }

    /** Keeps results from now on; where it does already, nothing changes. */
    synchronized void begin(RecordingStore store, String source, String model) {
        if (writer == null || !writer.state().running()) {
            writer = new RecordingWriter(thread, () -> store.begin(source, model), QUEUE);
            writer.begin();
        }
    }

    /**
     * Waits a moment for the session to begin.
     *
     * @throws MimikaException if it cannot
     */
    void awaitBegun() {
        await(writer.begun());
        State state = writer.state();
        if (state.session().isEmpty() && state.error().isPresent()) {
            throw new MimikaException(state.error().get());
        }
    }

    void add(FrameResult result) {
        RecordingWriter now = writer;
        if (now != null) {
            now.add(result);
        }
    }

    /** Commits what waits, so that a source that stalls has its last results safe too. */
    void flush() {
        RecordingWriter now = writer;
        if (now != null) {
            now.flush();
        }
    }

    /** Keeps no more results; those that came are written. */
    void end() {
        RecordingWriter now = writer;
        if (now != null) {
            now.end();
        }
    }

    /** Waits a moment for what has ended to be written. */
    void awaitEnd() {
        RecordingWriter now = writer;
        if (now != null) {
            await(now.over());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Optional<State> state() {
        return Optional.ofNullable(writer).map(RecordingWriter::state);
    }
}
