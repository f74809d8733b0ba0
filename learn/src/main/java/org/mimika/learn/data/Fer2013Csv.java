package org.mimika.learn.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
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
    private static final int CHUNK = 8 << 20;
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
            Source source = new Source(channel, layout, headerEnd, channel.size(), chunkSize);
            int chunks = Math.toIntExact((source.to - source.from + chunkSize - 1) / chunkSize);
            List<CsvChunk> parsed = IntStream.range(0, chunks)
                    .parallel()
                    .mapToObj(source::chunk)
                    .toList();
            return join(file, parsed);
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
        /** Parses the lines that begin within the chunk. */
        CsvChunk chunk(int index) {
            long start = from + (long) index * chunkSize;
            // One byte more in front tells whether a line begins at the chunk's first byte.
            byte[] text = readAt(channel, start - 1, chunkSize + 1 + MAX_LINE);
            int begin = afterLine(text, 0);
            boolean last = start + chunkSize >= to;
            int end = last ? text.length : afterLine(text, chunkSize);
            return CsvChunk.parse(layout, text, Math.min(begin, end), end, start - 1 + end >= to);
        }
    }

    private static FaceSet join(Path file, List<CsvChunk> chunks) {
        long lines = 1;
        long rows = 0;
        for (CsvChunk chunk : chunks) {
            lines += chunk.lines();
            rows += chunk.rows();
            if (chunk.problem() != null) {
                throw new MimikaException(
                        file + ": row " + (rows + 1) + " (line " + (lines + 1) + "): " + chunk.problem());
            }
        }
        if (rows == 0) {
            throw new MimikaException(file + ": no rows after the header; the file seems truncated");
        }
        if (rows > Integer.MAX_VALUE / FaceSet.PIXELS) {
            throw new MimikaException(file + ": " + rows + " rows are more than fit into memory as one set");
        }
        byte[] pixels = new byte[(int) rows * FaceSet.PIXELS];
        byte[] labels = new byte[(int) rows];
        byte[] splits = new byte[(int) rows];
        int at = 0;
        for (CsvChunk chunk : chunks) {
            chunk.copyTo(pixels, labels, splits, at);
            at += chunk.rows();
        }
        return new FaceSet(pixels, labels, splits, row -> "row " + (row + 1), Optional.empty());
    }

    private static MimikaException unreadable(Path file, IOException e) {
        String why = e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
        return new MimikaException("cannot read " + file + ": " + why, e);
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
