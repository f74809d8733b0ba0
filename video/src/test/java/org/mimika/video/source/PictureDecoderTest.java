package org.mimika.video.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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
import org.mimika.video.SourceInfo;

class PictureDecoderTest {
    private final PictureDecoder decoder = new PictureDecoder(new SourceOptions(1, 1_000_000, Duration.ofSeconds(1)));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        decoder.close();
    }

    private Frame decode(byte[] file) {
        return decoder.decode("photo", ByteBuffer.wrap(file), 0, 0);
    }

    private String refused(byte[] file) {
        MimikaException refused = assertThrows(MimikaException.class, () -> decode(file));
        assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
        assertTrue(refused.getMessage().startsWith("photo"), refused.getMessage());
        return refused.getMessage();
    }

    private static int[] pixel(Frame frame, int x, int y) {
        ByteBuffer rgb = ByteBuffer.allocateDirect(frame.width() * frame.height() * 3 + 64);
        frame.scaleRgb(rgb, frame.width(), frame.height());
        int at = 3 * (y * frame.width() + x);
        return new int[] {rgb.get(at) & 255, rgb.get(at + 1) & 255, rgb.get(at + 2) & 255};
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "progressive", "bmp", "gif"})
    void everyKindIsDecoded(String kind) {
        boolean progressive = kind.equals("progressive");
        byte[] file = PictureBytes.of(
                progressive ? "jpg" : kind, 48, 32, (x, y) -> x < 24 ? 0xd02030 : 0x30a0e0, progressive);
        try (Frame frame = decode(file)) {
            assertEquals(48, frame.width());
            assertEquals(32, frame.height());
            int[][] expected = {{0xd0, 0x20, 0x30}, {0x30, 0xa0, 0xe0}};
            for (int side = 0; side < 2; side++) {
                int[] found = pixel(frame, side == 0 ? 6 : 42, 16);
                for (int i = 0; i < 3; i++) {
                    assertEquals(expected[side][i], found[i], 4, kind + Arrays.toString(found));
                }
            }
        }
    }

    @Test
    void bothKindsOfWebpAreDecoded() {
        for (byte[] file : List.of(PictureBytes.WEBP, PictureBytes.WEBP_LOSSLESS)) {
            try (Frame frame = decode(file)) {
                assertEquals(1, frame.width());
                assertEquals(1, frame.height());
                assertNotNull(frame.luma());
            }
        }
    }

    @Test
    void ofAnAnimatedWebpTheFirstPictureIsDecoded() {
        byte[] picture = Arrays.copyOfRange(PictureBytes.WEBP, 12, PictureBytes.WEBP.length);
        ByteBuffer file =
                ByteBuffer.allocate(12 + 18 + 14 + 2 * (24 + picture.length)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(file.capacity() - 8);
        file.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII))
                .putInt(10)
                .put(new byte[] {2})
                .put(new byte[9]);
        file.put("ANIM".getBytes(StandardCharsets.US_ASCII)).putInt(6).put(new byte[6]);
        for (int i = 0; i < 2; i++) {
            file.put("ANMF".getBytes(StandardCharsets.US_ASCII))
                    .putInt(16 + picture.length)
                    .put(new byte[16]);
            file.put(picture);
        }
        assertEquals(0, file.remaining());
        try (Frame frame = decode(file.array())) {
            assertEquals(1, frame.width());
        }
    }

    /** Where EXIF's table puts the stored first row and column; the first corner is bright, the row's other end grey. */
    @ParameterizedTest
    @CsvSource({
        "1,left,top,right,top",
        "2,right,top,left,top",
        "3,right,bottom,left,bottom",
        "4,left,bottom,right,bottom",
        "5,left,top,left,bottom",
        "6,right,top,right,bottom",
        "7,right,bottom,right,top",
        "8,left,bottom,left,top"
    })
    void photosAreTurnedUpright(int orientation, String x1, String y1, String x2, String y2) {
        byte[] jpeg = PictureBytes.of(
                "jpg", 64, 48, (x, y) -> y < 20 && x < 20 ? 0xf0f0f0 : y < 20 && x >= 44 ? 0x808080 : 0x101010);
        for (boolean littleEndian : new boolean[] {true, false}) {
            byte[] exif = PictureBytes.exif(orientation, littleEndian);
            try (Frame frame = decode(PictureBytes.inserted(jpeg, 2, PictureBytes.app1(exif)))) {
                assertEquals(orientation < 5 ? 64 : 48, frame.width());
                LumaPlane luma = frame.luma();
                assertEquals(0xf0, at(luma, x1, y1), 6);
                assertEquals(0x80, at(luma, x2, y2), 6);
            }
        }
    }

    private static int at(LumaPlane luma, String x, String y) {
        return luma.at(x.equals("left") ? 8 : luma.width() - 9, y.equals("top") ? 8 : luma.height() - 9);
    }

    @Test
    void notesInPngAreReadForTheOrientationOnly() {
        byte[] png = PictureBytes.of("png", 64, 48, (x, y) -> 0x808080);
        byte[] noted = PictureBytes.inserted(png, 33, PictureBytes.chunk("eXIf", PictureBytes.exif(6, false)));
        try (Frame frame = decode(noted)) {
            assertEquals(48, frame.width());
        }
    }

    @Test
    void brokenNotesAreNoReasonToRefuse() {
        byte[] jpeg = PictureBytes.of("jpg", 64, 48, (x, y) -> 0x808080);
        byte[] broken = Arrays.copyOf(PictureBytes.exif(6, true), 12);
        broken[4] = 127;
        try (Frame frame = decode(PictureBytes.inserted(jpeg, 2, PictureBytes.app1(broken)))) {
            assertEquals(64, frame.width());
        }
    }

    /** Headers that claim 20,000 x 10,000 pixels, over all sorts of bodies. */
    @Test
    void picturesThatAreTooLargeAreRefusedBeforeTheyTakeMemory() {
        byte[] jpeg = PictureBytes.of("jpg", 64, 48, (x, y) -> 0x808080);
        ByteBuffer.wrap(jpeg)
                .putShort(PictureBytes.startOfFrame(jpeg) + 5, (short) 10_000)
                .putShort(PictureBytes.startOfFrame(jpeg) + 7, (short) 20_000);
        byte[] png = PictureBytes.of("png", 64, 48, (x, y) -> 0x808080);
        byte[] header = PictureBytes.chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(20_000)
                        .putInt(10_000)
                        .putInt(0x08020000)
                        .array());
        System.arraycopy(header, 0, png, 8, header.length);
        byte[] bmp = PictureBytes.of("bmp", 64, 48, (x, y) -> 0x808080);
        ByteBuffer.wrap(bmp)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(18, 20_000)
                .putInt(22, -10_000);
        byte[] gif = PictureBytes.of("gif", 64, 48, (x, y) -> 0x808080);
        ByteBuffer.wrap(gif)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 20_000)
                .putShort(8, (short) 10_000);
        byte[] webp = PictureBytes.WEBP_LOSSLESS.clone();
        ByteBuffer.wrap(webp).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(21, 9_999 << 14 | 16_383);
        PeakMemory memory = new PeakMemory();
        for (byte[] file : List.of(jpeg, png, bmp, gif)) {
            String message = refused(file);
            assertTrue(message.contains("20000x10000") && message.contains("1000000 pixels"), message);
        }
        assertTrue(refused(webp).contains("16384x10000"));
        assertTrue(memory.megabytes() < 32, memory.megabytes() + " MB");
    }

    /** Where the header is not the last word: GIF's pictures may be larger than its screen. */
    @Test
    void theDecoderKeepsToTheLimitItself() {
        byte[] gif = PictureBytes.of("gif", 64, 48, (x, y) -> 0x808080);
        int image = 0;
        for (int i = 13; gif[i] != 0x2C || image == 0; i++) {
            image = gif[i] == 0x2C && gif[i + 5] == 64 && gif[i + 7] == 48 ? i : image;
            if (image > 0) {
                break;
            }
        }
        gif[image + 6] = 0x70;
        gif[image + 8] = 0x70;
        PeakMemory memory = new PeakMemory();
        try (Frame frame = decode(gif)) {
            assertTrue((long) frame.width() * frame.height() <= 2_100_000);
        } catch (MimikaException e) {
            assertTrue(e.getMessage().startsWith("photo"));
        }
        assertTrue(memory.megabytes() < 32, memory.megabytes() + " MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iCCP", "iTXt"})
    void notesThatArePackedAThousandfoldAreNotUnpacked(String type) {
        byte[] png = PictureBytes.of("png", 64, 48, (x, y) -> 0x808080);
        byte[] bomb = PictureBytes.inserted(png, 33, PictureBytes.chunk(type, PictureBytes.packedNote(100L << 20)));
        PeakMemory memory = new PeakMemory();
        try (Frame frame = decode(bomb)) {
            assertEquals(0x80, frame.luma().at(9, 9));
        }
        assertTrue(memory.megabytes() < 32, memory.megabytes() + " MB");
    }

    @Test
    void pixelsThatArePackedAThousandfoldTakeTheirSizeOnly() {
        byte[] header = PictureBytes.chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(1000)
                        .putInt(1000)
                        .putInt(0x08020000)
                        .array());
        byte[] pixels = PictureBytes.chunk("IDAT", PictureBytes.deflated(100L << 20));
        byte[] png = ByteBuffer.allocate(8 + header.length + pixels.length + 12)
                .putLong(0x89504E470D0A1A0AL)
                .put(header)
                .put(pixels)
                .put(PictureBytes.chunk("IEND", new byte[0]))
                .array();
        PeakMemory memory = new PeakMemory();
        try (Frame frame = decode(png)) {
            assertEquals(1000, frame.width());
        }
        assertTrue(memory.megabytes() < 64, memory.megabytes() + " MB");
    }

    @Test
    void aJpegOfAThousandScansIsRefused() {
        byte[] jpeg = PictureBytes.of("jpg", 64, 48, (x, y) -> 0x808080, true);
        byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 1, 5, 0, 0};
        byte[] bomb = jpeg;
        for (int i = 0; i < 1000; i++) {
            bomb = PictureBytes.inserted(bomb, bomb.length - 2, scan);
        }
        byte[] file = bomb;
        assertTrue(refused(file).contains("pieces"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif", "webp"})
    void aPictureWithoutItsEndIsRefused(String kind) {
        byte[] file =
                kind.equals("webp") ? PictureBytes.WEBP : PictureBytes.of(kind, 64, 48, (x, y) -> x * 5 + y * 77 * 256);
        for (int length = 0; length < file.length; length += Math.max(1, file.length / 40)) {
            assertNotNull(refused(Arrays.copyOf(file, length)));
        }
        assertNotNull(refused(Arrays.copyOf(file, file.length - 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
                "ffconcat version 1.0\nfile /etc/passwd\n",
                "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
                "<?xml version='1.0'?><MPD></MPD>",
                "data:image/png;base64,iVBORw0KGgo=",
                "file:/etc/passwd",
                "%!PS-Adobe"
            })
    void whatIsNoPictureIsRefused(String text) {
        assertTrue(refused(text.getBytes(StandardCharsets.UTF_8)).contains("is no picture: expected JPEG"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.mp4", "a.mkv", "a.avi"})
    void aVideoIsRefused(String name) throws IOException {
        byte[] video = Files.readAllBytes(Clip.of(64, 48).frames(3).write(folder.resolve(name)));
        assertTrue(refused(video).contains("is no picture"));
    }

    @Test
    void aCamerasPicturesFollowOneAnother() {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int level = 10 * i;
            byte[] jpeg = PictureBytes.of("jpg", 64, 48, (x, y) -> level * 0x010101);
            frames.add(decoder.decode("camera", ByteBuffer.wrap(jpeg), i, i * 33L));
        }
        for (int i = 0; i < frames.size(); i++) {
            try (Frame frame = frames.get(i)) {
                assertEquals(i, frame.index());
                assertEquals(i * 33L, frame.ptsMillis());
                assertEquals(10 * i, frame.luma().at(30, 30), 2);
            }
        }
    }

    @Test
    void badPicturesAndOtherKindsDoNotDisturbTheNext() {
        byte[] jpeg = PictureBytes.of("jpg", 64, 48, (x, y) -> 0x606060);
        byte[] png = PictureBytes.of("png", 30, 70, (x, y) -> 0x909090);
        for (int i = 0; i < 3; i++) {
            refused(Arrays.copyOf(jpeg, jpeg.length / 2));
            try (Frame frame = decode(jpeg)) {
                assertEquals(0x60, frame.luma().at(9, 9), 2);
            }
            refused(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9});
            try (Frame frame = decode(png)) {
                assertEquals(0x90, frame.luma().at(9, 69));
            }
        }
    }

    @Test
    void aDirectBufferAndAPartOfAnArrayAreRead() {
        byte[] png = PictureBytes.of("png", 16, 16, (x, y) -> 0x909090);
        ByteBuffer part = ByteBuffer.wrap(PictureBytes.inserted(new byte[20], 10, png), 10, png.length);
        ByteBuffer direct = ByteBuffer.allocateDirect(png.length).put(png).flip();
        for (ByteBuffer file : List.of(part, direct)) {
            int position = file.position();
            decoder.decode("photo", file, 0, 0).close();
            assertEquals(position, file.position());
            assertEquals(png.length, file.remaining());
        }
    }

    @Test
    void aPictureIsASource() {
        ByteBuffer png = ByteBuffer.wrap(PictureBytes.of("png", 16, 12, (x, y) -> 0x909090));
        try (FrameSource source = Sources.picture("photo", png, SourceOptions.DEFAULTS)) {
            assertEquals(SourceInfo.Kind.PICTURES, source.info().kind());
            assertEquals(16, source.info().width());
            assertEquals(1, source.info().frames());
            try (Frame frame = source.read()) {
                assertEquals(0x90, frame.luma().at(3, 3));
            }
            assertNull(source.read());
        }
    }

    @Test
    void useAfterCloseIsRefused() {
        decoder.close();
        assertThrows(IllegalStateException.class, () -> decode(PictureBytes.WEBP));
    }
}
