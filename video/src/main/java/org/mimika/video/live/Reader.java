package org.mimika.video.live;

import java.util.function.LongConsumer;
import org.mimika.video.ForwardingFrame;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.SourceInfo;

/**
 * One connection to a source: opens it, reads it and closes it, all on one thread, which is the only one that a source
 * can hold up. Who has had enough shuts the mailbox and interrupts the thread, of which a source takes notice if it can;
 * the reader ends when its source lets it go.
 */
final class Reader implements Runnable {
    private final LiveInput input;
    private final LiveOptions options;
    private final Mailbox mailbox;
    private final LiveClock clock;
    private final LongConsumer dropped;
    private int open;

    /**
     * A connection that is yet to be run.
     *
     * @param dropped hears when a frame gave way to a newer one
     */
    Reader(LiveInput input, LiveOptions options, Mailbox mailbox, LiveClock clock, LongConsumer dropped) {
        this.input = input;
        this.options = options;
        this.mailbox = mailbox;
        this.clock = clock;
        this.dropped = dropped;
    }

    @Override
    public void run() {
        Throwable failure = null;
        try {
            mailbox.call();
            FrameSource source = input.opener().get();
            try {
                read(source);
            } catch (RuntimeException | Error e) {
                // Told before the closing, which may take its time.
                mailbox.end(e);
            } finally {
                mailbox.end(null);
                awaitFrames();
                source.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            mailbox.end(failure);
        }
    }

    private void read(FrameSource source) throws InterruptedException {
        SourceInfo info = source.info();
        boolean live = info.kind() == SourceInfo.Kind.LIVE;
        boolean paced = !live && options.pace() == LiveOptions.Pace.OWN;
        Pacer pacer = new Pacer();
        while (mailbox.call()) {
            Frame frame = source.read();
            if (frame == null) {
                return;
            }
            long waited = source.sinceArrivalNanos();
            Frame owned = new Lent(frame);
            boolean wanted;
            try {
                wanted = mailbox.waitUntil(paced ? pacer.due(frame.ptsMillis(), clock.nanos()) : Long.MIN_VALUE);
            } catch (InterruptedException e) {
                owned.close();
                throw e;
            }
            if (!wanted) {
                owned.close();
                return;
            }
            long now = clock.nanos();
            if (mailbox.leave(new Mailbox.Letter(owned, info, now - waited), live || paced)) {
                dropped.accept(now);
            }
        }
    }

    private synchronized void lend() {
        open++;
    }

    private synchronized void returned() {
        open--;
        notifyAll();
    }

    /** A source is closed after its frames; the last may still be looked at, also by who has interrupted this thread. */
    private synchronized void awaitFrames() {
        boolean interrupted = Thread.interrupted();
        while (open > 0) {
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

    /** A frame whose return is heard of. */
    private final class Lent extends ForwardingFrame {
        private boolean closed;

        Lent(Frame frame) {
            super(frame);
            lend();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                super.close();
                returned();
            }
        }
    }
}
