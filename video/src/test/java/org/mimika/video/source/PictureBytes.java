package org.mimika.video.source;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Files of pictures as tests want them, written by the JDK or by hand. */
final class PictureBytes {
    /** One pixel, lossy. */
    static final byte[] WEBP = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    /** One pixel, lossless. */
    static final byte[] WEBP_LOSSLESS = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    private PictureBytes() {}

    /** By the JDK, as "png", "jpg", "bmp" or "gif". */
    static byte[] of(String format, int w, int h, IntBinaryOperator rgb) {
        return of(format, w, h, rgb, false);
    }

    static byte[] of(String format, int w, int h, IntBinaryOperator rgb, boolean progressive) {
        BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < w * h; i++) {
            image.setRGB(i % w, i / w, rgb.applyAsInt(i % w, i / w));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (progressive) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Bytes put in between. */
    static byte[] inserted(byte[] into, int at, byte[] more) {
        return ByteBuffer.allocate(into.length + more.length)
                .put(into, 0, at)
                .put(more)
                .put(into, at, into.length - at)
                .array();
    }

    /** An EXIF block without its {@code Exif\0\0}. */
    static byte[] exif(int orientation, boolean littleEndian) {
        String hex = littleEndian
                ? "49492a00080000000100" + "1201030001000000" + "0%d000000" + "00000000"
                : "4d4d002a000000080001" + "0112000300000001" + "000%d0000" + "00000000";
        return java.util.HexFormat.of().parseHex(String.format(hex, orientation));
    }

    /** An APP1 segment with that block. */
    static byte[] app1(byte[] exif) {
        return ByteBuffer.allocate(10 + exif.length)
                .putShort((short) 0xFFE1)
                .putShort((short) (8 + exif.length))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(exif)
                .array();
    }

    /** A PNG chunk with its checksum. */
    static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    /** So many zeros as zlib packs them, a thousandfold. */
    static byte[] deflated(long zeros) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(9))) {
            byte[] part = new byte[1 << 16];
            for (long left = zeros; left > 0; left -= part.length) {
                out.write(part, 0, (int) Math.min(left, part.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A chunk's data after a keyword and two zero bytes, as zTXt and iCCP want it. */
    static byte[] packedNote(long zeros) {
        byte[] packed = deflated(zeros);
        return ByteBuffer.allocate(6 + packed.length)
                .put("note\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(packed)
                .array();
    }

    /** Where the first start of frame of a JPEG file lies. */
    static int startOfFrame(byte[] jpeg) {
        for (int i = 0; i < jpeg.length - 1; i++) {
            if ((jpeg[i] & 0xff) == 0xFF && ((jpeg[i + 1] & 0xff) == 0xC0 || (jpeg[i + 1] & 0xff) == 0xC2)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no start of frame");
    }
}
