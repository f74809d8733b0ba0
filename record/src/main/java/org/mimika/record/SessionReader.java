package org.mimika.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.mimika.core.MimikaException;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;
import org.mimika.video.sink.CsvSink;
import org.mimika.video.sink.JsonLinesSink;
import org.mimika.video.sink.Outputs;

/** The ways out of a recording's file, each over a connection of its own, so that recording goes on beside it. */
final class SessionReader {
    private final DuckFile file;
    private final boolean rowsTellModel;

    /** {@code rowsTellModel}: version 1 tells it of the session alone. */
    SessionReader(DuckFile file, boolean rowsTellModel) {
        this.file = file;
        this.rowsTellModel = rowsTellModel;
    }

    List<Session> all() {
        return sessions("");
    }

    private Session required(long session) {
        return sessions("WHERE s.id = " + session).stream()
                .findFirst()
                .orElseThrow(() -> new MimikaException("there is no session " + session + " in " + file.path()));
    }

    private List<Session> sessions(String where) {
        List<Session> sessions = new ArrayList<>();
        query(
                "SELECT s.id, s.source, s.model, s.started_ms, s.ended_ms, count(DISTINCT r.frame), count(r.track)"
                        + " FROM sessions s LEFT JOIN results r ON r.session = s.id " + where
                        + " GROUP BY ALL ORDER BY s.id",
                rows -> {
                    while (rows.next()) {
                        long ended = rows.getLong(5);
                        Optional<Instant> end =
                                rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
                        sessions.add(new Session(
                                rows.getLong(1),
                                rows.getString(2),
                                rows.getString(3),
                                Instant.ofEpochMilli(rows.getLong(4)),
                                end,
                                rows.getLong(6),
                                rows.getLong(7)));
                    }
                });
        return sessions;
    }

    void read(long session, long fromMillis, long toMillis, Consumer<FrameResult> frames) {
        query(
                select(required(session)) + " AND pts_ms >= " + fromMillis
                        + (toMillis == Long.MAX_VALUE ? "" : " AND pts_ms < " + toMillis),
                rows -> ResultRows.read(rows, frames));
    }

    /** Without an order of its own DuckDB keeps that in which rows were appended: by frame, then by track. */
    private String select(Session session) {
        return "SELECT " + ResultRows.columns(session.model(), rowsTellModel) + " FROM results WHERE session = "
                + session.id();
    }

    void export(long session, Path output) {
        TableKind kind = TableKind.of(output);
        Outputs.requireWritable(output);
        Session known = required(session);
        Path partial = output.resolveSibling(output.getFileName() + ".part");
        try {
            try {
                write(known, kind, partial, "cannot write " + output);
                Files.move(partial, output, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new MimikaException("cannot write " + output + ": " + MimikaException.reason(e), e);
        }
    }

    private void write(Session session, TableKind kind, Path partial, String what) {
        if (kind == TableKind.PARQUET) {
            FreeSpace.of(partial.toAbsolutePath().getParent()).require(what);
            String name = partial.toAbsolutePath().toString().replace("'", "''");
            copy(
                    "COPY (" + select(session) + ") TO '" + name
                            + "' (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)",
                    what);
            return;
        }
        try (ResultSink sink = kind == TableKind.CSV ? CsvSink.file(partial) : JsonLinesSink.file(partial)) {
            read(session.id(), Long.MIN_VALUE, Long.MAX_VALUE, result -> sink.accept(null, result));
        }
    }

    private void query(String sql, Rows rows) {
        try (DuckDBConnection connection = file.connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            rows.read(answer);
        } catch (SQLException e) {
            throw file.failure("read", e);
        }
    }

    private void copy(String sql, String what) {
        try (DuckDBConnection connection = file.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new MimikaException(what + ": " + file.reason(e), e);
        }
    }

    private interface Rows {
        void read(ResultSet rows) throws SQLException;
    }
}
