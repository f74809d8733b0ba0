package org.mimika.video.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mimika.video.source.PictureFile.Damage;

/** A WebP file's chunks (RFC 9649); of an animated one the first picture. Transparency is left behind. */
final class WebpFile {
    private static final int HEAD = 12; // "RIFF", size, "WEBP"
    private static final int CHUNK = 8; // type and size before a chunk's data
    private static final int FRAME = 16; // before the chunks inside a frame of an animation

    private WebpFile() {}

    static PictureFile read(ByteBuffer in, ByteBuffer out) {
        in.order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + Integer.toUnsignedLong(in.getInt(4));
        if (end > in.limit()) {
            throw new IndexOutOfBoundsException();
        }
        int picture = 0;
        int orientation = 1;
        int at = HEAD;
        while (at + CHUNK <= end) {
            int size = in.getInt(at + 4);
            if (size < 0 || size > end - at - CHUNK) {
                throw new IndexOutOfBoundsException(size);
            }
            if (PictureFile.startsWith(in, at, "EXIF")) {
                orientation = Exif.orientation(in.slice(at + CHUNK, size));
            }
            if (picture == 0 && isPicture(in, at)) {
                picture = at;
            }
            boolean enter = picture == 0 && PictureFile.startsWith(in, at, "ANMF");
            at += CHUNK + (enter ? FRAME : size + (size & 1));
        }
        if (picture == 0) {
            throw new Damage("it holds no picture");
        }
        return copied(in, picture, out, orientation);
    }

    private static boolean isPicture(ByteBuffer in, int at) {
        return PictureFile.startsWith(in, at, "VP8 ") || PictureFile.startsWith(in, at, "VP8L");
    }

    /** A file of its own around the one chunk. */
    private static PictureFile copied(ByteBuffer in, int at, ByteBuffer out, int orientation) {
        int size = in.getInt(at + 4);
        PictureFile.copy(in, 0, 4, out);
        int padding = size & 1;
        int total = 4 + CHUNK + size + padding;
        for (int shift = 0; shift < 32; shift += 8) {
            out.put((byte) (total >> shift));
        }
        PictureFile.copy(in, 8, 4, out);
        PictureFile.copy(in, at, CHUNK + size, out);
        for (int i = 0; i < padding; i++) {
            out.put((byte) 0);
        }
        int data = at + CHUNK;
        if (in.get(at + 3) == 'L') {
            int bits = in.getInt(data + 1);
            return PictureFile.webp((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, orientation);
        }
        return PictureFile.webp(in.getShort(data + 6) & 0x3fff, in.getShort(data + 8) & 0x3fff, orientation);
    }
}
