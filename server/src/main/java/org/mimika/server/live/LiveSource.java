package org.mimika.server.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.mimika.core.MimikaException;
import org.mimika.record.RecordingStore;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;
import org.mimika.video.SourceInfo;
import org.mimika.video.live.Delivery;
import org.mimika.video.live.LiveInput;
import org.mimika.video.live.LiveOptions;
import org.mimika.video.live.LiveSession;
import org.mimika.video.live.LiveStats;
import org.mimika.video.live.LiveStatus;
import org.mimika.video.live.Subscription;

/**
 * One source that the server plays: its session, what it has seen, and who follows it. After its end it stays until it
 * is removed, for its history. Thread-safe; {@link LiveSources} owns it.
 */
public final class LiveSource implements AutoCloseable {
    /** Results that wait for the thread that hands them on; it never blocks, so they hardly ever do. */
    private static final int QUEUE = 64;

    private final String id;
    private final SourceKind kind;
    private final Instant started = Instant.now();
    private final Runnable beforeClose;
    private final LiveSession session;
    private final History history;
    private final SessionRecorder recorder;
    private final PictureFeed pictures;
    private final FaceReading reading;
    private final Audience audience = new Audience();
    private volatile boolean over;
    private volatile long overSince;

    /**
     * What a source is to be.
     *
     * @param kind what sort it is
     * @param input what it plays
     * @param options how
     * @param model the name of a model on the shelf
     * @param beforeClose wakes a reader who waits for somebody else, so that closing need not wait for it; never blocks
     */
    public record Order(SourceKind kind, LiveInput input, LiveOptions options, String model, Runnable beforeClose) {
        /** Nobody to wake. */
        public Order(SourceKind kind, LiveInput input, LiveOptions options, String model) {
            this(kind, input, options, model, () -> {});
        }

        /** Validates. */
        public Order {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(input, "input");
            Objects.requireNonNull(options, "options");
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(beforeClose, "beforeClose");
        }
    }

    /** {@code disk} writes what is recorded, and runs one task at a time. */
    LiveSource(String id, Order order, ModelShelf models, int historyRows, Executor disk) {
        // First, since it may be refused: nothing is open yet.
        ModelShelf.Entry model = models.get(order.model());
        this.id = id;
        this.kind = order.kind();
        beforeClose = order.beforeClose();
        history = new History(historyRows);
        recorder = new SessionRecorder(disk);
        pictures = new PictureFeed(audience::wantsPictures, this::show);
        session = models.mimika().session(order.input(), order.options(), this::changed);
        reading = new FaceReading(
                models, model, session, seen -> audience.tell(viewer -> viewer.explanation(this, seen)));
        session.tap(tap((frame, result) -> keep(result)));
        session.tap(tap(pictures::offer));
    }

    /** Begins to play. */
    void start() {
        Subscription results = session.subscribe(QUEUE);
        Thread thread = new Thread(() -> publish(results), "mimika-source-" + id);
        thread.setDaemon(true);
        thread.start();
        session.start();
    }

    /** The end is told by the thread that hands on results, after the last of them. */
    private void changed(LiveStatus status) {
        if (!status.state().over()) {
            audience.tell(viewer -> viewer.status(this));
        }
    }

    private void publish(Subscription results) {
        try (results) {
            for (Delivery next = results.take(); next != null; next = results.take()) {
                Delivery delivery = next;
                audience.tell(viewer -> viewer.result(this, delivery));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
            recorder.awaitEnd();
            audience.tell(viewer -> viewer.status(this));
        }
    }

    /** Its name in addresses, such as {@code s1}. */
    public String id() {
        return id;
    }

    /** What the user called it, without a password that was in it. */
    public String name() {
        return session.name();
    }

    /** What sort it is. */
    public SourceKind kind() {
        return kind;
    }

    /** When it was added. */
    public Instant started() {
        return started;
    }

    /** Where it stands. */
    public LiveStatus status() {
        return session.status();
    }

    /** How it does. */
    public LiveStats stats() {
        return session.stats();
    }

    /** What its header says; empty before the first frame. */
    public Optional<SourceInfo> info() {
        return session.source();
    }

    /** What it has seen. */
    public History history() {
        return history;
    }

    /** The model that reads its faces. */
    public String model() {
        return reading.model();
    }

    /**
     * Reads faces with another model from the next frame on. Where that does not say how it is explained, explaining ends.
     *
     * @throws MimikaException if there is none of this name
     */
    public synchronized void chooseModel(String name) {
        reading.choose(name);
    }

    /** Whether it shows what the network looks at. */
    public boolean explains() {
        return reading.explains();
    }

    /**
     * Shows what the network looks at, or does not.
     *
     * @throws MimikaException if the model does not say how it is explained
     */
    public synchronized void explain(boolean on) {
        if (!on) {
            reading.stopExplaining();
        } else if (!explains()) {
            requirePlaying();
            reading.explain();
        }
    }

    private void requirePlaying() {
        if (over || status().state().over()) {
            throw new MimikaException(name() + " is over: nothing more comes of it");
        }
    }

    /** What its pictures hide. */
    public Veil veil() {
        return pictures.veil();
    }

    /** Hides this in pictures from the next on. */
    public void veil(Veil veil) {
        pictures.veil(veil);
    }

    /** Shows everything from now on to this one. */
    public void watch(Viewer viewer) {
        audience.add(viewer);
    }

    /** Shows nothing to this one any more. */
    public void unwatch(Viewer viewer) {
        audience.remove(viewer);
    }

    /**
     * Keeps the results from now on; where it does already, nothing changes. Waits a second at most: the state tells
     * whether the disk has answered.
     *
     * @throws MimikaException if the file cannot be written
     */
    public void record(RecordingStore store) {
        synchronized (this) {
            requirePlaying();
            recorder.begin(store, name(), model());
        }
        recorder.awaitBegun();
    }

    /**
     * Keeps no more results. Those that came are safe when they are acknowledged, as a rule before this returns; a slow
     * disk is not waited for longer than a second.
     */
    public void stopRecording() {
        recorder.end();
        recorder.awaitEnd();
    }

    /** How the recording does; empty where there never was one. Never waits for the disk. */
    public Optional<SessionRecorder.State> recording() {
        return recorder.state();
    }

    /** Once a second. */
    void tick() {
        recorder.flush();
        if (!status().state().over()) {
            audience.tell(viewer -> viewer.stats(this));
        }
    }

    private void show(LivePicture picture) {
        audience.tell(viewer -> {
            if (viewer.wantsPictures()) {
                viewer.picture(this, picture);
            }
        });
    }

    /** Whether it has been over for so long. */
    boolean overFor(Duration time) {
        return over && System.nanoTime() - overSince >= time.toNanos();
    }

    /** Ends what hangs on a session that is over; a second call does nothing. */
    private synchronized void release() {
        overSince = over ? overSince : System.nanoTime();
        over = true;
        reading.stopExplaining();
        recorder.end();
        pictures.close();
    }

    /** Ends it, within seconds; what was recorded is completed, by then or as soon as the disk can. */
    @Override
    public void close() {
        beforeClose.run();
        try {
            session.close();
        } finally {
            release();
            recorder.awaitEnd();
        }
    }

    /** On the session's thread, as all taps; one that throws ends neither the other nor the source. */
    private static ResultSink tap(BiConsumer<Frame, FrameResult> consumer) {
        return new ResultSink() {
            @Override
            public void accept(Frame frame, FrameResult result) {
                consumer.accept(frame, result);
            }

            @Override
            public void close() {}
        };
    }

    private void keep(FrameResult result) {
        history.add(result);
        recorder.add(result);
    }
}
