package org.mimika.video.sink;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.core.MimikaException;
import org.mimika.video.Clip;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.FrameSource;
import org.mimika.video.Frames;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

class Mp4SinkTest {
    @TempDir
    Path folder;

    private static FrameSource open(Path file) {
        return Sources.open(file.toString(), SourceOptions.DEFAULTS);
    }

    private static FrameResult result(Frame frame, FaceBox... boxes) {
        List<FaceResult> faces = new ArrayList<>();
        for (FaceBox box : boxes) {
            EmotionScores scores = new EmotionScores(new float[] {0.7f, 0.1f, 0.1f, 0.1f, 0, 0, 0});
            faces.add(new FaceResult(faces.size() + 1, box, 0.9f, scores, Emotion.ANGRY));
        }
        return new FrameResult(frame.index(), frame.ptsMillis(), faces);
    }

    private static List<Long> times(Path file) {
        List<Long> times = new ArrayList<>();
        try (FrameSource source = open(file)) {
            Frames.forEach(source, frame -> times.add(frame.ptsMillis()));
        }
        return times;
    }

    private static void copy(Path input, Path output, FaceBox... boxes) {
        try (FrameSource source = open(input);
                Mp4Sink sink = new Mp4Sink(output, source.info())) {
            Frames.forEach(source, frame -> sink.accept(frame, result(frame, boxes)));
        }
    }

    @Test
    void everyFrameKeepsItsTime() {
        Path input = Clip.of(96, 64).times(0, 33, 100, 110, 500, 733).write(folder.resolve("in.mkv"));
        Path output = folder.resolve("out.mp4");
        copy(input, output);
        assertEquals(List.of(0L, 33L, 100L, 110L, 500L, 733L), times(output));
    }

    @Test
    void aClockOfItsOwnIsSetToZero() {
        Path input = Clip.of(96, 64).times(3_600_000, 3_600_040, 3_600_080).write(folder.resolve("in.mkv"));
        Path output = folder.resolve("out.mp4");
        copy(input, output);
        assertEquals(List.of(0L, 40L, 80L), times(output));
    }

    @ParameterizedTest
    @CsvSource({"97,63,98,64", "1,1,16,16", "64,48,64,48", "7680,64,3840,32"})
    void extentsAreMadeFitForEncoders(int width, int height, int videoWidth, int videoHeight) {
        Path input = Clip.of(width, height)
                .codec("ffv1", AV_PIX_FMT_GRAY8)
                .frames(2)
                .paint((x, y, frame) -> 180)
                .write(folder.resolve("in.mkv"));
        Path output = folder.resolve("out.mp4");
        copy(input, output, new FaceBox(0, 0, 1, 1));
        try (FrameSource source = open(output)) {
            assertEquals(videoWidth, source.info().width());
            assertEquals(videoHeight, source.info().height());
        }
    }

    @Test
    void aRunThatIsKilledLeavesAPlayableFile() {
        Path input = Clip.of(96, 64).frames(200).write(folder.resolve("in.mp4"));
        Path output = folder.resolve("out.mp4");
        Path copy = folder.resolve("copy.mp4");
        try (FrameSource source = open(input);
                Mp4Sink sink = new Mp4Sink(output, source.info())) {
            Frames.forEach(source, frame -> {
                sink.accept(frame, result(frame));
                if (frame.index() == 180) {
                    copyAsItIs(output, copy);
                }
            });
        }
        List<Long> times = times(copy);
        // A fragment is the two seconds from one key frame to the next, 50 frames.
        assertTrue(times.size() >= 120 && times.size() <= 181, times.size() + " frames");
        assertEquals(200, times(output).size());
    }

    private static void copyAsItIs(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void facesAreDrawnInTheirColour() {
        Path input = Clip.of(320, 240)
                .codec("ffv1", AV_PIX_FMT_YUV420P)
                .range(AVCOL_RANGE_MPEG)
                .frames(3)
                .paint((x, y, frame) -> 128)
                .write(folder.resolve("in.mkv"));
        Path output = folder.resolve("out.mp4");
        copy(input, output, new FaceBox(40, 60, 100, 100));
        try (FrameSource source = open(output);
                Frame frame = source.read()) {
            ByteBuffer rgb = ByteBuffer.allocateDirect(320 * 240 * 3);
            frame.scaleRgb(rgb, 320, 240);
            int redder = 0;
            for (int x = 38; x <= 42; x++) {
                int edge = 3 * (110 * 320 + x);
                redder = Math.max(redder, (rgb.get(edge) & 255) - (rgb.get(edge + 2) & 255));
            }
            assertTrue(redder > 40, "the box is red, by " + redder);
            int inside = 3 * (110 * 320 + 90);
            assertEquals(rgb.get(inside) & 255, rgb.get(inside + 2) & 255, 12, "the face is left alone");
        }
    }

    @Test
    void picturesOfOtherSizesAreFittedIn() {
        Path wide = white(200, 100);
        Path tall = white(100, 200);
        Path output = folder.resolve("out.mp4");
        try (FrameSource first = open(wide);
                FrameSource second = open(tall);
                Mp4Sink sink = new Mp4Sink(output, first.info());
                Frame one = first.read();
                Frame two = second.read()) {
            sink.accept(one, result(one));
            sink.accept(two, new FrameResult(1, 1000, List.of()));
        }
        try (FrameSource source = open(output)) {
            source.read().close();
            try (Frame frame = source.read()) {
                assertEquals(1000, frame.ptsMillis());
                int[] row = new int[200];
                Arrays.setAll(row, x -> frame.luma().at(x, 50));
                assertTrue(row[5] < 40 && row[194] < 40 && row[100] > 200, Arrays.toString(row));
                assertTrue(frame.luma().at(100, 3) > 200, "it fills the height");
            }
        }
    }

    private Path white(int width, int height) {
        return Clip.of(width, height)
                .codec("ffv1", AV_PIX_FMT_GRAY8)
                .paint((x, y, frame) -> 255)
                .write(folder.resolve(width + ".mkv"));
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        Path input = Clip.of(96, 64).write(folder.resolve("in.mp4"));
        try (FrameSource source = open(input)) {
            for (String name : List.of(".", "none/out.mp4")) {
                MimikaException error = assertThrows(
                        MimikaException.class, () -> new Mp4Sink(folder.resolve(name), source.info()).close());
                assertTrue(error.getMessage().startsWith("cannot write "), error.getMessage());
            }
        }
    }

    @Test
    void aFullDiskIsAnError() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full) && !Files.isRegularFile(full), "no /dev/full on this system");
        Path input = Clip.of(320, 240).frames(300).write(folder.resolve("in.mp4"));
        MimikaException error = assertThrows(MimikaException.class, () -> copy(input, full));
        assertTrue(error.getMessage().startsWith("cannot write /dev/full"), error.getMessage());
    }
}
