package org.mimika.video.sink;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceBox;
import org.mimika.video.Clip;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.draw.Annotator;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

/** What the encoder writes is read with the JDK's own decoder. */
class JpegEncoderTest {
    private static final int[] COLOURS = {
        0x000000, 0xffffff, 0x808080, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0x00ffff, 0xff00ff, 0xc08060, 0x203040
    };

    @TempDir
    Path folder;

    private static BufferedImage decoded(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static void assertColour(int expected, int actual, int tolerance) {
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = Math.abs((expected >> shift & 255) - (actual >> shift & 255));
            assertTrue(
                    difference <= tolerance, String.format("expected %06x, found %06x", expected, actual & 0xffffff));
        }
    }

    /** By the definition of BT.601. */
    private static ByteBuffer videoLevels(int rgb, int w, int h) {
        double r = (rgb >> 16 & 255) / 255.0;
        double g = (rgb >> 8 & 255) / 255.0;
        double b = (rgb & 255) / 255.0;
        double y = 0.299 * r + 0.587 * g + 0.114 * b;
        ByteBuffer picture = ByteBuffer.allocate(w * h * 3 / 2);
        for (int i = 0; i < picture.capacity(); i++) {
            double level =
                    i < w * h ? 16 + 219 * y : 128 + 224 * (i < w * h * 5 / 4 ? (b - y) / 1.772 : (r - y) / 1.402);
            picture.put(i, (byte) Math.round(level));
        }
        return picture;
    }

    private Path picture(int w, int h, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < w * h; i++) {
            image.setRGB(i % w, i / w, rgb);
        }
        Path file = folder.resolve(String.format("%06x-%dx%d.png", rgb, w, h));
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static byte[] encoded(JpegEncoder encoder, Path file) {
        try (FrameSource source = Sources.open(file.toString(), SourceOptions.DEFAULTS);
                Frame frame = source.read()) {
            return encoder.encode(frame);
        }
    }

    @Test
    void coloursInVideoLevelsComeBack() throws IOException {
        try (JpegEncoder encoder = new JpegEncoder(960, 95)) {
            for (int rgb : COLOURS) {
                BufferedImage image = decoded(encoder.encode(videoLevels(rgb, 48, 32), 48, 32));
                assertEquals(48, image.getWidth());
                assertEquals(32, image.getHeight());
                assertColour(rgb, image.getRGB(20, 20), 4);
            }
        }
    }

