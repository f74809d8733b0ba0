package org.mimika.learn.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The operands of a pickle's opcodes; ends early with an error, never beyond the bytes. */
final class PickleReader {
    private static final int MAX_NAME = 1000;

    private final ByteBuffer bytes;

    PickleReader(byte[] pickle) {
        bytes = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    int u8() throws IOException {
        return require(1).get() & 0xff;
    }

    int u16() throws IOException {
        return require(2).getShort() & 0xffff;
    }

    int i32() throws IOException {
        return require(4).getInt();
    }

    /** A length or an index; one past 2^31 - 1 cannot be meant. */
    int u31() throws IOException {
        int value = i32();
        if (value < 0) {
            throw new IOException("a length of " + Integer.toUnsignedString(value) + " is too large");
        }
        return value;
    }

    int u63() throws IOException {
        long value = require(8).getLong();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IOException("a length of " + Long.toUnsignedString(value) + " is too large");
        }
        return (int) value;
    }

    /** Big-endian, unlike all else. */
    double f64() throws IOException {
        return Double.longBitsToDouble(Long.reverseBytes(require(8).getLong()));
    }

    /** Two's complement of {@code length} bytes, little-endian. */
    long integer(int length) throws IOException {
        if (length > Long.BYTES) {
            throw new IOException("an integer of " + length + " bytes is too large");
        }
        require(length);
        long value = 0;
        for (int i = 0; i < length; i++) {
            long digit = i == length - 1 ? bytes.get() : bytes.get() & 0xff; // the last one carries the sign
            value |= digit << 8 * i;
        }
        return value;
    }

    String text(int length) throws IOException {
        require(length); // before room is made for it
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Up to the end of the line. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = u8(); c != '\n'; c = u8()) {
            if (line.length() == MAX_NAME) {
                throw new IOException("a name is longer than " + MAX_NAME + " characters");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private ByteBuffer require(int count) throws IOException {
        if (count < 0 || bytes.remaining() < count) {
            throw new IOException("the pickle ends early");
        }
        return bytes;
    }
}
