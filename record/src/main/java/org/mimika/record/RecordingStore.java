package org.mimika.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.mimika.core.MimikaException;
import org.mimika.video.FrameResult;

/**
 * A DuckDB file with any number of sessions: table {@code sessions} (id, source, model, started_ms, ended_ms), table
 * {@code results} (session, then the columns of {@link org.mimika.video.sink.CsvSink}) and table {@code mimika}, which
 * holds the version of this layout. Any DuckDB reads it. Results only; pictures are never kept. A session may change its
 * model: that of the table {@code sessions} is the one it began with, that of a row the one that made it.
 *
 * <p>Files of version 1, whose rows do not tell their model, are read as they are, and brought to version 2 when they are
 * opened for recording.
 *
 * <p>One at a time writes: while it is open, nobody else opens the file. Several sessions may be recorded at once, and
 * sessions read meanwhile; a reader sees what was committed when it began. Thread-safe. Memory is bounded (DuckDB takes
 * 256 MB at most). The opener closes it, after its recordings and reads. A disk with less than 64 MB left counts as
 * full. Failures are {@link MimikaException}s that name the file.
 */
public final class RecordingStore implements AutoCloseable {
    /** The version of the layout that this class writes. */
    public static final int SCHEMA_VERSION = 2;

    private final DuckFile file;
    private final FreeSpace space;
    private final DuckDBConnection writer;
    private int version;

    private RecordingStore(DuckFile file, FreeSpace space) {
        this.file = file;
        this.space = space;
        writer = file.connect();
    }

    /**
     * Opens a file for recording; one that does not exist is made.
     *
     * @throws MimikaException if it is open already, is none of ours, comes from a newer version, or cannot be written
     */
    public static RecordingStore open(Path path) {
        return open(path, FreeSpace.of(folder(path)));
    }

    static RecordingStore open(Path path, FreeSpace space) {
        space.require("cannot open " + path + " for recording");
        RecordingStore store = new RecordingStore(new DuckFile(path, false), space);
        return store.checked(RecordingStore::prepare);
    }

