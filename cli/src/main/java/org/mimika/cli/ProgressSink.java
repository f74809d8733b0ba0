package org.mimika.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;
import org.mimika.video.SourceInfo;

/** A line on a terminal that says how far the analysis is; it disappears at the end. */
final class ProgressSink implements ResultSink {
    private static final long REFRESH_NANOS = 250_000_000;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final SourceInfo source;
    private final long start = System.nanoTime();
    private long frames;
    private long shownAt = start - REFRESH_NANOS;

    ProgressSink(PrintStream err, SourceInfo source) {
        this.err = err;
        this.source = source;
    }

    @Override
    public void accept(Frame frame, FrameResult result) {
        frames++;
        long now = System.nanoTime();
        if (now - shownAt < REFRESH_NANOS) {
            return;
        }
        shownAt = now;
        double seconds = Math.max(1e-3, (now - start) / 1e9);
        String of = source.frames() >= frames
                ? String.format(Locale.ROOT, " of %d (%d%%)", source.frames(), 100 * frames / source.frames())
                : "";
        err.printf(Locale.ROOT, "%s%d frames%s, %.0f frames/s", CLEAR_LINE, frames, of, frames / seconds);
        err.flush();
    }

    @Override
    public void close() {
        err.print(CLEAR_LINE);
        err.flush();
    }
}
