package org.mimika.video.live;

import org.mimika.video.Frame;
import org.mimika.video.SourceInfo;

/**
 * One frame's room between one connection's reader and the session, and how the connection stands. Owns the frame
 * inside. It can be shut from any thread, which wakes both; a reader that is stuck in its source learns of it when it
 * comes back. Thread-safe.
 */
final class Mailbox {
    /** A frame with its source and the time of its arrival. */
    record Letter(Frame frame, SourceInfo source, long arrivedNanos) {}

    /** Why no more letters come. */
    enum End {
        NOT_YET,
        /** The source said that it is at its end. */
        SOURCE_ENDED,
        /** The source threw. */
        SOURCE_FAILED,
        /** The source was too long in one call. */
        STALLED,
        /** Somebody here wants no more. */
        SHUT
    }

    private final LiveClock clock;
    private Letter letter;
    private End end = End.NOT_YET;
    private Throwable failure;
    private boolean calling;
    private long callingSince;

    Mailbox(LiveClock clock) {
        this.clock = clock;
    }

    /** The reader is about to call its source. False if it need not: it is shut. */
    synchronized boolean call() {
        calling = true;
        callingSince = clock.nanos();
        notifyAll();
        return end == End.NOT_YET;
    }

    /** The reader is back from its source; waits for a frame's time. False if shut meanwhile. */
    synchronized boolean waitUntil(long nanos) throws InterruptedException {
        calling = false;
        while (end == End.NOT_YET && clock.nanos() < nanos) {
            clock.awaitUntil(this, nanos);
        }
        return end == End.NOT_YET;
    }

    /**
     * The reader leaves a letter, whose frame is the mailbox's from here on.
     *
     * @param newestWins whether a letter that was not fetched gives way; otherwise the reader waits for it to be
     * @return whether one gave way
     */
    synchronized boolean leave(Letter newest, boolean newestWins) throws InterruptedException {
        calling = false;
        try {
            while (!newestWins && letter != null && end == End.NOT_YET) {
                wait();
            }
        } catch (InterruptedException e) {
            newest.frame().close();
            throw e;
        }
        if (end != End.NOT_YET) {
            newest.frame().close();
            return false;
        }
        boolean dropped = letter != null;
        if (dropped) {
            letter.frame().close();
        }
        letter = newest;
        notifyAll();
        return dropped;
    }

    /**
     * The reader is done.
     *
     * @param why what its source threw; null if that is at its end
     */
    synchronized void end(Throwable why) {
        calling = false;
        if (end == End.NOT_YET) {
            end = why == null ? End.SOURCE_ENDED : End.SOURCE_FAILED;
            failure = why;
        }
        notifyAll();
    }

    /**
     * The next letter, whose frame is the caller's from here on, waiting for it; null if no more come, and
     * {@link #why} tells why.
     *
     * @param stallNanos how long the source may take for one call
     */
    synchronized Letter take(long stallNanos) throws InterruptedException {
        while (letter == null && end == End.NOT_YET) {
            if (!calling) {
                wait();
            } else if (clock.nanos() - callingSince >= stallNanos) {
                end = End.STALLED;
                notifyAll();
            } else {
                clock.awaitUntil(this, callingSince + stallNanos);
            }
        }
        Letter taken = letter;
        letter = null;
        notifyAll();
        return taken;
    }

    /** No more letters are wanted; the one inside is thrown away. */
    synchronized void shut() {
        if (letter != null) {
            letter.frame().close();
            letter = null;
        }
        if (end == End.NOT_YET) {
            end = End.SHUT;
        }
        notifyAll();
    }

    synchronized End why() {
        return end;
    }

    /** Whether the source has come to an end by itself, and is at most being closed. */
    synchronized boolean sourceIsDone() {
        return end == End.SOURCE_ENDED || end == End.SOURCE_FAILED;
    }

    /** What the source threw; null unless {@link End#SOURCE_FAILED}. */
    synchronized Throwable failure() {
        return failure;
    }
}