    @Test
    void coloursOfFramesComeBack() throws IOException {
        try (JpegEncoder encoder = new JpegEncoder(960, 95)) {
            for (int rgb : COLOURS) {
                assertColour(
                        rgb, decoded(encoded(encoder, picture(48, 32, rgb))).getRGB(20, 20), 4);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,16,0", "1,235,255", "2,0,0", "2,255,255", "1,126,128", "2,128,128"})
    void theFullRangeIsUsedWhateverTheSourceUses(int range, int stored, int expected) throws IOException {
        assertEquals(1, AVCOL_RANGE_MPEG);
        assertEquals(2, AVCOL_RANGE_JPEG);
        Path clip = Clip.of(64, 48)
                .codec("ffv1", AV_PIX_FMT_YUV420P)
                .range(range)
                .paint((x, y, frame) -> stored)
                .write(folder.resolve("in.mkv"));
        try (JpegEncoder encoder = new JpegEncoder(960, 95)) {
            assertColour(expected * 0x010101, decoded(encoded(encoder, clip)).getRGB(30, 30), 3);
        }
    }

    @Test
    void theMatrixOfHighDefinitionBecomesThatOfJpeg() throws IOException {
        // (r, g, b) = (200, 40, 40) by BT.709: y = 0.2126 r + 0.7152 g + 0.0722 b, 16 + 219 / 255 y; and so on.
        Path clip = Clip.of(64, 48)
                .codec("ffv1", AV_PIX_FMT_YUV420P)
                .range(AVCOL_RANGE_MPEG)
                .colour(AVCOL_SPC_BT709, 112, 198)
                .paint((x, y, frame) -> 80)
                .write(folder.resolve("in.mkv"));
        try (JpegEncoder encoder = new JpegEncoder(960, 95)) {
            assertColour(0xc72828, decoded(encoded(encoder, clip)).getRGB(30, 30), 5);
        }
        assertTrue(AVCOL_SPC_BT709 != AVCOL_SPC_SMPTE170M);
    }

    @ParameterizedTest
    @CsvSource({"64,48,64,48", "65,49,64,48", "1,1,2,2", "200,50,96,24", "50,200,24,96", "3000,2,96,2"})
    void largeFramesAreScaledWithTheirAspectKept(int w, int h, int toWidth, int toHeight) throws IOException {
        try (JpegEncoder encoder = new JpegEncoder(96, 80)) {
            BufferedImage image = decoded(encoded(encoder, picture(w, h, 0x6090c0)));
            assertEquals(toWidth, image.getWidth());
            assertEquals(toHeight, image.getHeight());
            assertColour(0x6090c0, image.getRGB(toWidth / 2, toHeight / 2), 6);
        }
    }

    @Test
    void detailGrowsWithQuality() throws IOException {
        Path noise = Clip.of(128, 96)
                .codec("ffv1", AV_PIX_FMT_YUV420P)
                .paint((x, y, frame) -> 20 + (x * 31 + y * 57 + x * y * 7) % 200)
                .write(folder.resolve("in.mkv"));
        int before = 0;
        for (int quality : new int[] {1, 20, 50, 75, 90, 100}) {
            try (JpegEncoder encoder = new JpegEncoder(960, quality)) {
                int bytes = encoded(encoder, noise).length;
                assertTrue(bytes > before, quality + ": " + bytes);
                before = bytes;
            }
        }
    }

    @Test
    void oneEncoderTakesOneSizeAfterTheOther() throws IOException {
        try (JpegEncoder encoder = new JpegEncoder(960, 90)) {
            byte[] first = encoded(encoder, picture(64, 48, 0x123456));
            encoded(encoder, picture(48, 64, 0x123456));
            assertArrayEquals(first, encoded(encoder, picture(64, 48, 0x123456)));
            assertArrayEquals(first, encoded(encoder, picture(64, 48, 0x123456)));
        }
    }

    @Test
    void theScaledPictureCanBeRetouched() throws IOException {
        Path white = picture(64, 64, 0xffffff);
        try (JpegEncoder encoder = new JpegEncoder(32, 95);
                FrameSource source = Sources.open(white.toString(), SourceOptions.DEFAULTS);
                Frame frame = source.read()) {
            BufferedImage image = decoded(encoder.encode(frame, canvas -> {
                assertEquals(32, canvas.width());
                assertEquals(32, canvas.height());
                EmotionScores scores = new EmotionScores(new float[] {1, 0, 0, 0, 0, 0, 0});
                FaceBox box = new FaceBox(8, 8, 16, 16);
                new Annotator().draw(canvas, List.of(new FaceResult(1, box, 1, scores, Emotion.ANGRY)));
            }));
            assertTrue((image.getRGB(8, 16) & 255) < 200, "no line at the box's left edge");
            assertColour(0xffffff, image.getRGB(2, 2), 4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101, -5})
    void wrongQualityIsRefused(int quality) {
        assertThrows(IllegalArgumentException.class, () -> new JpegEncoder(960, quality));
    }

    @Test
    void wrongPicturesAndUseAfterCloseAreRefused() {
        JpegEncoder encoder = new JpegEncoder(960, 80);
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(ByteBuffer.allocate(100), 63, 48));
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(ByteBuffer.allocate(100), 64, 48));
        encoder.encode(videoLevels(0, 16, 16), 16, 16);
        encoder.close();
        encoder.close();
        assertThrows(IllegalStateException.class, () -> encoder.encode(videoLevels(0, 16, 16), 16, 16));
    }
}
