package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.record.Recording;
import org.mimika.record.RecordingStore;
import org.mimika.video.FrameResult;
import org.mimika.video.sink.CsvSink;

class SessionsCommandTest {
    @TempDir
    Path folder;

    @Test
    void sessionsAreListedAndExported() throws IOException {
        Path file = folder.resolve("sessions.duckdb");
        try (RecordingStore store = RecordingStore.open(file)) {
            try (Recording recording = store.begin("clip.mp4", "hybrid")) {
                recording.accept(null, new FrameResult(3, 120, List.of()));
            }
            Run busy = Run.of("sessions", file.toString());
            assertEquals(1, busy.code());
            assertTrue(busy.err().contains("open already"), busy.err());
        }
        Run list = Run.of("sessions", file.toString());
        assertEquals(0, list.code(), list.err());
        assertEquals(2, list.out().lines().count(), list.out());
        assertTrue(list.out().contains("hybrid") && list.out().contains("clip.mp4"), list.out());

        Path csv = folder.resolve("out.csv");
        Run export = Run.of("sessions", file.toString(), "--export", "1", "-o", csv.toString());
        assertEquals(0, export.code(), export.err());
        assertEquals(List.of(CsvSink.HEADER, "3,120,,,,,,,,,,,,,,,,hybrid"), Files.readAllLines(csv));

        Path none = folder.resolve("none.csv");
        Run unknown = Run.of("sessions", file.toString(), "--export", "7", "-o", none.toString());
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("no session 7"), unknown.err());
        assertFalse(Files.exists(none));
        assertEquals(1, Run.of("sessions", none.toString()).code());
        assertEquals(2, Run.of("sessions", file.toString(), "--export", "1").code());
        assertEquals(2, Run.of("sessions").code());
    }
}
