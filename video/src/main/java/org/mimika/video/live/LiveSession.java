package org.mimika.video.live;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.mimika.core.MimikaException;
import org.mimika.video.FaceClassifier;
import org.mimika.video.Frame;
import org.mimika.video.ResultSink;
import org.mimika.video.SourceInfo;

/**
 * One source that runs by itself: a camera, a stream or a file, from {@link #start} to its end or {@link #close}.
 *
 * <p>It has two threads, one that reads the source and one that analyses. Of a live source, and of a recording at its
 * own pace, the newest frame wins: while one is analysed, one waits, and a newer one takes its place. A source that
 * throws, stalls or breaks off is left to its thread and opened anew, if that is worth it ({@link LiveInput#lasting}).
 * What goes wrong here touches no other session.
 *
 * <p>Thread-safe. The opener closes it; closing takes {@link LiveOptions#closeWithin} at most, whatever the source, a
 * subscriber or a tap does.
 */
public final class LiveSession implements AutoCloseable {
    private final LiveInput input;
    private final LiveOptions options;
    private final LiveListener listener;
    private final LiveClock clock;
    private final Player player;
    private final Publisher publisher;
    private final Thread thread;
    private final List<ResultSink> taps = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private Mailbox current;
    private boolean started;
    private boolean closing;
    private LiveStatus status = LiveStatus.of(LiveStatus.State.CONNECTING, "");
    private volatile FaceClassifier classifier;
    private volatile SourceInfo source;

    /** A session that is yet to be started. */
    public LiveSession(LiveInput input, LiveAnalyses analyses, LiveOptions options, LiveListener listener) {
        this(input, analyses, options, listener, LiveClock.system());
    }

    /** As above, by another clock. */
    LiveSession(LiveInput input, LiveAnalyses analyses, LiveOptions options, LiveListener listener, LiveClock clock) {
        this.input = Objects.requireNonNull(input, "input");
        this.options = Objects.requireNonNull(options, "options");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.clock = Objects.requireNonNull(clock, "clock");
        publisher = new Publisher(input.name());
        player = new Player(input, Objects.requireNonNull(analyses, "analyses"), options, clock, new Stage());
        thread = new Thread(this::run, "mimika-live-" + input.name());
        thread.setDaemon(true);
    }

    /** What it was called. */
    public String name() {
        return input.name();
    }

    /** Begins, once; subscribers that are there already get every result. Returns this session. */
    public LiveSession start() {
        synchronized (lock) {
            if (started || closing) {
                throw new IllegalStateException("the session of " + input.name() + " was started or closed before");
            }
            started = true;
        }
        thread.start();
        return this;
    }

    /**
     * Results to be taken from a queue.
     *
     * @param capacity how many results may wait, positive; more push out the oldest
     */
    public Subscription subscribe(int capacity) {
        return publisher.subscribe(capacity);
    }

    /**
     * Results to be called with, one after the other on a thread of this subscriber's own. What the consumer throws ends
     * the subscription and goes to that thread's handler of uncaught exceptions.
     *
     * @param capacity how many results may wait while the consumer works, positive; more push out the oldest
     */
    public Subscription subscribe(int capacity, Consumer<Delivery> consumer) {
        return publisher.subscribe(capacity, Objects.requireNonNull(consumer, "consumer"));
    }

    /**
     * Shows each frame with its result to somebody who needs the picture, on the session's own thread: it holds up the
     * next frame as long as it takes, and is not closed. One that throws is not called again.
     */
    public void tap(ResultSink sink) {
        taps.add(Objects.requireNonNull(sink, "sink"));
    }

    /** Does not show frames to this one any more. */
    public void untap(ResultSink sink) {
        taps.remove(sink);
    }

    /**
     * Reads emotions with this classifier from the next frame on; null for the one of the session's analysis. The session
     * closes neither; the old one may be in use until a result has come that was published after this call.
     */
    public void classifyWith(FaceClassifier other) {
        classifier = other;
    }

