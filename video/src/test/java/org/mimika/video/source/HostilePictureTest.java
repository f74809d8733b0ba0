package org.mimika.video.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.mimika.core.MimikaException;
import org.mimika.video.Frame;

/** Whatever the bytes: a frame or a clear refusal, in bounded memory. */
class HostilePictureTest {
    private static final int MEGABYTES = 192;

    private static final byte[][] VALID = {
        PictureBytes.of("jpg", 80, 60, (x, y) -> x * 3 + y * 1024 + (x * y << 17)),
        PictureBytes.of("jpg", 80, 60, (x, y) -> x * 3 + y * 1024 + (x * y << 17), true),
        PictureBytes.of("png", 80, 60, (x, y) -> x * 3 + y * 1024 + (x * y << 17)),
        PictureBytes.of("bmp", 80, 60, (x, y) -> x * 3 + y * 1024),
        PictureBytes.of("gif", 80, 60, (x, y) -> (x / 4 * 4) * 0x010001),
        PictureBytes.WEBP,
        PictureBytes.WEBP_LOSSLESS
    };

    private static final List<String> MAGIC = List.of(
            "\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "GIF89a", "BM", "RIFF\u00ff\0\0\0WEBPVP8L");

    private static final ThreadLocal<PeakMemory> PEAK = new ThreadLocal<>();

    @BeforeContainer
    static void measure() {
        PEAK.set(new PeakMemory());
    }

    @AfterContainer
    static void memoryIsBounded() {
        long megabytes = PEAK.get().megabytes();
        PEAK.remove();
        assertTrue(megabytes < MEGABYTES, megabytes + " MB");
    }

    private static void decode(byte[] file) {
        SourceOptions options = new SourceOptions(1, 1_000_000, Duration.ofSeconds(1));
        try (PictureDecoder decoder = new PictureDecoder(options)) {
            for (int time = 0; time < 2; time++) {
                try (Frame frame = decoder.decode("photo", ByteBuffer.wrap(file), 0, 0)) {
                    assertTrue((long) frame.width() * frame.height() <= options.maxPixels() + 64 * 16_384);
                    assertTrue(frame.luma().width() == frame.width());
                    ByteBuffer rgb = ByteBuffer.allocateDirect(64 * 48 * 3 + 64);
                    frame.scaleRgb(rgb, 64, 48);
                } catch (MimikaException e) {
                    assertTrue(e.getMessage().startsWith("photo"), e.getMessage());
                    assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
                }
            }
        }
    }

    @Property(tries = 300)
    void anyBytesAfterAnyBeginning(@ForAll @Size(max = 2000) byte[] bytes, @ForAll @IntRange(max = 5) int beginning) {
        byte[] file = bytes;
        if (beginning < MAGIC.size()) {
            byte[] magic = MAGIC.get(beginning).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            file = PictureBytes.inserted(bytes, 0, magic);
        }
        decode(file);
    }

    @Property(tries = 700)
    void anyChangesOfAPicture(
            @ForAll @IntRange(max = 6) int which, @ForAll @IntRange(min = 1, max = 40) int changes, @ForAll long seed) {
        byte[] file = VALID[which].clone();
        Random random = new Random(seed);
        for (int i = 0; i < changes; i++) {
            // Headers and tables stand at the beginning, where changes tell most.
            int at = random.nextInt(random.nextBoolean() ? Math.min(700, file.length) : file.length);
            file[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : file[at] ^ 1 << random.nextInt(8));
        }
        decode(file);
    }

    @Example
    void aPictureOfOneColumnIsScaledAllTheSame() {
        byte[] file = PictureBytes.WEBP_LOSSLESS.clone();
        file[24] = 24; // bits of its height
        try (PictureDecoder decoder = new PictureDecoder(new SourceOptions(1, 1_000_000, Duration.ofSeconds(1)));
                Frame frame = decoder.decode("photo", ByteBuffer.wrap(file), 0, 0)) {
            assertTrue(frame.width() == 1 && frame.height() == 8193, frame.width() + "x" + frame.height());
            frame.scaleRgb(ByteBuffer.allocateDirect(64 * 48 * 3 + 64), 64, 48);
        }
    }

    @Property(tries = 100)
    void piecesPutTogether(
            @ForAll @IntRange(max = 6) int first, @ForAll @IntRange(max = 6) int second, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] head = VALID[first];
        byte[] tail = VALID[second];
        int cut = random.nextInt(head.length);
        int from = random.nextInt(tail.length);
        byte[] file = ByteBuffer.allocate(cut + tail.length - from)
                .put(head, 0, cut)
                .put(tail, from, tail.length - from)
                .array();
        decode(file);
    }
}
