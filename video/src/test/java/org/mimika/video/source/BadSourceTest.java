package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.MimikaException;
import org.mimika.video.Clip;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.Frames;

/** Whatever is wrong with an input is one clear line; and what can be read of it is. */
class BadSourceTest {
    @TempDir
    Path folder;

    private static FrameSource open(Path file) {
        return Sources.open(file.toString(), SourceOptions.DEFAULTS);
    }

    @Test
    void whatNamesNothingIsRefused() {
        assertRefused("", "no name");
        assertRefused("  ", "no name");
        assertRefused("ftp://127.0.0.1/clip.mp4", "expected rtsp://");
    }

    private static void assertRefused(Path file, String... words) {
        assertRefused(file.toString(), words);
    }

    private static void assertRefused(String input, String... words) {
        MimikaException error = assertThrows(MimikaException.class, () -> Sources.open(input, SourceOptions.DEFAULTS)
                .close());
        assertEquals(1, error.getMessage().lines().count(), error.getMessage());
        for (String word : words) {
            assertTrue(error.getMessage().contains(word), error.getMessage());
        }
    }

    @Test
    void missingFile() {
        assertRefused(folder.resolve("none.mp4"), "none.mp4", "no such file");
    }

    @Test
    void folderWithoutPictures() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "nothing to see");
        assertRefused(folder, "folder without pictures", "*.png");
    }

    @Test
    void emptyFile() throws IOException {
        assertRefused(Files.createFile(folder.resolve("empty.mp4")), "empty.mp4", "is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This is a text about videos.\n",
                "ffconcat version 1.0\nfile other.mp4\n",
                "#EXTM3U\n#EXTINF:1,\nother.mp4\n#EXT-X-ENDLIST\n"
            })
    void textIsNoVideo(String text) throws IOException {
        Clip.of(64, 48).frames(3).write(folder.resolve("other.mp4"));
        assertRefused(Files.writeString(folder.resolve("text.mp4"), text), "text.mp4", "not a video");
    }

    @Test
    void soundWithoutPictures() throws IOException {
        byte[] sound = new byte[44 + 8000];
        byte[] header = ("RIFF\0\0\0\0WAVEfmt \20\0\0\0\1\0\1\0\100\37\0\0\100\37\0\0\1\0\10\0data\100\37\0\0")
                .getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(header, 0, sound, 0, header.length);
        assertRefused(Files.write(folder.resolve("sound.wav"), sound), "no video stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.mkv", "none.mp4", "none.avi"})
    void noFrames(String name) {
        assertRefused(Clip.of(64, 48).times().write(folder.resolve(name)), name);
    }

    @Test
    void unknownCamerasAndAddresses() {
        assertRefused("camera:x", "camera:x", "camera:0");
        assertRefused("camera:987", "/dev/video987");
        assertRefused("http://127.0.0.1:1/a.mp4", "127.0.0.1:1/a.mp4", "cannot be opened");
    }

    @Test
    void whatMayBeSecretInAnAddressIsNotRepeated() {
        MimikaException error = assertThrows(
                MimikaException.class,
                () -> Sources.open("http://me:p@ss@127.0.0.1:1/key/a.mp4?key", SourceOptions.DEFAULTS));
        assertTrue(error.getMessage().startsWith("127.0.0.1:1/a.mp4 cannot"), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://me:secret@nvr.example/Streaming/secret/102, nvr.example/102",
        "rtsp://[2001:db8::1]:8554/live, [2001:db8::1]:8554/live",
        "HTTPS://cam_1.example/secret;key=secret/video.mjpg;secret?secret#secret, cam_1.example/video.mjpg",
        "rtsp://10.0.0.1:554/user=admin_password=secret_channel=1_stream=0.sdp, 10.0.0.1:554/user",
        "https://tv.example/live/c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0, tv.example",
        "http://cam.example?secret, cam.example",
        "rtsps://nvr.example:7441/aB3dE5fG7hI9jK1l, nvr.example:7441",
        "rtsp://cam.example/hTgYbNmKiOlPqWeR, cam.example",
        "rtsp://cam.example/3f9a7c21, cam.example",
        "rtsp://cam.example/Stream1, cam.example/Stream1",
        "http://cam.example/talk-12.mp4, cam.example/talk-12.mp4",
        "http://cam.example/secret/?secret, cam.example",
        "rtsp://me:secret/secret@cam.example/live, an address",
        "camera:0, camera:0",
        "a//b@c?d.mp4, a//b@c?d.mp4"
    })
    void anAddressIsCalledByItsHostAndWhatIsPlainAtItsEnd(String input, String name) {
        assertEquals(name, Sources.name(input));
    }

    @ParameterizedTest
    @CsvSource({"mp4,mpeg4", "mkv,mpeg4", "avi,mpeg4", "gif,gif"})
    void aTruncatedFileGivesWhatItHasAndSaysSo(String suffix, String codec) throws IOException {
        Path whole = Clip.of(160, 120)
                .codec(codec, codec.equals("gif") ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_YUV420P)
                .frames(50)
                .paint((x, y, frame) -> (int) ((x * 31L + y * 17L + frame * 7) * 2654435761L >> 24) & 127)
                .options(suffix.equals("mp4") ? Map.of("movflags", "faststart") : Map.of())
                .write(folder.resolve("whole." + suffix));
        byte[] bytes = Files.readAllBytes(whole);

        int length = bytes.length * 6 / 10;
        Path cut = Files.write(folder.resolve("cut." + suffix), Arrays.copyOf(bytes, length));
        try (FrameSource source = open(cut)) {
            int frames = 0;
            MimikaException error = null;
            while (error == null) {
                try (Frame frame = source.read()) {
                    assertTrue(frame != null, "ended after " + frames + " frames as if nothing were missing");
                    frames++;
                } catch (MimikaException e) {
                    error = e;
                }
            }
            assertTrue(frames >= 20 && frames <= 35, frames + " frames");
            assertTrue(error.getMessage().contains("breaks off after " + frames + " frames"), error.getMessage());
            assertEquals(1, error.getMessage().lines().count());
        }
    }

    @Test
    void anMp4WithoutItsIndexIsNamedAsSuch() throws IOException {
        byte[] bytes = Files.readAllBytes(Clip.of(64, 48).frames(20).write(folder.resolve("whole.mp4")));
        assertRefused(
                Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2)),
                "without an index",
                "incomplete");
    }

    @Test
    void aTruncatedPhotoIsDeliveredAndNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(Clip.of(160, 120)
                .codec("mjpeg", AV_PIX_FMT_YUVJ420P)
                .container("image2")
                .paint((x, y, frame) -> (x * y) & 255)
                .write(folder.resolve("whole.jpg")));
        Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(bytes, bytes.length * 8 / 10));
        try (FrameSource source = open(cut)) {
            source.read().close();
            assertTrue(assertThrows(MimikaException.class, source::read)
                    .getMessage()
                    .contains("lower part"));
        }
    }

    @Test
    void brokenFramesInTheMiddleAreSkippedAndCounted() throws IOException {
        Path file = Clip.of(160, 120).codec("png", AV_PIX_FMT_RGB24).frames(10).write(folder.resolve("a.mov"));
        byte[] bytes = Files.readAllBytes(file);
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G'};
        int frame = 0;
        for (int i = 0; i < bytes.length - 4; i++) {
            if (Arrays.equals(bytes, i, i + 4, signature, 0, 4)) {
                if (frame == 3 || frame == 7) {
                    Arrays.fill(bytes, i, i + 40, (byte) 0);
                }
                frame++;
            }
        }
        Files.write(file, bytes);
        try (FrameSource source = open(file)) {
            List<Long> times = new ArrayList<>();
            Frames.forEach(source, read -> times.add(read.ptsMillis()));
            assertEquals(List.of(0L, 40L, 80L, 160L, 200L, 240L, 320L, 360L), times);
            assertEquals(2, source.skipped());
        }
    }
}