    /**
     * Opens a file to read it; several processes may, while none writes.
     *
     * @throws MimikaException if it does not exist, is being written, is none of ours, or comes from a newer version
     */
    public static RecordingStore openReadOnly(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new MimikaException("cannot open " + path + ": no such file");
        }
        RecordingStore store = new RecordingStore(new DuckFile(path, true), () -> Long.MAX_VALUE);
        return store.checked(RecordingStore::requireSchema);
    }

    private static Path folder(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(path)) {
            throw new MimikaException("cannot open " + path + ": "
                    + (Files.isDirectory(path) ? "it is a folder; name a file" : "there is no folder " + folder));
        }
        return folder;
    }

    private RecordingStore checked(Consumer<RecordingStore> check) {
        try {
            check.accept(this);
            return this;
        } catch (RuntimeException e) {
            try (writer) {
                throw e;
            } catch (SQLException ignored) {
                throw e;
            }
        }
    }

    /** Makes the tables in an empty file, all or none; checks them in any other. */
    private void prepare() {
        boolean empty = query("SELECT count(*) FROM duckdb_tables()", rows -> rows.next() && rows.getLong(1) == 0);
        if (!empty) {
            requireSchema();
            if (version < SCHEMA_VERSION) {
                bringUpToDate();
            }
        } else {
            change("set up", statement -> {
                statement.execute("CREATE TABLE mimika (schema_version INTEGER NOT NULL)");
                statement.execute("CREATE TABLE sessions (id BIGINT NOT NULL, source VARCHAR NOT NULL,"
                        + " model VARCHAR NOT NULL, started_ms BIGINT NOT NULL, ended_ms BIGINT)");
                statement.execute("CREATE TABLE results (" + ResultRows.DEFINITION + ")");
                statement.execute("INSERT INTO mimika VALUES (" + SCHEMA_VERSION + ")");
            });
            version = SCHEMA_VERSION;
        }
    }

    private void bringUpToDate() {
        change("bring up to date", statement -> {
            statement.execute("ALTER TABLE results ADD COLUMN " + ResultRows.MODEL);
            statement.execute("UPDATE mimika SET schema_version = " + SCHEMA_VERSION);
        });
        version = SCHEMA_VERSION;
    }

    private void requireSchema() {
        boolean ours = query(
                "SELECT count(*) FROM duckdb_tables() WHERE table_name IN ('mimika', 'sessions', 'results')",
                rows -> rows.next() && rows.getLong(1) == 3);
        if (!ours) {
            throw new MimikaException("cannot open " + file.path() + ": it is a DuckDB file, but holds no recording");
        }
        version = query("SELECT max(schema_version) FROM mimika", rows -> rows.next() ? rows.getInt(1) : 0);
        if (version < 1 || version > SCHEMA_VERSION) {
            throw new MimikaException("cannot open " + file.path() + ": its layout is version " + version
                    + ", this Mimika knows those up to " + SCHEMA_VERSION);
        }
    }

    /** The file. */
    public Path path() {
        return file.path();
    }

    /**
     * Begins a session.
     *
     * @param source what the user called the source
     * @param model the model that reads the faces, of which the results may tell otherwise
     */
    public synchronized Recording begin(String source, String model) {
        space.require("cannot record to " + file.path());
        long id = query("SELECT coalesce(max(id), 0) + 1 FROM sessions", rows -> {
            rows.next();
            return rows.getLong(1);
        });
        change("record to", statement -> {
            try (PreparedStatement insert =
                    statement.getConnection().prepareStatement("INSERT INTO sessions VALUES (?, ?, ?, ?, NULL)")) {
                insert.setLong(1, id);
                insert.setString(2, source);
                insert.setString(3, model);
                insert.setLong(4, System.currentTimeMillis());
                insert.execute();
            }
        });
        return new Recording(this, id);
    }

    /** Commits a batch: on return it is on the disk. */
    synchronized void append(long session, List<FrameResult> batch) {
        space.require("cannot record to " + file.path());
        change("record to", statement -> {
            try (DuckDBAppender rows = writer.createAppender("results")) {
                for (FrameResult result : batch) {
                    ResultRows.append(rows, session, result);
                }
            }
        });
    }

    synchronized void end(long session) {
        space.require("cannot record to " + file.path());
        change(
                "record to",
                statement -> statement.execute(
                        "UPDATE sessions SET ended_ms = " + System.currentTimeMillis() + " WHERE id = " + session));
    }

    private SessionReader reader() {
        return new SessionReader(file, version > 1);
    }

    /** All sessions, in the order they began in. */
    public List<Session> sessions() {
        return reader().all();
    }

    /**
     * Reads a session's frames in order, without holding them all.
     *
     * @param fromMillis frames from this presentation time on
     * @param toMillis and before this one; {@link Long#MAX_VALUE} for all
     * @throws MimikaException if there is no such session
     */
    public void read(long session, long fromMillis, long toMillis, Consumer<FrameResult> frames) {
        reader().read(session, fromMillis, toMillis, frames);
    }

    /**
     * Writes a session as {@code .csv}, {@code .jsonl} or {@code .parquet}, by the name; the file appears whole or not
     * at all.
     *
     * @throws MimikaException if there is no such session, the name is of another kind, or it cannot be written
     */
    public void export(long session, Path output) {
        reader().export(session, output);
    }

    /** A change of the file, committed as a whole or not at all. */
    private void change(String action, Change change) {
        try (Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            try {
                change.by(statement);
                writer.commit();
            } catch (SQLException | RuntimeException e) {
                rollBack(e);
                throw e;
            }
            writer.setAutoCommit(true);
        } catch (SQLException e) {
            throw file.failure(action, e);
        }
    }

    private void rollBack(Exception cause) {
        try {
            writer.rollback();
            writer.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private <T> T query(String sql, Answer<T> answer) {
        try (Statement statement = writer.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return answer.from(rows);
        } catch (SQLException e) {
            throw file.failure("read", e);
        }
    }

    /** Completes the file and lets go of it. A second call does nothing. */
    @Override
    public synchronized void close() {
        try {
            if (!writer.isClosed() && !roomy()) {
                // The log stays beside the file and is read when the file is opened next.
                try (Statement statement = writer.createStatement()) {
                    statement.execute("PRAGMA disable_checkpoint_on_shutdown");
                }
            }
            writer.close();
        } catch (SQLException e) {
            throw file.failure("close", e);
        }
    }

    private boolean roomy() {
        try {
            return space.bytes() >= FreeSpace.RESERVE / 2;
        } catch (IOException e) {
            return false;
        }
    }

    private interface Change {
        void by(Statement statement) throws SQLException;
    }

    private interface Answer<T> {
        T from(ResultSet rows) throws SQLException;
    }
}
