package org.mimika.learn.data;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.mimika.core.Emotion;

/**
 * Parses a run of whole lines of a FER2013 CSV file. It reads bytes by hand because the file is 271 MB of small
 * integers. It stops at the first bad row and keeps what is wrong with it, so that chunks parsed side by side can
 * report the first bad row of the file.
 */
final class CsvChunk {
    private final CsvLayout layout;
    private final byte[] text;
    private final Rows target;
    private final int firstRow;
    private final int[] starts; // of each field of the current line
    private final int[] ends;
    private int rows;
    private int lines;
    private String problem;

    /**
     * Where the rows of a whole file go; chunks write to different rows of it at the same time.
     *
     * @param pixels row i at {@code i * FaceSet.PIXELS}
     * @param labels {@link Emotion} ordinals
     * @param splits {@link Split} ordinals
     */
    record Rows(byte[] pixels, byte[] labels, byte[] splits) {
        static Rows of(int count) {
            return new Rows(new byte[count * FaceSet.PIXELS], new byte[count], new byte[count]);
        }
    }

    /**
     * Some lines of a file.
     *
     * @param from where the first line begins
     * @param to the end of the last line, or of the file
     * @param endOfFile whether the file ends there
     */
    record Lines(byte[] text, int from, int to, boolean endOfFile) {
        /** How many of them are not empty, which is how many rows they should give. */
        int countRows() {
            int count = 0;
            int at = from;
            while (at < to) {
                int end = lineEnd(at);
                count += isBlank(at, end) ? 0 : 1;
                at = end + 1;
            }
            return count;
        }

        /** Where the line that begins at {@code at} ends, before its line feed. */
        private int lineEnd(int at) {
            int end = at;
            while (end < to && text[end] != '\n') {
                end++;
            }
            return end;
        }

        private boolean isBlank(int at, int end) {
            for (int i = at; i < end; i++) {
                if (text[i] != ' ' && text[i] != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * How a chunk went; it does not hold on to the text.
     *
     * @param rows how many rows were read
     * @param lines how many lines were read before the first bad one: the rows, and empty lines
     * @param problem what is wrong with the first bad row, which follows those lines; null if none is
     */
    record Outcome(int rows, int lines, String problem) {}

    private CsvChunk(CsvLayout layout, byte[] text, Rows target, int firstRow) {
        this.layout = layout;
        this.text = text;
        this.target = target;
        this.firstRow = firstRow;
        this.starts = new int[layout.columns()];
        this.ends = new int[layout.columns()];
    }

    /** Parses lines into the target, from row {@code firstRow} on. */
    static Outcome parse(CsvLayout layout, Lines lines, Rows target, int firstRow) {
        CsvChunk chunk = new CsvChunk(layout, lines.text(), target, firstRow);
        int at = lines.from();
        while (at < lines.to() && chunk.problem == null) {
            int end = lines.lineEnd(at);
            if (lines.isBlank(at, end)) {
                chunk.lines++;
            } else {
                chunk.problem = chunk.line(at, end, lines.endOfFile() && end == lines.to());
            }
            at = end + 1;
        }
        return new Outcome(chunk.rows, chunk.lines, chunk.problem);
    }

    /** Reads one line; returns what is wrong with it, or null. */
    private String line(int from, int to, boolean unfinished) {
        int end = text[to - 1] == '\r' ? to - 1 : to;
        String wrong = split(from, end);
        if (wrong == null) {
            wrong = label();
        }
        if (wrong == null) {
            wrong = pixels();
        }
        if (wrong == null) {
            wrong = usage();
        }
        if (wrong == null) {
            rows++;
            lines++;
            return null;
        }
        return unfinished ? wrong + "; the file ends within this row: it seems truncated" : wrong;
    }

    /** Finds the fields, without the blanks and quotes around them. */
    private String split(int from, int to) {
        int field = 0;
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i < to && text[i] != ',') {
                continue;
            }
            if (field < layout.columns()) {
                int end = i;
                while (start < end && isPadding(text[start])) {
                    start++;
                }
                while (end > start && isPadding(text[end - 1])) {
                    end--;
                }
                starts[field] = start;
                ends[field] = end;
            }
            field++;
            start = i + 1;
        }
        return field == layout.columns() ? null : field + " columns, expected " + layout.columns();
    }

    private static boolean isPadding(byte c) {
        return c == ' ' || c == '"' || c == '\t';
    }

    private String label() {
        int from = starts[layout.emotion()];
        int to = ends[layout.emotion()];
        if (to - from != 1 || text[from] < '0' || text[from] >= '0' + Emotion.COUNT) {
            return "unknown label '" + shown(from, to) + "', expected 0 to " + (Emotion.COUNT - 1);
        }
        target.labels()[firstRow + rows] = (byte) (text[from] - '0');
        return null;
    }

    private String usage() {
        String name = shown(starts[layout.usage()], ends[layout.usage()]);
        for (Split split : Split.all()) {
            if (split.usage().equals(name)) {
                target.splits()[firstRow + rows] = (byte) split.ordinal();
                return null;
            }
        }
        return "unknown Usage '" + name + "', expected one of "
                + Split.all().stream().map(Split::usage).collect(Collectors.joining(", "));
    }

    private String pixels() {
        int to = ends[layout.pixels()];
        int at = starts[layout.pixels()];
        byte[] pixels = target.pixels();
        int base = (firstRow + rows) * FaceSet.PIXELS;
        int count = 0;
        while (at < to) {
            int first = at;
            int value = 0;
            int digit;
            while (at < to && (digit = text[at] - '0') >= 0 && digit <= 9 && at - first < 4) {
                value = value * 10 + digit;
                at++;
            }
            if (at == first || value > 255 || (at < to && text[at] != ' ')) {
                return badPixel(first, to, count);
            }
            if (count < FaceSet.PIXELS) {
                pixels[base + count] = (byte) value;
            }
            count++;
            while (at < to && text[at] == ' ') {
                at++;
            }
        }
        return count == FaceSet.PIXELS
                ? null
                : count + " pixels, expected " + FaceSet.PIXELS + " (" + FaceSet.SIDE + " x " + FaceSet.SIDE + ")";
    }

    private String badPixel(int from, int to, int count) {
        int end = from;
        while (end < to && text[end] != ' ') {
            end++;
        }
        return "pixel " + (count + 1) + " is '" + shown(from, end) + "', expected a number from 0 to 255";
    }

    private String shown(int from, int to) {
        int length = Math.min(to - from, 24);
        String start = new String(text, from, length, StandardCharsets.ISO_8859_1).replaceAll("\\p{Cntrl}", "?");
        return length < to - from ? start + "..." : start;
    }
}
