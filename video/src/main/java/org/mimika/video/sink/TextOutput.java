package org.mimika.video.sink;

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
    private final FileOutputStream owned;
    private long whole;
    private boolean closed;

    private TextOutput(String name, OutputStream out, FileOutputStream owned) {
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
            return file(file.toString(), new FileOutputStream(file.toFile()));
        } catch (IOException e) {
            throw new MimikaException("cannot write " + file + ": " + Outputs.reason(e), e);
        }
    }

    /** Writes to an opened, empty file and owns it. */
    static TextOutput file(String name, FileOutputStream out) {
        return new TextOutput(name, out, out);
    }

    /** Writes to a stream that stays its owner's. */
    static TextOutput stream(String name, OutputStream out) {
        return new TextOutput(name, out, null);
    }

    /** Writes one line; the line feed is added. */
    void line(CharSequence text) {
        if (closed) {
            throw new IllegalStateException(name + " is closed");
        }
        try {
            byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(line);
            out.flush();
            whole += line.length;
        } catch (IOException e) {
            dropRest();
            throw new MimikaException("cannot write " + name + ": " + Outputs.reason(e), e);
        }
    }

    /** A disk that fills up takes a part of a line: away with it, a reader would stumble over it. */
    private void dropRest() {
        if (owned == null) {
            return;
        }
        try {
            owned.getChannel().truncate(whole);
        } catch (IOException ignored) {
            // No regular file, or no disk any more; what is reported is that the line could not be written.
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (owned != null) {
                owned.close();
            }
        } catch (IOException e) {
            throw new MimikaException("cannot complete " + name + ": " + Outputs.reason(e), e);
        }
    }
}
