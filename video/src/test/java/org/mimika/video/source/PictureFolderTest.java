package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.MimikaException;
import org.mimika.video.Clip;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.SourceInfo;

class PictureFolderTest {
    @TempDir
    Path folder;

    private void picture(String name, int width, int grey) {
        Clip.of(width, 20)
                .codec("png", AV_PIX_FMT_GRAY8)
                .container("image2")
                .paint((x, y, frame) -> grey)
                .write(folder.resolve(name));
    }

    @Test
    void picturesComeInNaturalOrderAndBrokenOnesAreSkipped() throws Exception {
        picture("face10.png", 30, 100);
        picture("face2.png", 40, 20);
        picture("Face1.PNG", 50, 10);
        Files.writeString(folder.resolve("face3.png"), "no picture at all");
        Files.writeString(folder.resolve("notes.txt"), "no picture, and nobody thinks so");
        Files.createDirectory(folder.resolve("folder.png"));
        try (FrameSource source = Sources.open(folder.toString(), SourceOptions.DEFAULTS)) {
            assertEquals(SourceInfo.Kind.PICTURES, source.info().kind());
            assertEquals(4, source.info().frames());
            int[][] expected = {{0, 50, 10}, {1, 40, 20}, {3, 30, 100}};
            for (int[] picture : expected) {
                try (Frame frame = source.read()) {
                    assertEquals(picture[0], frame.index());
                    assertEquals(picture[0] * 1000L, frame.ptsMillis());
                    assertEquals(picture[1], frame.width());
                    assertEquals(picture[2], frame.luma().at(3, 3));
                }
            }
            assertNull(source.read());
            assertEquals(1, source.skipped());
        }
    }

    @Test
    void aFolderOfBrokenPicturesIsAnError() throws Exception {
        Files.writeString(folder.resolve("a.png"), "no picture at all");
        MimikaException error =
                assertThrows(MimikaException.class, () -> Sources.open(folder.toString(), SourceOptions.DEFAULTS)
                        .close());
        assertTrue(error.getMessage().contains("none of its 1 pictures"), error.getMessage());
    }

    @Test
    void namesAreOrderedAsPeopleDo() {
        List<String> sorted = Stream.of("b", "a10b", "a2", "a10", "a01", "a1", "a")
                .sorted(NaturalOrder.INSTANCE)
                .toList();
        assertEquals(List.of("a", "a01", "a1", "a2", "a10", "a10b", "b"), sorted);
    }
}
