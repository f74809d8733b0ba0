package org.mimika.video.live;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.mimika.core.MimikaException;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.GuardedFrame;
import org.mimika.video.SourceInfo;

/** A source that does what a test says, and counts what it gave and got back. The script's end is the source's. */
final class Script implements FrameSource {
    final AtomicInteger open = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);
    final CountDownLatch hanging = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    private final SourceInfo.Kind kind;
    private final List<Supplier<Frame>> steps;
    private int at;
    private long frames;
    private long sinceArrival;

    private Script(SourceInfo.Kind kind, List<Supplier<Frame>> steps) {
        this.kind = kind;
        this.steps = steps;
    }

    /**
     * One letter a read: f a frame, s one that was sent 30 ms before, w a wider frame, x an error, h hang until
     * released (then a frame), i hang until interrupted (then an error).
     */
    static Script of(SourceInfo.Kind kind, String text) {
        List<Supplier<Frame>> steps = new java.util.ArrayList<>();
        Script script = new Script(kind, steps);
        for (char step : text.toCharArray()) {
            steps.add(() -> script.step(step));
        }
        return script;
    }

    static Script live(String text) {
        return of(SourceInfo.Kind.LIVE, text);
    }

    static Script video(String text) {
        return of(SourceInfo.Kind.VIDEO, text);
    }

    private Frame step(char step) {
        sinceArrival = step == 's' ? 30_000_000 : 0;
        switch (step) {
            case 'f', 's':
                return new GuardedFrame(frames++, 32, open);
            case 'w':
                return new GuardedFrame(frames++, 64, open);
            case 'x':
                throw new MimikaException("the wire is cut\nand this is more than one line");
            case 'i':
                hanging.countDown();
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new MimikaException("let go");
            default:
                hanging.countDown();
                awaitDeaf(release);
                return new GuardedFrame(frames++, 32, open);
        }
    }

    /** As in a driver, where no interrupt is heard of. */
    static void awaitDeaf(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // Nothing to be done in here.
            }
        }
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo("script", kind, 32, 32, 25, -1);
    }

    @Override
    public Frame read() {
        return at == steps.size() ? null : steps.get(at++).get();
    }

    @Override
    public long sinceArrivalNanos() {
        return sinceArrival;
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    public void close() {
        if (open.get() != 0) {
            throw new AssertionError(open + " frames are open still");
        }
        closed.countDown();
    }
}
