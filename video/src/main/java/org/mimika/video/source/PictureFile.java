package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BMP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_GIF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mimika.core.MimikaException;

/**
 * What a picture's file in memory says of itself, read without decoding anything.
 *
 * @param codec FFmpeg's AV_CODEC_ID
 * @param width columns as stored, positive
 * @param height rows as stored, positive
 * @param orientation how to turn what is stored, 1 to 8 as EXIF counts
 */
record PictureFile(int codec, int width, int height, int orientation) {
    /** How much longer the copy may be than the file: a WebP file without its last byte, which is empty. */
    static final int PADDING = 1;

    /** What is wrong with a picture, in a few words; never leaves this package. */
    static final class Damage extends RuntimeException {
        private static final long serialVersionUID = 1;

        Damage(String message) {
            super(message, null, false, false);
        }
    }

    PictureFile {
        if (width < 1 || height < 1) {
            throw new Damage("it is " + width + "x" + height + " pixels large");
        }
    }

    /**
     * Reads a file, and copies what the decoder needs of it: the pixels and how they are stored. Notes (EXIF, ICC
     * profiles, text, which may be packed a thousandfold) and all that follows the picture stay behind.
     *
     * @param name what to call it in messages
     * @param file the whole file from the position on, which stays
     * @param needed gets the copy from its position on, which moves past it; room for the whole file and
     *     {@link #PADDING}
     * @throws MimikaException if it is no picture of a kind that is known, or its end is missing
     */
    static PictureFile read(String name, ByteBuffer file, ByteBuffer needed) {
        ByteBuffer in = file.slice();
        try {
            if (startsWith(in, 0, "\u00ff\u00d8\u00ff")) {
                return new JpegFile(in, needed).read();
            }
            if (startsWith(in, 0, "\u0089PNG\r\n\u001a\n")) {
                return PngFile.read(in, needed);
            }
            if (startsWith(in, 0, "RIFF") && startsWith(in, 8, "WEBP")) {
                return WebpFile.read(in, needed);
            }
            if (startsWith(in, 0, "GIF87a") || startsWith(in, 0, "GIF89a")) {
                return gif(in, needed);
            }
            if (startsWith(in, 0, "BM")) {
                return bmp(in, needed);
            }
        } catch (Damage e) {
            throw new MimikaException(name + " is a damaged picture: " + e.getMessage());
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new MimikaException(name + " is a damaged or incomplete picture: its end is missing");
        }
        throw new MimikaException(name + " is no picture: expected JPEG, PNG, WebP, GIF or BMP");
    }

    /** Whether these bytes, as Latin-1, stand there. */
    static boolean startsWith(ByteBuffer in, int at, String bytes) {
        if (in.limit() < at + bytes.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length(); i++) {
            if ((in.get(at + i) & 0xff) != bytes.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Copies a range. */
    static void copy(ByteBuffer in, int from, int length, ByteBuffer out) {
        out.put(in.slice(from, length));
    }

    private static PictureFile gif(ByteBuffer in, ByteBuffer out) {
        in.order(ByteOrder.LITTLE_ENDIAN);
        int last = in.limit() - 1;
        while (last > 0 && in.get(last) == 0) {
            last--;
        }
        if (in.get(last) != 0x3B) {
            throw new Damage("its trailer is missing");
        }
        copy(in, 0, last + 1, out);
        return new PictureFile(AV_CODEC_ID_GIF, in.getShort(6) & 0xffff, in.getShort(8) & 0xffff, 1);
    }

    private static PictureFile bmp(ByteBuffer in, ByteBuffer out) {
        in.order(ByteOrder.LITTLE_ENDIAN);
        boolean old = in.getInt(14) == 12;
        int width = old ? in.getShort(18) & 0xffff : in.getInt(18);
        int height = old ? in.getShort(20) & 0xffff : in.getInt(22);
        copy(in, 0, in.limit(), out);
        // A negative height means from top to bottom.
        return new PictureFile(AV_CODEC_ID_BMP, width, Math.abs(height), 1);
    }

    static PictureFile jpeg(int width, int height, int orientation) {
        return new PictureFile(AV_CODEC_ID_MJPEG, width, height, orientation);
    }

    static PictureFile png(int width, int height, int orientation) {
        return new PictureFile(AV_CODEC_ID_PNG, width, height, orientation);
    }

    static PictureFile webp(int width, int height, int orientation) {
        return new PictureFile(AV_CODEC_ID_WEBP, width, height, orientation);
    }
}
