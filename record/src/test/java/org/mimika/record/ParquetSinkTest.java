package org.mimika.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.MimikaException;
import org.mimika.video.ResultSink;

class ParquetSinkTest {
    @TempDir
    Path folder;

    /** Reads a Parquet file as text, cell by cell, beside the types of its columns. */
    private static List<String> rows(Path parquet, List<String> columns) {
        List<String> rows = new ArrayList<>();
        String from = "SELECT * FROM read_parquet('" + parquet.toString().replace("'", "''") + "')";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet cells = statement.executeQuery(from)) {
            for (int i = 1; i <= cells.getMetaData().getColumnCount(); i++) {
                columns.add(cells.getMetaData().getColumnName(i) + " "
                        + cells.getMetaData().getColumnTypeName(i));
            }
            while (cells.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    Object cell = cells.getObject(i);
                    row.add(cell == null ? "" : cell.toString());
                }
                rows.add(String.join(",", row));
            }
        } catch (SQLException e) {
            throw new AssertionError(parquet + " is not readable", e);
        }
        return rows;
    }

    /** Compares with a CSV file, row by row; numbers by their value, as 0.5000 is written there. */
    static void assertSameRows(Path csv, Path parquet) throws IOException {
        List<String> columns = new ArrayList<>();
        List<String> actual = rows(parquet, columns);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(
                lines.get(0),
                String.join(",", columns.stream().map(c -> c.split(" ")[0]).toList()));
        assertEquals(
                Stream.of(lines.get(0).split(",")).map(ParquetSinkTest::type).toList(),
                columns.stream().map(c -> c.split(" ")[1]).toList());
        assertEquals(lines.size() - 1, actual.size());
        for (int i = 0; i < actual.size(); i++) {
            String[] expected = lines.get(i + 1).split(",", -1);
            String[] cells = actual.get(i).split(",", -1);
            assertEquals(expected.length, cells.length);
            for (int c = 0; c < cells.length; c++) {
                boolean number = !expected[c].isEmpty() && c != 8 && c != cells.length - 1;
                assertEquals(
                        number ? new BigDecimal(expected[c]).stripTrailingZeros() : expected[c],
                        number ? new BigDecimal(cells[c]).stripTrailingZeros() : cells[c],
                        lines.get(i + 1));
            }
        }
    }

    private static String type(String column) {
        return switch (column) {
            case "frame", "pts_ms" -> "BIGINT";
            case "track" -> "INTEGER";
            case "emotion", "model" -> "VARCHAR";
            default -> "DOUBLE";
        };
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void itHoldsWhatTheCsvHoldsAndAppearsWhole() throws IOException {
        Path csv = folder.resolve("out.csv");
        Path parquet = Files.writeString(folder.resolve("it's.parquet"), "old");
        try (ResultSink text = Tables.sink(csv, "clip", "hybrid");
                ResultSink sink = Tables.sink(parquet, "clip", "hybrid")) {
            for (long i = 0; i < 1500; i++) {
                text.accept(null, Results.frame(i));
                sink.accept(null, Results.frame(i));
            }
            assertEquals("old", Files.readString(parquet), "untouched until the new one is whole");
            MimikaException second = assertThrows(MimikaException.class, () -> Tables.sink(parquet, "clip", "hybrid"));
            assertTrue(second.getMessage().contains("open already"), second.getMessage());
        }
        assertSameRows(csv, parquet);
        assertEquals(List.of("it's.parquet", "out.csv"), names());
    }

    @Test
    void aRunWithoutFramesHasColumnsAndNoRows() {
        Path parquet = folder.resolve("empty.parquet");
        try (ResultSink sink = Tables.sink(parquet, "clip", "hybrid")) {
            sink.close();
        }
        List<String> columns = new ArrayList<>();
        assertEquals(List.of(), rows(parquet, columns));
        assertEquals(18, columns.size());
    }

    @Test
    void whatIsLeftOfAKilledRunIsBegunAnew() throws IOException {
        Path left = folder.resolve("out.parquet.recording");
        try (RecordingStore store = RecordingStore.open(left);
                Recording recording = store.begin("killed", "hybrid")) {
            recording.accept(null, Results.frame(77));
        }
        Path parquet = folder.resolve("out.parquet");
        try (ResultSink sink = Tables.sink(parquet, "clip", "hybrid")) {
            sink.accept(null, Results.frame(0));
        }
        assertEquals(List.of("0,0,,,,,,,,,,,,,,,,hybrid"), rows(parquet, new ArrayList<>()));
        assertEquals(List.of("out.parquet"), names());
    }

    @Test
    void namesThatCannotBeWrittenAreRefused() throws IOException {
        for (String name : List.of("none/out.parquet", "out.xlsx")) {
            Path file = folder.resolve(name);
            MimikaException error = assertThrows(MimikaException.class, () -> Tables.sink(file, "clip", "hybrid"));
            assertTrue(error.getMessage().contains(file.getFileName().toString()), error.getMessage());
        }
        assertFalse(Files.exists(folder.resolve("none")));
        assertEquals(List.of(), names());
    }
}
