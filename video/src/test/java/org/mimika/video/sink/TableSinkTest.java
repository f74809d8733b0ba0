package org.mimika.video.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.core.MimikaException;
import org.mimika.video.FaceResult;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;

class TableSinkTest {
    private static final FrameResult EMPTY = new FrameResult(7, 280, List.of());
    private static final FrameResult TWO = new FrameResult(
            8,
            320,
            "hybrid",
            List.of(
                    face(1, Emotion.HAPPY, new float[] {0.05f, 0, 0.05f, 0.6f, 0.1f, 0.1f, 0.1f}),
                    face(12, Emotion.NEUTRAL, new float[] {0, 0, 0, 0.6f, 0, 0, 0.4f})));

    @TempDir
    Path folder;

    private static FaceResult face(int track, Emotion shown, float[] scores) {
        return new FaceResult(track, new FaceBox(-1.25f, 20, 30.06f, 40), 0.98765f, new EmotionScores(scores), shown);
    }

    @Test
    void aDiskThatFillsUpLeavesWholeLines() throws IOException {
        Path file = folder.resolve("out.txt");
        FileOutputStream disk = new FileOutputStream(file.toFile()) {
            private int room = 9;

            @Override
            public void write(byte[] bytes) throws IOException {
                int fits = Math.min(room, bytes.length);
                write(bytes, 0, fits);
                room -= fits;
                if (fits < bytes.length) {
                    throw new IOException("No space left on device");
                }
            }
        };
        try (TextOutput out = TextOutput.file("out.txt", disk)) {
            out.line("first");
            MimikaException error = assertThrows(MimikaException.class, () -> out.line("second"));
            assertEquals("cannot write out.txt: No space left on device", error.getMessage());
            assertEquals("first\n", Files.readString(file));
        }
        assertEquals("first\n", Files.readString(file));
    }

    @Test
    void csvIsExact() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        Path file = folder.resolve("out.csv");
        try (ResultSink sink = Outputs.table(file)) {
            sink.accept(null, EMPTY);
            sink.accept(null, TWO);
            String expected =
                    """
                    frame,pts_ms,track,x,y,width,height,face_score,emotion,confidence,\
                    angry,disgust,fear,happy,sad,surprise,neutral,model
                    7,280,,,,,,,,,,,,,,,,
                    8,320,1,-1.2,20.0,30.1,40.0,0.9876,happy,0.6000,\
                    0.0500,0.0000,0.0500,0.6000,0.1000,0.1000,0.1000,hybrid
                    8,320,12,-1.2,20.0,30.1,40.0,0.9876,neutral,0.4000,\
                    0.0000,0.0000,0.0000,0.6000,0.0000,0.0000,0.4000,hybrid
                    """;
            assertEquals(expected, Files.readString(file), "readable before it is closed");
        } finally {
            Locale.setDefault(before);
        }
        long commas = CsvSink.HEADER.chars().filter(c -> c == ',').count();
        for (String line : Files.readAllLines(file)) {
            assertEquals(commas, line.chars().filter(c -> c == ',').count());
        }
    }

    @Test
    void aModelsNameMayHoldAnything() throws IOException {
        Path file = folder.resolve("out.csv");
        try (ResultSink sink = Outputs.table(file)) {
            sink.accept(null, new FrameResult(7, 280, "a \"b\", c.onnx", List.of()));
        }
        assertEquals(
                "7,280,,,,,,,,,,,,,,,,\"a \"\"b\"\", c.onnx\"",
                Files.readAllLines(file).get(1));
    }

    @Test
    void jsonLinesAreObjects() throws IOException {
        Path file = folder.resolve("out.jsonl");
        try (ResultSink sink = Outputs.table(file)) {
            sink.accept(null, EMPTY);
            sink.accept(null, TWO);
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals("{\"frame\":7,\"pts_ms\":280,\"model\":null,\"faces\":[]}", lines.get(0));
        assertEquals(2, lines.size());
        JsonNode two = new ObjectMapper().readTree(lines.get(1));
        assertEquals(8, two.get("frame").asInt());
        assertEquals("hybrid", two.get("model").asText());
        JsonNode second = two.get("faces").get(1);
        assertEquals(12, second.get("track").asInt());
        assertEquals(-1.2, second.get("x").asDouble(), 1e-9);
        assertEquals("neutral", second.get("emotion").asText());
        assertEquals(0.4, second.get("confidence").asDouble(), 1e-9);
        assertEquals(Emotion.COUNT, second.get("scores").size());
        assertEquals(0.6, second.get("scores").get("happy").asDouble(), 1e-9);
    }

    @Test
    void outputsThatCannotBeWrittenAreNamed() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("folder.csv"));
        assertRefused(sub, "it is a folder");
        assertRefused(folder.resolve("none/out.csv"), "there is no folder");
        assertRefused(folder.resolve("out.xlsx"), "unknown kind");
        assertRefused(folder.resolve("out.parquet"), "mimika-record");
        assertFalse(Files.exists(folder.resolve("out.xlsx")));
    }

    private static void assertRefused(Path file, String words) {
        MimikaException error = assertThrows(MimikaException.class, () -> Outputs.table(file));
        assertTrue(error.getMessage().contains(words), error.getMessage());
        assertTrue(error.getMessage().contains(file.getFileName().toString()), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void aStreamThatBreaksIsAnErrorAndStaysOpen() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (bytes.size() > 300) {
                    throw new IOException("/dev/full (No space left on device)");
                }
                bytes.write(b);
            }

            @Override
            public void close() {
                throw new AssertionError("not the sink's to close");
            }
        };
        try (CsvSink sink = CsvSink.stream("standard output", failing)) {
            MimikaException error = assertThrows(MimikaException.class, () -> {
                for (int i = 0; i < 100; i++) {
                    sink.accept(null, TWO);
                }
            });
            assertEquals("cannot write standard output: No space left on device", error.getMessage());
        }
    }

    @Test
    void aFileWhoseHeaderCannotBeWrittenIsClosed() throws IOException {
        Path full = Path.of("/dev/full");
        Path open = Path.of("/proc/self/fd");
        assumeTrue(
                Files.exists(full) && !Files.isRegularFile(full) && Files.exists(open),
                "no /dev/full or no /proc on this system");
        assertThrows(MimikaException.class, () -> CsvSink.file(full));
        try (Stream<Path> files = Files.list(open)) {
            assertFalse(files.anyMatch(file -> {
                try {
                    return Files.readSymbolicLink(file).equals(full);
                } catch (IOException e) {
                    return false; // the listing's own descriptor
                }
            }));
        }
    }
}
