package org.mimika.video.detect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.mimika.video.Detection;
import org.mimika.video.FaceDetector;
import org.mimika.video.Frame;
import org.mimika.video.SourceInfo;

/**
 * A few networks for any number of sources: each source has a detector of its own, which remembers what it saw last and
 * borrows a network for the time of one look. So memory and the processor are used as much as the pool is large, however
 * many sources there are. Thread-safe; owns the networks until {@link #close}.
 */
public final class DetectorPool implements AutoCloseable {
    private final FaceRange range;
    private final Shelf near;
    private final Shelf far;

    /**
     * Loads the networks, each for one thread.
     *
     * @param range how far faces may be
     * @param size how many looks there can be at once, at least 1
     * @throws org.mimika.core.MimikaException if a network or the native library cannot be loaded
     */
    public DetectorPool(FaceRange range, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size=" + size);
        }
        this.range = range;
        near = new Shelf(range == FaceRange.FAR ? 0 : size, () -> new BlazeFaceDetector(BlazeFaceModel.SHORT_RANGE, 1));
        try {
            far = new Shelf(
                    range == FaceRange.NEAR ? 0 : size, () -> new BlazeFaceDetector(BlazeFaceModel.FULL_RANGE, 1));
        } catch (RuntimeException | Error e) {
            near.close();
            throw e;
        }
    }

    /** The same answers as {@link FaceDetectors#open} gives; closing it does nothing, the networks are the pool's. */
    public FaceDetector detector(SourceInfo source) {
        FaceDetector first = new Borrower(near, FaceDetectors.nearMinScore(source));
        FaceDetector second = new Borrower(far, BlazeFaceModel.FULL_RANGE.minScore());
        return switch (range) {
            case NEAR -> first;
            case FAR -> second;
            case AUTO -> new AdaptiveDetector(first, second, FaceDetectors.probeMillis(source));
        };
    }

    /** Frees the networks, once nobody looks through them; who wants to look after that gets an error. */
    @Override
    public void close() {
        near.close();
        far.close();
    }

    /** Networks of one kind that are not in use. */
    private static final class Shelf implements AutoCloseable {
        private final int size;
        private final Deque<BlazeFaceDetector> idle = new ArrayDeque<>();
        private boolean closed;

        Shelf(int size, Supplier<BlazeFaceDetector> maker) {
            this.size = size;
            try {
                for (int i = 0; i < size; i++) {
                    idle.push(maker.get());
                }
            } catch (RuntimeException | Error e) {
                idle.forEach(BlazeFaceDetector::close);
                throw e;
            }
        }

        synchronized BlazeFaceDetector take() {
            await(() -> closed || !idle.isEmpty());
            if (closed) {
                throw new IllegalStateException("the detectors are closed");
            }
            return idle.pop();
        }

        synchronized void putBack(BlazeFaceDetector network) {
            idle.push(network);
            notifyAll();
        }

        /** A look takes milliseconds: an interrupt can wait for it. */
        private void await(BooleanSupplier condition) {
            boolean interrupted = false;
            while (!condition.getAsBoolean()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                notifyAll();
                await(() -> idle.size() == size);
                idle.forEach(BlazeFaceDetector::close);
                idle.clear();
            }
        }
    }

    private record Borrower(Shelf shelf, float minScore) implements FaceDetector {
        @Override
        public List<Detection> detect(Frame frame) {
            BlazeFaceDetector network = shelf.take();
            try {
                return network.detect(frame, minScore);
            } finally {
                shelf.putBack(network);
            }
        }

        @Override
        public void close() {
            // The network is the pool's.
        }
    }
}
