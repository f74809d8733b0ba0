package org.mimika.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.MimikaException;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;
import org.mimika.video.sink.CsvSink;
import org.mimika.video.sink.JsonLinesSink;

class RecordingStoreTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("sessions.duckdb");
    }

    private static List<Long> indices(RecordingStore store, long session, long from, long to) {
        List<Long> indices = new ArrayList<>();
        store.read(session, from, to, result -> indices.add(result.index()));
        return indices;
    }

    private static String refused(Path file) {
        MimikaException error = assertThrows(MimikaException.class, () -> RecordingStore.open(file));
        assertTrue(error.getMessage().contains(file.getFileName().toString()), error.getMessage());
        assertEquals(1, error.getMessage().lines().count(), error.getMessage());
        return error.getMessage();
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void sessionsRecordedAtOnceAreKeptApartAndExportedAsTheSinksWriteThem() throws IOException {
        Path csv = folder.resolve("direct.csv");
        Path lines = folder.resolve("direct.jsonl");
        try (RecordingStore store = RecordingStore.open(file)) {
            try (Recording one = store.begin("it's a clip.mp4", "hybrid");
                    Recording two = store.begin("camera:0", "vit");
                    ResultSink directCsv = CsvSink.file(csv);
                    ResultSink directLines = JsonLinesSink.file(lines)) {
                for (long i = 0; i < 700; i++) {
                    one.accept(null, Results.frame(i));
                    directCsv.accept(null, Results.frame(i));
                    directLines.accept(null, Results.frame(i));
                    two.accept(null, Results.frame(10_000 + i));
                }
                assertTrue(one.acknowledged() > 0, "batches are committed on the way");
                assertTrue(one.acknowledged() < 700);
                one.flush();
                assertEquals(700, one.acknowledged());
                assertEquals(
                        700, indices(store, 1, Long.MIN_VALUE, Long.MAX_VALUE).size(), "read while recorded");
            }
            try (Recording open = store.begin("later", "hybrid")) {
                assertEquals(3, open.session());
                Session later = store.sessions().get(2);
                assertTrue(later.ended().isEmpty());
                assertEquals(0, later.frames());
            }
        }
        try (RecordingStore store = RecordingStore.openReadOnly(file)) {
            List<Session> sessions = store.sessions();
            assertEquals(List.of(1L, 2L, 3L), sessions.stream().map(Session::id).toList());
            assertEquals("it's a clip.mp4", sessions.get(0).source());
            assertEquals(700, sessions.get(0).frames());
            assertEquals(175 * 6, sessions.get(0).faces());
            assertFalse(sessions.get(0)
                    .ended()
                    .orElseThrow()
                    .isBefore(sessions.get(0).started()));
            assertEquals(List.of(10_002L, 10_003L), indices(store, 2, 400_080, 400_160));

            Path exported = folder.resolve("it's.csv");
            store.export(1, exported);
            assertEquals(Files.readString(csv), Files.readString(exported));
            store.export(1, folder.resolve("exported.jsonl"));
            List<String> expected = Files.readAllLines(lines);
            List<String> actual = Files.readAllLines(folder.resolve("exported.jsonl"));
            assertEquals(expected, actual);
            Path parquet = folder.resolve("it's.parquet");
            store.export(1, parquet);
            ParquetSinkTest.assertSameRows(csv, parquet);

            MimikaException none = assertThrows(MimikaException.class, () -> store.export(9, exported));
            assertTrue(none.getMessage().contains("no session 9"), none.getMessage());
            assertEquals(Files.readString(csv), Files.readString(exported), "left as it was");
            assertThrows(MimikaException.class, () -> store.export(1, folder.resolve("out.xlsx")));
        }
    }

    @Test
    void aModelThatIsChangedOnTheWayStandsBesideItsRows() throws IOException {
        try (RecordingStore store = RecordingStore.open(file)) {
            try (Recording recording = store.begin("clip", "hybrid")) {
                recording.accept(null, new FrameResult(0, 0, "hybrid", List.of()));
                recording.accept(null, new FrameResult(1, 40, "it's vit", List.of()));
                recording.accept(null, new FrameResult(2, 80, List.of()));
            }
            Path csv = folder.resolve("models.csv");
            store.export(1, csv);
            assertEquals(List.of("hybrid", "it's vit", "hybrid"), models(csv));
            store.export(1, folder.resolve("models.parquet"));
            ParquetSinkTest.assertSameRows(csv, folder.resolve("models.parquet"));
        }
    }

    private static List<String> models(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }

    /** As version 1 wrote it, whose rows did not tell their model. */
    @Test
    void aFileOfVersionOneIsReadAsItIsAndGoesOnAsVersionTwo() throws IOException, SQLException {
        sql("CREATE TABLE mimika (schema_version INTEGER NOT NULL); INSERT INTO mimika VALUES (1);"
                + "CREATE TABLE sessions (id BIGINT NOT NULL, source VARCHAR NOT NULL, model VARCHAR NOT NULL,"
                + " started_ms BIGINT NOT NULL, ended_ms BIGINT); INSERT INTO sessions VALUES (1, 'old', 'a''vit', 5, 9);"
                + "CREATE TABLE results (session BIGINT NOT NULL, frame BIGINT NOT NULL, pts_ms BIGINT NOT NULL,"
                + " track INTEGER, x DOUBLE, y DOUBLE, width DOUBLE, height DOUBLE, face_score DOUBLE, emotion VARCHAR,"
                + " confidence DOUBLE, angry DOUBLE, disgust DOUBLE, fear DOUBLE, happy DOUBLE, sad DOUBLE,"
                + " surprise DOUBLE, neutral DOUBLE); INSERT INTO results VALUES (1, 0, 0, 1, 1, 2, 3, 4, 0.9, 'happy',"
                + " 1, 0, 0, 0, 1, 0, 0, 0), (1, 1, 40, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                + " NULL, NULL, NULL, NULL, NULL)");
        Path before = folder.resolve("before.csv");
        byte[] bytes = Files.readAllBytes(file);
        try (RecordingStore store = RecordingStore.openReadOnly(file)) {
            store.export(1, before);
            store.export(1, folder.resolve("before.parquet"));
        }
        assertEquals(List.of("a'vit", "a'vit"), models(before));
        ParquetSinkTest.assertSameRows(before, folder.resolve("before.parquet"));
        org.junit.jupiter.api.Assertions.assertArrayEquals(bytes, Files.readAllBytes(file), "reading changed it");
        try (RecordingStore store = RecordingStore.open(file);
                Recording recording = store.begin("new", "hybrid")) {
            recording.accept(null, Results.frame(7));
        }
        Path after = folder.resolve("after.csv");
        try (RecordingStore store = RecordingStore.open(file)) {
            store.export(1, after);
            assertEquals(Files.readString(before), Files.readString(after));
            store.export(2, after);
            assertEquals(List.of("it's vit", "it's vit", "it's vit"), models(after));
        }
    }

    @Test
    void oneWriterAtATime() {
        try (RecordingStore store = RecordingStore.open(file)) {
            assertTrue(refused(file).contains("open already"));
            store.begin("still works", "hybrid").close();
        }
        try (RecordingStore store = RecordingStore.open(file)) {
            assertEquals(1, store.sessions().size());
        }
    }

    @Test
    void aFullDiskIsOneErrorAndLosesNothingAcknowledged() {
        AtomicLong free = new AtomicLong(Long.MAX_VALUE);
        long safe;
        try (RecordingStore store = RecordingStore.open(file, free::get)) {
            try (Recording recording = store.begin("clip", "hybrid")) {
                for (long i = 0; i < 100; i++) {
                    recording.accept(null, Results.frame(i));
                }
                recording.flush();
                safe = recording.acknowledged();
                free.set(3 << 20);
                recording.accept(null, Results.frame(100));
                MimikaException full = assertThrows(MimikaException.class, recording::flush);
                assertTrue(full.getMessage().contains("disk is full (3 MB left"), full.getMessage());
                FrameResult next = Results.frame(101);
                assertSame(full, assertThrows(MimikaException.class, () -> recording.accept(null, next)));
                assertEquals(safe, recording.acknowledged());
            }
            assertThrows(MimikaException.class, () -> store.begin("other", "hybrid"));
            free.set(Long.MAX_VALUE);
            store.begin("there is room again", "hybrid").close();
            free.set(0);
        }
        try (RecordingStore store = RecordingStore.openReadOnly(file)) {
            assertEquals(100, safe);
            assertEquals(100, store.sessions().get(0).frames());
            assertTrue(store.sessions().get(0).ended().isEmpty(), "broken off");
            assertEquals(2, store.sessions().size());
        }
        assertTrue(assertThrows(MimikaException.class, () -> RecordingStore.open(file, free::get))
                .getMessage()
                .contains("disk is full"));
    }

    @Test
    void filesThatAreNotOursAreRefusedAndLeftAlone() throws IOException, SQLException {
        Path text = Files.writeString(folder.resolve("text.duckdb"), "no database".repeat(9999));
        assertTrue(refused(text).contains("not a DuckDB file"));
        assertEquals("no database".repeat(9999), Files.readString(text));
        assertTrue(refused(folder.resolve("none/sessions.duckdb")).contains("there is no folder"));
        assertTrue(refused(folder).contains("it is a folder"));

        sql("CREATE TABLE orders (id INTEGER)");
        assertTrue(refused(file).contains("holds no recording"));
        sql("DROP TABLE orders");
        RecordingStore.open(file).close();
        sql("UPDATE mimika SET schema_version = 3");
        assertTrue(refused(file).contains("version 3"));
        assertThrows(MimikaException.class, () -> RecordingStore.openReadOnly(folder.resolve("none.duckdb")));
        assertFalse(Files.exists(folder.resolve("none.duckdb")));
    }
}
