package org.mimika.video.sink;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.mimika.core.MimikaException;

/**
 * Lines of text on their way to a file or stream. Each line is written through at once, whole, so that what has been
 * written stays readable whatever happens next. Used by one thread at a time; owns a file that it opened.
 */
final class TextOutput implements AutoCloseable {
    private final String name;
    private final OutputStream out;
    private final boolean owned;
    private boolean closed;

    private TextOutput(String name, OutputStream out, boolean owned) {
        this.name = name;
        this.out = out;
        this.owned = owned;
    }

    /**
     * Creates or empties a file.
     *
     * @throws MimikaException if it cannot be written
     */
    static TextOutput file(Path file) {
        Outputs.requireWritable(file);
        try {
            return new TextOutput(file.toString(), new BufferedOutputStream(new FileOutputStream(file.toFile())), true);
        } catch (IOException e) {
            throw new MimikaException("cannot write " + file + ": " + Outputs.reason(e), e);
        }
    }

    /** Writes to a stream that stays its owner's. */
    static TextOutput stream(String name, OutputStream out) {
        return new TextOutput(name, out, false);
    }

    /** Writes one line; the line feed is added. */
    void line(CharSequence text) {
        if (closed) {
            throw new IllegalStateException(name + " is closed");
        }
        try {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new MimikaException("cannot write " + name + ": " + Outputs.reason(e), e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (owned) {
                out.close();
            }
        } catch (IOException e) {
            throw new MimikaException("cannot complete " + name + ": " + Outputs.reason(e), e);
        }
    }
}
