package org.mimika.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mimika.core.MimikaException;
import org.mimika.record.Tables;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;

/** Tables of results to be saved: CSV, JSON Lines and Parquet, at {@code PATH.csv} and so on. */
final class Downloads {
    private static final Map<String, String> TYPES = Map.of(
            "csv", "text/csv; charset=utf-8",
            "jsonl", "application/jsonl; charset=utf-8",
            "parquet", "application/vnd.apache.parquet");

    private static final int LONGEST_NAME = 40;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Downloads() {}

    /** Writes the table that a request asks for, of which the file's name tells the kind; says what it is of. */
    interface Table {
        Of write(Context context, Path file);
    }

    /**
     * What a table is of.
     *
     * @param source the source's name
     * @param started when it began
     */
    record Of(String source, Instant started) {
        /** A name for the file that is right on every system: {@code mimika-front-door-20261122-0930.csv}, in UTC. */
        String fileName(String kind) {
            String plain = Normalizer.normalize(source, Normalizer.Form.NFD)
                    .replaceAll("\\p{M}", "")
                    .replaceAll("[^A-Za-z0-9]+", "-")
                    .replaceAll("^-|-$", "")
                    .toLowerCase(Locale.ROOT);
            String clipped = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
            return "mimika-" + (clipped.isEmpty() ? "" : clipped + "-") + MINUTE.format(started) + "." + kind;
        }
    }

    static void add(RoutesConfig routes, String path, Table table) {
        TYPES.forEach((kind, type) -> routes.get(path + "." + kind, context -> send(context, kind, type, table)));
    }

    /** By way of a file, which Parquet needs; it is gone when it has been sent. */
    private static void send(Context context, String kind, String type, Table table) {
        try {
            Path folder = Files.createTempDirectory("mimika-download");
            try {
                Path file = folder.resolve("results." + kind);
                String name = table.write(context, file).fileName(kind);
                context.contentType(type)
                        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                        .header("Cache-Control", "no-store")
                        .result(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
            } finally {
                // On Unix an open file outlives its name.
                remove(folder);
            }
        } catch (IOException e) {
            throw new MimikaException("cannot write the table: " + MimikaException.reason(e), e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.delete(folder);
    }

    static void write(List<FrameResult> results, Path file, String source, String model) {
        try (ResultSink sink = Tables.sink(file, source, model)) {
            results.forEach(result -> sink.accept(null, result));
        }
    }
}
