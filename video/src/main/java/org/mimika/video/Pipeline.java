package org.mimika.video;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.mimika.core.MimikaException;

/**
 * Runs a source through detection, tracking, classification and smoothing into sinks: decoding, finding faces and
 * reading emotions each on a thread of its own, the sinks on the caller's, with bounded queues between.
 *
 * <p>Recordings and pictures: every frame, in order. Live sources: in order as well, but the newest frame wins.
 *
 * <p>A stage that fails ends the run: frames that are past it still reach the sinks, nothing before it goes on, and the
 * failure reaches the caller. The pipeline opens and closes nothing but the frames: source, detector, classifier and
 * sinks are their openers', who close them after {@link #run} has returned.
 */
public final class Pipeline {
    private final FrameSource source;
    private final FrameAnalyzer analyzer;
    private final List<ResultSink> sinks;
    private final Channel<Decoded> decoded;
    private final Channel<Found> found;
    private final Channel<Finished> finished;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final BitSet tracks = new BitSet();
    private volatile boolean stopped;
    private boolean ran;
    private long frames;
    private long faces;

    private record Decoded(Frame frame) implements Channel.Item {
        @Override
        public void close() {
            frame.close();
        }
    }

    private record Found(Frame frame, List<TrackedFace> faces) implements Channel.Item {
        @Override
        public void close() {
            frame.close();
        }
    }

    private record Finished(Frame frame, FrameResult result) implements Channel.Item {
        @Override
        public void close() {
            frame.close();
        }
    }

    /** A stage's step from one item to the next. */
    private interface Step<A, B> {
        B apply(A item);
    }

    /** A pipeline for one run. */
    public Pipeline(FrameSource source, Analysis analysis, List<ResultSink> sinks, PipelineOptions options) {
        this.source = Objects.requireNonNull(source, "source");
        this.sinks = List.copyOf(sinks);
        this.analyzer = new FrameAnalyzer(analysis, source.info().kind(), options.detectEvery());
        boolean live = source.info().kind() == SourceInfo.Kind.LIVE;
        // Of a live source, each frame that waits anywhere is age that the viewer sees.
        int capacity = live ? 1 : options.capacity(source.info());
        decoded = new Channel<>(capacity, live);
        found = new Channel<>(capacity, false);
        finished = new Channel<>(capacity, false);
    }

    /**
     * Runs to the end of the source, to {@link #stop} or to the first failure; all stages have stopped when it returns.
     *
     * @throws MimikaException if a stage failed with one, or the calling thread was interrupted
     */
    public Summary run() {
        if (ran) {
            throw new IllegalStateException("a pipeline runs once");
        }
        ran = true;
        long start = System.nanoTime();
        List<Thread> stages = List.of(
                stage("decode", this::decode),
                stage("find", () -> relay(decoded, found, this::find)),
                stage("read", () -> relay(found, finished, this::read)));
        guard(
                () -> {
                    stages.forEach(Thread::start);
                    deliver();
                },
                this::cancel);
        join(stages);
        rethrow();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Summary(frames, faces, tracks.cardinality(), seconds, decoded.dropped() + source.skipped());
    }

    /** Lets the run end after the frames that are decoded already, as if the source ended; from any thread. */
    public void stop() {
        stopped = true;
    }

    private static Thread stage(String name, Runnable work) {
        Thread thread = new Thread(work, "mimika-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** Runs a stage's work; whatever happens, its neighbours learn that it is over. */
    private void guard(Work work, Runnable after) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new MimikaException(
                    "interrupted while analysing " + source.info().name(), e));
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            after.run();
        }
    }

    private void fail(Throwable e) {
        if (!failure.compareAndSet(null, e) && failure.get() != e) {
            failure.get().addSuppressed(e);
        }
    }

    private void decode() {
        guard(
                () -> {
                    Frame frame;
                    do {
                        frame = stopped ? null : source.read();
                    } while (frame != null && decoded.put(new Decoded(frame)));
                },
                decoded::end);
    }

    private <A extends Channel.Item, B extends Channel.Item> void relay(
            Channel<A> from, Channel<B> to, Step<A, B> step) {
        guard(
                () -> {
                    boolean wanted = true;
                    while (wanted) {
                        A item = from.take();
                        if (item == null) {
                            return;
                        }
                        wanted = to.put(applied(step, item));
                    }
                },
                () -> {
                    to.end();
                    from.cancel();
                });
    }

    /** The next stage's item takes over the frame; if there is none, the frame ends here. */
    private static <A extends Channel.Item, B> B applied(Step<A, B> step, A item) {
        try {
            return step.apply(item);
        } catch (RuntimeException | Error e) {
            item.close();
            throw e;
        }
    }

    private Found find(Decoded item) {
        return new Found(item.frame(), analyzer.find(item.frame()));
    }

    private Finished read(Found item) {
        return new Finished(item.frame(), analyzer.read(item.frame(), item.faces()));
    }

    private void deliver() throws InterruptedException {
        Finished item = finished.take();
        while (item != null) {
            try {
                for (ResultSink sink : sinks) {
                    sink.accept(item.frame(), item.result());
                }
            } finally {
                item.close();
            }
            frames++;
            faces += item.result().faces().size();
            item.result().faces().forEach(face -> tracks.set(face.track()));
            item = finished.take();
        }
    }

    /** Nobody waits for anybody any more, not even for a stage whose thread could not be started. */
    private void cancel() {
        decoded.cancel();
        found.cancel();
        finished.cancel();
    }

    /** Waits for the stages, which have been told to end; an interrupt does not leave them behind. */
    private static void join(List<Thread> stages) {
        boolean interrupted = Thread.interrupted();
        for (Thread stage : stages) {
            while (stage.isAlive()) {
                try {
                    stage.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() {
        Throwable e = failure.get();
        if (e instanceof Error error) {
            throw error;
        }
        if (e != null) {
            throw (RuntimeException) e;
        }
    }
}
