package org.mimika.learn.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mimika.core.MimikaException;

/**
 * Reads FER2013 from its CSV file: {@code fer2013.csv} (columns {@code emotion,pixels,Usage}) or
 * {@code icml_face_data.csv} (columns {@code emotion, Usage, pixels}, blanks in the header). The columns are found by
 * the header, in any order.
 *
 * <p>The file is cut into chunks that are read and parsed side by side on the common pool. Every value is checked.
 * Rows are counted from 1 in messages, and the header is line 1. Empty lines are passed over.
 */
public final class Fer2013Csv {
    private static final int CHUNK = 2 << 20;
    /** Over this many bytes a line cannot be a row of 48 x 48 pixels, which has at most 9,300. */
    private static final int MAX_LINE = 64 << 10;

    private Fer2013Csv() {}

    /**
     * Reads the whole file.
     *
     * @throws MimikaException with file and row if a row is not as it should be, or the file cannot be read
     */
    public static FaceSet read(Path file) {
        return read(file, CHUNK);
    }

    /** Reads in chunks of a given size, in bytes; the result does not depend on it. */
    static FaceSet read(Path file, int chunkSize) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] head = readAt(channel, 0, MAX_LINE);
            int headerEnd = afterLine(head, 0);
            if (headerEnd == head.length && channel.size() > head.length) {
                throw new MimikaException(file + ": not a FER2013 CSV file: its first line is over 64 KiB long");
            }
            CsvLayout layout = CsvLayout.of(new String(head, 0, headerEnd, StandardCharsets.UTF_8), file.toString());
            return read(file, new Source(channel, layout, headerEnd, channel.size(), chunkSize));
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        }
    }

    /**
     * The rows of an open file.
     *
     * @param from where the first row begins
     * @param to the end of the file
     */
    private record Source(FileChannel channel, CsvLayout layout, long from, long to, int chunkSize) {
        int chunks() {
            return Math.toIntExact((to - from + chunkSize - 1) / chunkSize);
        }

        /** Reads the lines that begin within the chunk. */
        CsvChunk.Lines lines(int chunk) {
            long start = from + (long) chunk * chunkSize;
            // One byte more in front tells whether a line begins at the chunk's first byte.
            byte[] text = readAt(channel, start - 1, chunkSize + 1 + MAX_LINE);
            int begin = afterLine(text, 0);
            boolean last = start + chunkSize >= to;
            int end = last ? text.length : afterLine(text, chunkSize);
            return new CsvChunk.Lines(text, Math.min(begin, end), end, start - 1 + end >= to);
        }
    }

    /** Counts first and parses then, so that the faces go where they stay: a second copy would double the memory. */
    private static FaceSet read(Path file, Source source) {
        int[] counts = IntStream.range(0, source.chunks())
                .parallel()
                .map(chunk -> source.lines(chunk).countRows())
                .toArray();
        int[] firstRows = new int[counts.length];
        long count = 0;
        for (int chunk = 0; chunk < counts.length; chunk++) {
            firstRows[chunk] = (int) count;
            count += counts[chunk];
            if (count > Integer.MAX_VALUE / FaceSet.PIXELS) {
                throw new MimikaException(file + ": over " + firstRows[chunk] + " rows do not fit into one set");
            }
        }
        if (count == 0) {
            throw new MimikaException(file + ": no rows after the header; the file seems truncated");
        }
        CsvChunk.Rows rows = CsvChunk.Rows.of((int) count);
        List<CsvChunk.Outcome> outcomes = IntStream.range(0, source.chunks())
                .parallel()
                .mapToObj(chunk -> CsvChunk.parse(source.layout, source.lines(chunk), rows, firstRows[chunk]))
                .toList();
        check(file, outcomes);
        return new FaceSet(rows.pixels(), rows.labels(), rows.splits(), row -> "row " + (row + 1), Optional.empty());
    }

    private static void check(Path file, List<CsvChunk.Outcome> chunks) {
        long lines = 1;
        long rows = 0;
        for (CsvChunk.Outcome chunk : chunks) {
            lines += chunk.lines();
            rows += chunk.rows();
            if (chunk.problem() != null) {
                throw new MimikaException(
                        file + ": row " + (rows + 1) + " (line " + (lines + 1) + "): " + chunk.problem());
            }
        }
    }

    private static MimikaException unreadable(Path file, IOException e) {
        return new MimikaException("cannot read " + file + ": " + MimikaException.reason(e), e);
    }

    /** The index after the first line feed at or after {@code from}, or the length if there is none. */
    private static int afterLine(byte[] text, int from) {
        for (int i = from; i < text.length; i++) {
            if (text[i] == '\n') {
                return i + 1;
            }
        }
        return text.length;
    }

    private static byte[] readAt(FileChannel channel, long position, int length) {
        try {
            int wanted = (int) Math.min(length, channel.size() - position);
            ByteBuffer buffer = ByteBuffer.allocate(Math.max(wanted, 0));
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, position + buffer.position());
                if (read < 0) {
                    break;
                }
            }
            return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
