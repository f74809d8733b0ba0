package org.mimika.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line on standard error that is written over while something runs, and goes when this is closed; silent where
 * standard error is no terminal. Not thread-safe.
 */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 24;
    private static final long REDRAW_NANOS = 200_000_000;

    private final PrintStream err;
    private final boolean shown;
    private final LongSupplier nanoClock;
    private final long started;
    private long drawn;
    private int length;

    ProgressBar(Console console) {
        this(console, System::nanoTime);
    }

    /** One by a clock of nanoseconds, whose zero may be anywhere. */
    ProgressBar(Console console, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        started = nanoClock.getAsLong();
        drawn = started - REDRAW_NANOS;
        err = console.err();
        shown = console.terminal();
    }

    /**
     * Draws, at most five times a second.
     *
     * @param done of {@code total}
     * @param details what stands behind the bar
     */
    void update(long done, long total, String details) {
        long now = nanoClock.getAsLong();
        if (!shown || now - drawn < REDRAW_NANOS && done < total) {
            return;
        }
        drawn = now;
        int filled = (int) (WIDTH * done / Math.max(1, total));
        String line = "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + details;
        err.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
        err.flush();
        length = line.length();
    }

    /**
     * Draws how many are done and the time left.
     *
     * @param items what is counted, in the plural
     */
    void count(long done, long total, String items) {
        update(done, total, done + " of " + total + " " + items + ", " + timeLeft(done, total) + " left");
    }

    /** The time left if the rest goes as fast as what was done since the bar was made. */
    String timeLeft(long done, long total) {
        if (done == 0) {
            return "?";
        }
        return format(Duration.ofNanos((nanoClock.getAsLong() - started) / done * (total - done)));
    }

    /** Takes the line away, so that another can stand there. */
    void clear() {
        if (shown && length > 0) {
            err.print("\r" + " ".repeat(length) + "\r");
            err.flush();
            length = 0;
        }
    }

    @Override
    public void close() {
        clear();
    }

    /** {@code 1:02:03} or {@code 2:03}. */
    static String format(Duration time) {
        String minutes = String.format(Locale.ROOT, "%02d:%02d", time.toMinutesPart(), time.toSecondsPart());
        return time.toHours() > 0 ? time.toHours() + ":" + minutes : minutes;
    }
}
