package org.mimika.learn.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    private final int[] starts; // of each field of the current line
    private final int[] ends;
    private byte[] pixels = new byte[0];
    private byte[] labels = new byte[0];
    private byte[] splits = new byte[0];
    private int rows;
    private int lines;
    private String problem;

    private CsvChunk(CsvLayout layout, byte[] text) {
        this.layout = layout;
        this.text = text;
        this.starts = new int[layout.columns()];
        this.ends = new int[layout.columns()];
    }

    /** Parses the lines in {@code text[from, to)}; both ends are line starts, or {@code to} the end of the file. */
    static CsvChunk parse(CsvLayout layout, byte[] text, int from, int to, boolean endOfFile) {
        CsvChunk chunk = new CsvChunk(layout, text);
        int at = from;
        while (at < to && chunk.problem == null) {
            int end = at;
            while (end < to && text[end] != '\n') {
                end++;
            }
            chunk.problem = chunk.line(at, end, endOfFile && end == to);
            at = end + 1;
        }
        chunk.pixels = Arrays.copyOf(chunk.pixels, chunk.rows * FaceSet.PIXELS);
        return chunk;
    }

    /** How many rows were read. */
    int rows() {
        return rows;
    }

    /** How many lines were read before the first bad one: the rows, and empty lines. */
    int lines() {
        return lines;
    }

    /** What is wrong with the first bad row, which follows the {@link #lines()} good lines; null if none is. */
    String problem() {
        return problem;
    }

    /** Copies the rows to the whole file's arrays, from row {@code at} on. */
    void copyTo(byte[] allPixels, byte[] allLabels, byte[] allSplits, int at) {
        System.arraycopy(pixels, 0, allPixels, at * FaceSet.PIXELS, rows * FaceSet.PIXELS);
        System.arraycopy(labels, 0, allLabels, at, rows);
        System.arraycopy(splits, 0, allSplits, at, rows);
    }

    /** Reads one line; returns what is wrong with it, or null. */
    private String line(int from, int to, boolean unfinished) {
        int end = to > from && text[to - 1] == '\r' ? to - 1 : to;
        if (isBlank(from, end)) {
            lines++;
            return null;
        }
        String wrong = split(from, end);
        if (wrong == null) {
            grow();
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

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] != ' ') {
                return false;
            }
        }
        return true;
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

    private void grow() {
        if (rows == labels.length) {
            int capacity = Math.max(64, rows * 2);
            pixels = Arrays.copyOf(pixels, capacity * FaceSet.PIXELS);
            labels = Arrays.copyOf(labels, capacity);
            splits = Arrays.copyOf(splits, capacity);
        }
    }

    private String label() {
        int from = starts[layout.emotion()];
        int to = ends[layout.emotion()];
        if (to - from != 1 || text[from] < '0' || text[from] >= '0' + Emotion.COUNT) {
            return "unknown label '" + shown(from, to) + "', expected 0 to " + (Emotion.COUNT - 1);
        }
        labels[rows] = (byte) (text[from] - '0');
        return null;
    }

    private String usage() {
        String name = shown(starts[layout.usage()], ends[layout.usage()]);
        for (Split split : Split.all()) {
            if (split.usage().equals(name)) {
                splits[rows] = (byte) split.ordinal();
                return null;
            }
        }
        return "unknown Usage '" + name + "', expected one of "
                + Split.all().stream().map(Split::usage).collect(Collectors.joining(", "));
    }

    private String pixels() {
        int to = ends[layout.pixels()];
        int at = starts[layout.pixels()];
        int base = rows * FaceSet.PIXELS;
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
