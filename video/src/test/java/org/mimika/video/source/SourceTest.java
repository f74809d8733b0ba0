package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.LumaPlane;
import org.mimika.core.MimikaException;
import org.mimika.video.Clip;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.Frames;
import org.mimika.video.PixelLayout;
import org.mimika.video.SourceInfo;

class SourceTest {
    @TempDir
    Path folder;

    private static FrameSource open(Path file) {
        return Sources.open(file.toString(), SourceOptions.DEFAULTS);
    }

    private static long[] times(FrameSource source) {
        List<Long> times = new ArrayList<>();
        Frames.forEach(source, frame -> {
            assertEquals(times.size(), frame.index());
            times.add(frame.ptsMillis());
        });
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.mp4", "a.mkv", "a.mov"})
    void timesAreTheStreamsOwnAtAVariableRate(String name) {
        long[] times = {0, 33, 100, 110, 500, 733, 2000};
        Path file = Clip.of(64, 48).times(times).write(folder.resolve(name));
        try (FrameSource source = open(file)) {
            assertEquals(SourceInfo.Kind.VIDEO, source.info().kind());
            assertArrayEquals(times, times(source));
            assertNull(source.read(), "the end stays the end");
            assertEquals(0, source.skipped());
        }
    }

    @Test
    void aStreamThatStartsLateKeepsItsTimes() {
        long[] times = {1500, 1540, 1700};
        Path file = Clip.of(64, 48).times(times).write(folder.resolve("late.mkv"));
        try (FrameSource source = open(file)) {
            assertArrayEquals(times, times(source));
        }
    }

    /** Recordings joined end to end, as MPEG-TS may be: time must not stand still until the second overtakes the first. */
    @Test
    void timeGoesOnWhereTheStreamsClockStartsAgain() throws Exception {
        byte[] part = Files.readAllBytes(Clip.of(64, 48).frames(100).write(folder.resolve("part.ts")));
        Path joined = folder.resolve("joined.ts");
        Files.write(joined, part);
        Files.write(joined, part, StandardOpenOption.APPEND);
        List<Long> times = new ArrayList<>();
        try (FrameSource source = open(joined)) {
            Frames.forEach(source, frame -> times.add(frame.ptsMillis()));
        }
        // The frame at the joint may be lost with its packet.
        assertTrue(times.size() >= 198, times.size() + " frames");
        for (int i = 1; i < times.size(); i++) {
            long step = times.get(i) - times.get(i - 1);
            assertTrue(step >= 40 && step <= 80, "a step of " + step + " ms to frame " + i);
        }
    }

    @Test
    void gifIsAVideo() {
        long[] times = {0, 100, 300, 340};
        Path file = Clip.of(40, 30)
                .codec("gif", AV_PIX_FMT_GRAY8)
                .times(times)
                .paint((x, y, frame) -> frame == 0 ? 0 : 255)
                .write(folder.resolve("a.gif"));
        try (FrameSource source = open(file)) {
            assertEquals(SourceInfo.Kind.VIDEO, source.info().kind());
            try (Frame first = source.read();
                    Frame second = source.read()) {
                assertEquals(0, first.luma().at(5, 5));
                assertEquals(255, second.luma().at(5, 5));
                assertTrue(second.luma().fullRange());
                assertEquals(100, second.ptsMillis());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"33,17", "1,1", "2,3", "101,200"})
    void greyIsExactAtAnySize(int width, int height) {
        Path file = Clip.of(width, height)
                .codec("ffv1", AV_PIX_FMT_GRAY8)
                .range(AVCOL_RANGE_JPEG)
                .paint((x, y, frame) -> (x * 5 + y * 3) & 255)
                .write(folder.resolve("grey.mkv"));
        try (FrameSource source = open(file);
                Frame frame = source.read()) {
            LumaPlane luma = frame.luma();
            assertEquals(width, luma.width());
            assertEquals(height, luma.height());
            assertTrue(luma.fullRange());
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    assertEquals((x * 5 + y * 3) & 255, luma.at(x, y));
                }
            }
        }
    }