    /** Where it stands. */
    public LiveStatus status() {
        synchronized (lock) {
            return status;
        }
    }

    /** How it does. */
    public LiveStats stats() {
        return player.stats();
    }

    /** What the source says of itself; empty until its first frame. */
    public Optional<SourceInfo> source() {
        return Optional.ofNullable(source);
    }

    /**
     * Waits until the session is over and every subscriber that is called has had its results.
     *
     * @throws MimikaException with the reason, if it has failed
     */
    public void join() throws InterruptedException {
        thread.join();
        for (Thread subscriber : publisher.threads()) {
            subscriber.join();
        }
        LiveStatus last = status();
        if (last.state() == LiveStatus.State.FAILED) {
            throw new MimikaException(last.reason());
        }
    }

    /** How many threads its sources hold. */
    int readers() {
        return player.readers().size();
    }

    /** Ends the session; a second call waits for no source again. The results that wait can still be taken. */
    @Override
    public void close() {
        boolean first;
        boolean running;
        synchronized (lock) {
            first = !closing;
            closing = true;
            running = started;
            if (current != null) {
                current.shut();
            }
            lock.notifyAll();
        }
        long deadline = System.nanoTime() + options.closeWithin().toNanos();
        if (running) {
            join(List.of(thread), deadline);
            join(first ? player.readers() : List.of(), deadline);
        }
        finish(LiveStatus.of(LiveStatus.State.ENDED, "closed"));
        join(publisher.threads(), deadline);
    }

    /** Waits for them, but not for the caller's own thread; an interrupt ends the waiting and stays. */
    private static void join(List<Thread> threads, long deadline) {
        for (Thread one : threads) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (one != Thread.currentThread() && millis > 0) {
                try {
                    one.join(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void run() {
        LiveStatus last = LiveStatus.of(LiveStatus.State.ENDED, "interrupted");
        try {
            last = player.play();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            last = LiveStatus.of(LiveStatus.State.FAILED, Player.reason(e));
            if (e instanceof Error) {
                throw e;
            }
        } finally {
            finish(last);
        }
    }

    /** The first end counts. The listener knows of it before the last result can be taken. */
    private void finish(LiveStatus last) {
        try {
            if (change(last)) {
                tell(last);
            }
        } finally {
            publisher.end();
        }
    }

    private boolean change(LiveStatus to) {
        synchronized (lock) {
            if (status.state().over()) {
                return false;
            }
            status = to;
            return true;
        }
    }

    private void tell(LiveStatus what) {
        try {
            listener.changed(what);
        } catch (RuntimeException e) {
            uncaught(e);
        }
    }

    private static void uncaught(RuntimeException e) {
        Thread here = Thread.currentThread();
        here.getUncaughtExceptionHandler().uncaughtException(here, e);
    }

    /** What the player sees of the session. */
    private final class Stage implements Player.Stage {
        @Override
        public boolean enter(Mailbox mailbox) {
            synchronized (lock) {
                current = mailbox;
                return !closing;
            }
        }

        @Override
        public boolean rest(Duration pause) throws InterruptedException {
            synchronized (lock) {
                long until = clock.nanos() + pause.toNanos();
                while (!closing && clock.nanos() < until) {
                    clock.awaitUntil(lock, until);
                }
                return !closing;
            }
        }

        @Override
        public void announce(LiveStatus next) {
            if (change(next)) {
                tell(next);
            }
        }

        @Override
        public void opened(SourceInfo info) {
            source = info;
        }

        @Override
        public FaceClassifier classifier() {
            return classifier;
        }

        @Override
        public void show(Frame frame, LiveResult result) {
            publisher.publish(result);
            for (ResultSink tap : taps) {
                try {
                    tap.accept(frame, result.frame());
                } catch (RuntimeException e) {
                    taps.remove(tap);
                    uncaught(e);
                }
            }
        }
    }
}
