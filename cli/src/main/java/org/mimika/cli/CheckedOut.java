package org.mimika.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** A print stream that reports failure when flushed, as {@code | head} causes it, instead of keeping it to itself. */
final class CheckedOut extends OutputStream {
    private final PrintStream out;

    CheckedOut(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) {
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        if (out.checkError()) {
            throw new IOException("its reader has gone, or the disk is full");
        }
    }
}