    @Test
    void theRangeIsTheStreams() {
        for (int range : new int[] {0, AVCOL_RANGE_MPEG, AVCOL_RANGE_JPEG}) {
            Path file = Clip.of(32, 32)
                    .codec("ffv1", AV_PIX_FMT_YUV420P)
                    .range(range)
                    .paint((x, y, frame) -> 77)
                    .write(folder.resolve("range" + range + ".mkv"));
            try (FrameSource source = open(file);
                    Frame frame = source.read()) {
                assertEquals(range == AVCOL_RANGE_JPEG, frame.luma().fullRange());
                assertEquals(77, frame.luma().at(3, 3), "the plane is the decoder's");
            }
        }
    }

    @Test
    void tenBitVideoBecomesFullRangeGrey() {
        // Little endian: every byte 1 makes 257 of 1023, which is 257 / 4 = 64 of 255 at video levels.
        Path file = Clip.of(32, 32)
                .codec("ffv1", AV_PIX_FMT_YUV420P10LE)
                .range(AVCOL_RANGE_MPEG)
                .paint((x, y, frame) -> 1)
                .write(folder.resolve("ten.mkv"));
        try (FrameSource source = open(file);
                Frame frame = source.read()) {
            assertTrue(frame.luma().fullRange());
            assertEquals(Math.round((64.25 - 16) * 255 / 219), frame.luma().at(3, 3), 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"png,png", "bmp,bmp", "jpg,mjpeg", "webp,libwebp"})
    void picturesAreRecognisedByContent(String suffix, String codec) throws Exception {
        int format =
                codec.equals("mjpeg") ? AV_PIX_FMT_YUVJ420P : codec.equals("bmp") ? AV_PIX_FMT_BGR24 : AV_PIX_FMT_RGB24;
        if (codec.equals("libwebp")) {
            format = AV_PIX_FMT_YUV420P;
        }
        Path file = Clip.of(48, 32)
                .codec(codec, format)
                .container(codec.equals("libwebp") ? "webp" : "image2")
                .paint((x, y, frame) -> 100)
                .write(folder.resolve("a." + suffix));
        Path renamed = Files.move(file, folder.resolve("100%d of it.mp4"));
        try (FrameSource source = open(renamed)) {
            assertEquals(SourceInfo.Kind.PICTURES, source.info().kind());
            assertEquals(1, source.info().frames());
            try (Frame frame = source.read()) {
                assertEquals(48, frame.width());
                assertEquals(32, frame.height());
                assertEquals(0, frame.ptsMillis());
                assertEquals(100, frame.luma().at(20, 10), 2);
                assertEquals(!codec.equals("libwebp"), frame.luma().fullRange());
            }
            assertNull(source.read());
        }
    }

    @Test
    void eightKFramesAreRead() {
        Path file = Clip.of(7680, 4320)
                .codec("mjpeg", AV_PIX_FMT_YUVJ420P)
                .container("image2")
                .paint((x, y, frame) -> x < 3840 ? 50 : 200)
                .write(folder.resolve("8k.jpg"));
        try (FrameSource source = open(file);
                Frame frame = source.read()) {
            assertEquals(7680, frame.width());
            assertEquals(50, frame.luma().at(100, 4000), 2);
            assertEquals(200, frame.luma().at(7600, 100), 2);
            ByteBuffer rgb = ByteBuffer.allocateDirect(PixelLayout.RGB24.bytes(128, 72));
            frame.scaleRgb(rgb, 128, 72);
            assertEquals(50, rgb.get(3 * (128 * 30 + 10)) & 255, 3);
            assertEquals(200, rgb.get(3 * (128 * 30 + 110)) & 255, 3);
        }
    }

    @Test
    void aPictureOverTheLimitIsRefused() {
        Path file = Clip.of(64, 64)
                .codec("png", AV_PIX_FMT_RGB24)
                .container("image2")
                .write(folder.resolve("a.png"));
        SourceOptions options = new SourceOptions(1, 1000, SourceOptions.DEFAULTS.timeout());
        var error = assertThrows(MimikaException.class, () -> Sources.open(file.toString(), options)
                .close());
        assertTrue(error.getMessage().contains("64x64"), error.getMessage());
    }

    @Test
    void framesOutliveTheNextRead() {
        Path file = Clip.of(64, 48)
                .codec("ffv1", AV_PIX_FMT_GRAY8)
                .frames(20)
                .paint((x, y, frame) -> (int) frame * 10)
                .write(folder.resolve("a.mkv"));
        List<Frame> kept = new ArrayList<>();
        try (FrameSource source = open(file)) {
            for (Frame frame = source.read(); frame != null; frame = source.read()) {
                kept.add(frame);
            }
            for (int i = 0; i < kept.size(); i++) {
                assertEquals(i * 10, kept.get(i).luma().at(7, 7));
                kept.get(i).close();
                kept.get(i).close();
            }
        }
        assertEquals(20, kept.size());
        assertThrows(IllegalStateException.class, () -> kept.get(0).luma());
    }

    @Test
    void scalingKeepsGreyAndColour() {
        Path file = Clip.of(60, 40)
                .codec("ffv1", AV_PIX_FMT_YUV420P)
                .range(AVCOL_RANGE_MPEG)
                .paint((x, y, frame) -> x < 30 ? 16 : 235)
                .write(folder.resolve("a.mkv"));
        try (FrameSource source = open(file);
                Frame frame = source.read()) {
            ByteBuffer rgb = ByteBuffer.allocateDirect(5 + 3 * 20 * 20);
            rgb.position(5);
            frame.scaleRgb(rgb, 20, 20);
            assertEquals(5, rgb.position());
            for (int channel = 0; channel < 3; channel++) {
                assertEquals(0, rgb.get(5 + 3 * 40 + channel) & 255, 2);
                assertEquals(255, rgb.get(5 + 3 * 59 + channel) & 255, 2);
            }
            ByteBuffer yuv = ByteBuffer.allocateDirect(60 * 40 * 3 / 2);
            frame.scale(PixelLayout.I420, yuv, 60, 40);
            assertEquals(16, yuv.get(0) & 255);
            assertEquals(235, yuv.get(59) & 255);
            assertEquals(128, yuv.get(60 * 40 + 7) & 255, 1);
            assertThrows(IllegalArgumentException.class, () -> frame.scaleRgb(ByteBuffer.allocate(5000), 20, 20));
            assertThrows(IllegalArgumentException.class, () -> frame.scale(PixelLayout.I420, yuv, 61, 40));
        }
    }

    @Test
    void rgbPicturesGetTheLumaOfBt601() {
        // PNG rows of one colour: the painter gives each byte of a pixel the same value, so use grey steps.
        Path file = Clip.of(16, 256)
                .codec("png", AV_PIX_FMT_RGB24)
                .container("image2")
                .paint((x, y, frame) -> y)
                .write(folder.resolve("a.png"));
        try (FrameSource source = open(file);
                Frame frame = source.read()) {
            LumaPlane luma = frame.luma();
            for (int y = 0; y < 256; y++) {
                assertEquals(y, luma.at(8, y), 1, "grey stays as light as it is");
            }
            assertTrue(luma.fullRange());
        }
    }

    @Test
    void aClosedSourceSaysSo() {
        Path file = Clip.of(64, 48).frames(3).write(folder.resolve("a.mp4"));
        FrameSource source = open(file);
        source.close();
        source.close();
        assertThrows(IllegalStateException.class, source::read);
        assertFalse(source.info().name().isEmpty());
    }

    @Test
    void aRecordingBehindAnAddressIsNoLiveStream() throws IOException {
        Path clip = Clip.of(64, 48).frames(30).write(folder.resolve("clip.mp4"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/clip.mp4", exchange -> {
            exchange.sendResponseHeaders(200, Files.size(clip));
            try (OutputStream body = exchange.getResponseBody()) {
                Files.copy(clip, body);
            }
        });
        server.start();
        try (FrameSource source = Sources.open(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/clip.mp4", SourceOptions.DEFAULTS)) {
            assertEquals(SourceInfo.Kind.VIDEO, source.info().kind());
            assertEquals(30, source.info().frames());
        } finally {
            server.stop(0);
        }
    }
}
