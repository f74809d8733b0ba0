package org.mimika.video.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.mimika.core.MimikaException;
import org.mimika.video.ResultSink;

/** Opens sinks by the names of their files, but for Parquet, which needs the module {@code record}; and says what is wrong with those that cannot be written. */
public final class Outputs {
    private Outputs() {}

    /**
     * A sink for a table of results: {@code .csv}, or {@code .jsonl} (also {@code .ndjson}). The caller closes it.
     *
     * @throws MimikaException if the suffix is unknown or the file cannot be written
     */
    public static ResultSink table(Path file) {
        return isCsv(file) ? CsvSink.file(file) : JsonLinesSink.file(file);
    }

    /**
     * Checks a table's name without touching the file.
     *
     * @throws MimikaException if its suffix is none that {@link #table} knows
     */
    public static void requireTable(Path file) {
        isCsv(file);
    }

    /**
     * Checks an annotated video's name without touching the file.
     *
     * @throws MimikaException if it is not that of an MP4 file
     */
    public static void requireVideo(Path file) {
        if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).matches(".*\\.(mp4|m4v)")) {
            throw new MimikaException("cannot write " + file + ": the video is written as MP4, use .mp4");
        }
    }

    private static boolean isCsv(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return true;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return false;
        }
        throw new MimikaException("cannot write " + file
                + (name.endsWith(".parquet")
                        ? ": Parquet is written by the module mimika-record"
                        : ": unknown kind of file")
                + ", use .csv or .jsonl");
    }

    /**
     * Checks what can be checked without touching the file.
     *
     * @throws MimikaException if it is a folder, its folder does not exist, or it may not be written
     */
    public static void requireWritable(Path file) {
        if (Files.isDirectory(file)) {
            throw new MimikaException("cannot write " + file + ": it is a folder; name a file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new MimikaException("cannot write " + file + ": there is no folder " + folder);
        }
        if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
            throw new MimikaException("cannot write " + file + ": permission denied");
        }
    }

    /** What went wrong, in the system's words without the file's name, which is said already. */
    static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        int open = message.lastIndexOf('(');
        return open >= 0 && message.endsWith(")") ? message.substring(open + 1, message.length() - 1) : message;
    }
}
