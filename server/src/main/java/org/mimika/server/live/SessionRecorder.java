package org.mimika.server.live;

import java.util.Optional;
import org.mimika.core.MimikaException;
import org.mimika.record.Recording;
import org.mimika.record.RecordingStore;
import org.mimika.video.FrameResult;

/**
 * A source's recording, which is switched on and off. A failure (a full disk) ends the recording and nothing else; it
 * stays to be read, and what was acknowledged before is safe. Thread-safe.
 */
public final class SessionRecorder {
    private Recording recording;
    private State last;

    /**
     * How a recording does.
     *
     * @param running whether results are being kept
     * @param session its number in the file
     * @param acknowledged how many frames are safe on the disk
     * @param error why it ended before its time; empty where it did not
     */
    public record State(boolean running, long session, long acknowledged, Optional<String> error) {}

    SessionRecorder() {}

    synchronized void begin(RecordingStore store, String source, String model) {
        if (recording == null) {
            recording = store.begin(source, model);
            last = null;
        }
    }

    synchronized void add(FrameResult result) {
        attempt(() -> recording.accept(null, result));
    }

    /** Commits what waits, so that a source that stalls has its last results safe too. */
    synchronized void flush() {
        attempt(() -> recording.flush());
    }

    synchronized void end() {
        attempt(() -> recording.close());
        settle(Optional.empty());
    }

    synchronized Optional<State> state() {
        return recording == null
                ? Optional.ofNullable(last)
                : Optional.of(new State(true, recording.session(), recording.acknowledged(), Optional.empty()));
    }

    private void attempt(Runnable action) {
        if (recording != null) {
            try {
                action.run();
            } catch (MimikaException e) {
                settle(Optional.of(e.getMessage()));
            }
        }
    }

    private void settle(Optional<String> error) {
        if (recording != null) {
            last = new State(false, recording.session(), recording.acknowledged(), error);
            recording = null;
        }
    }
}
