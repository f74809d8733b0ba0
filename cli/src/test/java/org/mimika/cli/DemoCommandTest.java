package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.ModelMetadata;
import org.mimika.video.FrameSource;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

class DemoCommandTest {
    @TempDir
    Path folder;

    private Path model() throws IOException {
        InputSpec spec = new InputSpec(48, 48, 1, 0, 1, new FaceCrop(1, 0, 0));
        ModelMetadata metadata = new ModelMetadata("pixels", "pixels", spec, 1, new TreeMap<>());
        return Files.write(folder.resolve("pixels.onnx"), PixelNetwork.onnx(metadata));
    }

    @Test
    void followsTheOneFaceOfTheClipThroughItsGap() throws IOException {
        Path model = model();
        Path out = folder.resolve("new").resolve("out");
        Run run = Run.of("demo", "--out", out.toString(), "--model", model.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("250 frames (10.0 s) analysed in "), run.out());
        assertTrue(run.out().contains("Person 1, in the picture for "), run.out());
        assertTrue(run.out().contains(out.resolve("annotated.mp4").toString()), run.out());

        List<String> rows = Files.readAllLines(out.resolve("emotions.csv"));
        String tracks = rows.stream()
                .skip(1)
                .map(row -> row.split(",", -1)[2])
                .map(track -> track.isEmpty() ? "." : track)
                .collect(Collectors.joining());
        // It is dark from 6.9 to 7.1 s; the face that comes back is the one that went.
        assertTrue(tracks.matches("1{165,174}\\.{4,15}1{65,80}"), tracks);
        try (FrameSource video = Sources.open(out.resolve("annotated.mp4").toString(), SourceOptions.DEFAULTS)) {
            assertEquals(640, video.info().width());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsOneLine() throws IOException {
        Path model = model();
        Path file = Files.writeString(folder.resolve("file"), "");
        Run run = Run.of("demo", "--out", file.resolve("out").toString(), "--model", model.toString());
        assertEquals(1, run.code());
        assertTrue(run.err().startsWith("mimika: cannot make the folder "), run.err());
        assertEquals(1, run.err().lines().count());
    }
}
