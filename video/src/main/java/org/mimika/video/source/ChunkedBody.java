package org.mimika.video.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body that comes in chunks (RFC 9112, 7.1), which cheap cameras send to whoever asks. Its trailer is not read. */
final class ChunkedBody extends InputStream {
    private static final int MOST_DIGITS = 8;
    private static final int MOST_LINE = 4096;

    private final InputStream in;
    private long left;
    private boolean begun;
    private boolean ended;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            left = next();
            ended = left == 0;
        }
        if (ended) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(most, left));
        if (count < 0) {
            throw new EOFException("it breaks off");
        }
        left -= count;
        return count;
    }

    /** The size of the next chunk; 0 for the last, which is empty. */
    private long next() throws IOException {
        if (begun && !line().isEmpty()) {
            throw new IOException("its chunks are not as long as they say");
        }
        begun = true;
        String size = line().replaceFirst("[;\\s].*", "");
        if (!size.matches("[0-9a-fA-F]{1," + MOST_DIGITS + "}")) {
            throw new IOException("a chunk does not say how long it is");
        }
        return Long.parseLong(size, 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("it breaks off");
            }
            if (line.length() == MOST_LINE) {
                throw new IOException("a chunk does not say how long it is");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
