package org.mimika.video.source;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Tells from a file's own bytes whether its end is missing, for the containers whose demuxers take a cut for the end.
 * Where a container cannot tell (raw streams, MPEG-TS), it counts as complete.
 */
final class Completeness {
    private static final int EBML = 0x1A45DFA3;
    private static final int SEGMENT = 0x18538067;
    private static final int TAIL = 4096;

    private Completeness() {}

    /** What is missing, in a few words; empty if nothing is, or if the file does not say. */
    static String missing(Path file, String format) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (format.startsWith("matroska")) {
                return segmentEnd(bytes) > bytes.length() ? "its end is missing" : "";
            }
            if (format.equals("gif") || format.equals("gif_pipe")) {
                return endsWith(bytes, 0x3B) ? "" : "its trailer is missing";
            }
            if (format.equals("jpeg_pipe")) {
                return endsWith(bytes, 0xFF, 0xD9) ? "" : "its lower part is missing";
            }
            return "";
        } catch (IOException e) {
            return "it cannot be read any more: " + e.getMessage();
        }
    }

    /** Whether this is an MP4 or QuickTime file: the index of those may lie at the end, and be lost with it. */
    static boolean isMp4(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            byte[] head = new byte[8];
            bytes.readFully(head);
            return head[4] == 'f' && head[5] == 't' && head[6] == 'y' && head[7] == 'p';
        } catch (IOException e) {
            return false;
        }
    }

    /** Where the Matroska segment ends by its own header (RFC 9559); 0 if that is not stated. */
    private static long segmentEnd(RandomAccessFile bytes) throws IOException {
        if (bytes.readInt() != EBML) {
            return 0;
        }
        long header = size(bytes);
        bytes.seek(bytes.getFilePointer() + header);
        if (bytes.readInt() != SEGMENT) {
            return 0;
        }
        long size = size(bytes);
        return size < 0 ? 0 : bytes.getFilePointer() + size;
    }

    /** An EBML size: as many bytes follow the first as it has leading zeros (RFC 8794); -1 for "unknown", all ones. */
    private static long size(RandomAccessFile bytes) throws IOException {
        int first = bytes.readUnsignedByte();
        int more = Integer.numberOfLeadingZeros(first) - 24;
        if (more > 7) {
            throw new IOException("no EBML size");
        }
        long value = first & (0x7F >> more);
        for (int i = 0; i < more; i++) {
            value = value << 8 | bytes.readUnsignedByte();
        }
        return value == (1L << 7 * (more + 1)) - 1 ? -1 : value;
    }

    /** Whether these bytes stand in the file's tail, so that padding or an appended note does not count as a cut. */
    private static boolean endsWith(RandomAccessFile bytes, int... ending) throws IOException {
        int length = (int) Math.min(TAIL, bytes.length());
        byte[] tail = new byte[length];
        bytes.seek(bytes.length() - length);
        bytes.readFully(tail);
        int last = length;
        // One byte is found anywhere by chance: only zeros may follow it. A pair may be followed by anything.
        while (ending.length == 1 && last > 0 && tail[last - 1] == 0) {
            last--;
        }
        int from = ending.length == 1 ? last - 1 : 0;
        for (int i = Math.max(0, from); i + ending.length <= last; i++) {
            boolean same = true;
            for (int j = 0; j < ending.length; j++) {
                same &= (tail[i + j] & 0xff) == ending[j];
            }
            if (same) {
                return true;
            }
        }
        return false;
    }
}
