package org.mimika.server.live;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.mimika.core.MimikaException;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.SourceInfo;
import org.mimika.video.source.PictureDecoder;
import org.mimika.video.source.SourceOptions;

/**
 * A source whose pictures somebody sends, each as a JPEG. The newest wins where they come faster than they are decoded.
 * One that cannot be decoded is complained of and skipped. The index of a frame is how many pictures were sent before
 * it, its presentation time when it came. {@link #push} and {@link #end} may be called by any thread.
 */
public final class BrowserCamera implements FrameSource {
    private final String name;
    private final PictureDecoder decoder;
    private final Consumer<String> complaints;
    private final Object lock = new Object();
    private byte[] waiting;
    private long waitingIndex;
    private long waitingNanos;
    private long sent;
    private long firstNanos;
    private boolean ended;
    private Frame first;
    private long arrivedNanos;
    private SourceInfo info;
    private long skipped;

    /**
     * A camera that is yet to send.
     *
     * @param decoding the largest picture that it may send
     * @param complaints is told, in one line, what is wrong with a picture; must not wait
     */
    public BrowserCamera(String name, SourceOptions decoding, Consumer<String> complaints) {
        this.name = name;
        this.decoder = new PictureDecoder(decoding);
        this.complaints = complaints;
    }

    /** A picture has come; the bytes are not changed afterwards. Never waits. */
    public void push(byte[] jpeg) {
        synchronized (lock) {
            waiting = jpeg;
            waitingIndex = sent++;
            waitingNanos = System.nanoTime();
            firstNanos = waitingIndex == 0 ? waitingNanos : firstNanos;
            lock.notifyAll();
        }
    }

    /** No more will come. */
    public void end() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }

    /**
     * Waits for the first picture, so that the source can say how large its pictures are.
     *
     * @throws MimikaException if none came before the end
     */
    public FrameSource opened() {
        first = next();
        if (first == null) {
            close();
            throw new MimikaException(name + " has left before its first picture");
        }
        info = new SourceInfo(name, SourceInfo.Kind.LIVE, first.width(), first.height(), 0, -1);
        return this;
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    @Override
    public Frame read() {
        Frame frame = first == null ? next() : first;
        first = null;
        return frame;
    }

    /** The next picture that can be decoded; null at the end. */
    private Frame next() {
        while (true) {
            byte[] jpeg;
            long index;
            long ptsMillis;
            synchronized (lock) {
                while (waiting == null && !ended) {
                    try {
                        lock.wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return null;
                    }
                }
                if (ended) {
                    return null;
                }
                jpeg = waiting;
                index = waitingIndex;
                arrivedNanos = waitingNanos;
                ptsMillis = (waitingNanos - firstNanos) / 1_000_000;
                waiting = null;
            }
            try {
                return decoder.decode("picture " + index, ByteBuffer.wrap(jpeg), index, ptsMillis);
            } catch (MimikaException e) {
                skipped++;
                complaints.accept(e.getMessage());
            }
        }
    }

    @Override
    public long sinceArrivalNanos() {
        return System.nanoTime() - arrivedNanos;
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public void close() {
        if (first != null) {
            first.close();
            first = null;
        }
        decoder.close();
    }
}
