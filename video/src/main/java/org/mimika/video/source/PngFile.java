package org.mimika.video.source;

import java.nio.ByteBuffer;
import java.util.Set;
import org.mimika.video.source.PictureFile.Damage;

/** A PNG file's chunks (ISO/IEC 15948); of an animated one, the picture that stands for it. */
final class PngFile {
    private static final Set<Integer> NEEDED = Set.of(code("IHDR"), code("PLTE"), code("tRNS"), code("IDAT"));
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12; // length, type and checksum around a chunk's data

    private PngFile() {}

    static PictureFile read(ByteBuffer in, ByteBuffer out) {
        if (in.getInt(SIGNATURE + 4) != code("IHDR")) {
            throw new Damage("its header is missing");
        }
        PictureFile.copy(in, 0, SIGNATURE, out);
        int orientation = 1;
        int at = SIGNATURE;
        int type = 0;
        while (type != code("IEND")) {
            int length = in.getInt(at);
            type = in.getInt(at + 4);
            if (length < 0 || length > in.limit() - at - FRAME) {
                throw new IndexOutOfBoundsException(length);
            }
            if (type == code("eXIf")) {
                orientation = Exif.orientation(in.slice(at + 8, length));
            }
            if (NEEDED.contains(type) || type == code("IEND")) {
                PictureFile.copy(in, at, length + FRAME, out);
            }
            at += length + FRAME;
        }
        return PictureFile.png(in.getInt(SIGNATURE + 8), in.getInt(SIGNATURE + 12), orientation);
    }

    private static int code(String type) {
        return type.charAt(0) << 24 | type.charAt(1) << 16 | type.charAt(2) << 8 | type.charAt(3);
    }
}
