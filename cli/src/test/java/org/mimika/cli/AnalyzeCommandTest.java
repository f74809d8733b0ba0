package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.ModelMetadata;
import org.mimika.video.sink.CsvSink;

class AnalyzeCommandTest {
    private static final String EMPTY_ROW = "0,0,,,,,,,,,,,,,,,,pixels";

    @TempDir
    Path folder;

    private Path model;
    private Path picture;

    @BeforeEach
    void makeInputs() throws IOException {
        InputSpec input = new InputSpec(8, 8, 1, 0, 1, new FaceCrop(1, 0, 0));
        ModelMetadata metadata = new ModelMetadata("pixels", "pixels", input, 1, new TreeMap<>());
        model = Files.write(folder.resolve("pixels.onnx"), PixelNetwork.onnx(metadata));
        picture = folder.resolve("picture.png");
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    }

    private Run analyze(Path input, String... more) {
        List<String> args = new ArrayList<>(List.of("analyze", input.toString(), "--model", model.toString()));
        args.addAll(List.of(more));
        return Run.of(args.toArray(String[]::new));
    }

    private static void assertFailed(Run run, String... words) {
        assertEquals(1, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        for (String word : words) {
            assertTrue(run.err().contains(word), run.err());
        }
    }

    @Test
    void theTableGoesToStandardOutput() {
        Run run = analyze(picture);
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of(CsvSink.HEADER, EMPTY_ROW), run.out().lines().toList());
        assertTrue(run.err().contains("1 frames, 0 faces, 0 tracks"), run.err());
    }

    @Test
    void filesAreWrittenAndTheSummaryIsOneObject() throws IOException {
        Path csv = folder.resolve("out.csv");
        Path video = folder.resolve("out.mp4");
        Run run = analyze(picture, "-o", csv.toString(), "--video", video.toString(), "--json");
        assertEquals(0, run.code(), run.err());
        assertEquals(List.of(CsvSink.HEADER, EMPTY_ROW), Files.readAllLines(csv));
        assertTrue(Files.size(video) > 500);
        assertEquals(1, run.out().lines().count());
        JsonNode summary = new ObjectMapper().readTree(run.out());
        List<String> names = new ArrayList<>();
        summary.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("frames", "faces", "tracks", "seconds", "fps", "dropped"), names);
        assertEquals(1, summary.get("frames").asInt());
        assertEquals(0, summary.get("dropped").asInt());
    }

    @Test
    void parquetIsWrittenWhole() throws IOException {
        Path parquet = Files.writeString(folder.resolve("out.parquet"), "old");
        assertFailed(analyze(folder.resolve("none.mp4"), "-o", parquet.toString()), "no such file");
        assertEquals("old", Files.readString(parquet));
        Run run = analyze(picture, "-o", parquet.toString());
        assertEquals(0, run.code(), run.err());
        byte[] bytes = Files.readAllBytes(parquet);
        assertEquals("PAR1", new String(bytes, 0, 4, StandardCharsets.US_ASCII));
        assertEquals("PAR1", new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII));
        assertFalse(Files.exists(folder.resolve("out.parquet.recording")));
    }

    @Test
    void aTruncatedInputFailsAndWhatItHadIsWritten() throws IOException {
        Path photo = folder.resolve("photo.jpg");
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40_000; i++) {
            image.setRGB(i % 200, i / 200, i * 7919);
        }
        ImageIO.write(image, "jpg", photo.toFile());
        byte[] bytes = Files.readAllBytes(photo);
        Files.write(photo, Arrays.copyOf(bytes, bytes.length * 3 / 4));
        Path lines = folder.resolve("out.jsonl");
        assertFailed(analyze(photo, "-o", lines.toString(), "--json"), "photo.jpg", "breaks off after 1 frames");
        assertEquals("{\"frame\":0,\"pts_ms\":0,\"model\":\"pixels\",\"faces\":[]}\n", Files.readString(lines));
    }

    @Test
    void badInputsAreOneLine() throws IOException {
        assertFailed(analyze(folder.resolve("none.mp4")), "none.mp4", "no such file");
        assertFailed(analyze(Files.writeString(folder.resolve("text.mp4"), "text")), "text.mp4", "not a video");
        assertFailed(analyze(Files.createDirectory(folder.resolve("empty"))), "without pictures");
        assertFailed(
                Run.of(
                        "analyze",
                        picture.toString(),
                        "--model",
                        folder.resolve("no.onnx").toString()),
                "no.onnx");
    }

    @Test
    void outputsThatCannotBeWrittenAreOneLineAndTouchNothing() throws IOException {
        byte[] before = Files.readAllBytes(picture);
        assertFailed(analyze(picture, "-o", folder.resolve("none/out.csv").toString()), "there is no folder");
        assertFailed(analyze(picture, "-o", folder.resolve("none/out.parquet").toString()), "there is no folder");
        assertFailed(analyze(picture, "--video", folder.resolve("none/out.mp4").toString()), "there is no folder");
        assertFailed(analyze(picture, "--video", picture.toString()), "it is the input");
        assertFailed(analyze(picture, "--video", folder.resolve("out.avi").toString()), "out.avi", "use .mp4");
        assertFalse(Files.exists(folder.resolve("out.avi")));
        Path table = Files.writeString(folder.resolve("kept.csv"), "kept");
        assertFailed(analyze(folder.resolve("none.mp4"), "-o", table.toString()), "no such file");
        assertEquals("kept", Files.readString(table), "an old table outlives an input that does not open");
        assertArrayEquals(before, Files.readAllBytes(picture));
    }

    @Test
    void wrongUsageIsTwo() {
        assertEquals(2, analyze(picture, "--detect-every", "0").code());
        assertEquals(2, analyze(picture, "--range", "moon").code());
        assertEquals(2, Run.of("analyze").code());
    }
}
