package org.mimika.video.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing of a photo's EXIF block that matters to its picture: how the camera was held. */
final class Exif {
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    private Exif() {}

    /**
     * The orientation, 1 to 8; 1, which is upright, where the block has none or cannot be read, for a broken note about a
     * picture is no reason to refuse it.
     *
     * @param block from the byte order ("II" or "MM") on, or with {@code Exif\0\0} before it
     */
    static int orientation(ByteBuffer block) {
        try {
            ByteBuffer tiff = block.slice();
            if (tiff.get(0) == 'E' && tiff.get(1) == 'x') {
                tiff = tiff.position(6).slice();
            }
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * ENTRY_BYTES;
                if ((tiff.getShort(entry) & 0xffff) == ORIENTATION && tiff.getShort(entry + 2) == SHORT) {
                    int value = tiff.getShort(entry + 8);
                    return value >= 1 && value <= 8 ? value : 1;
                }
            }
            return 1;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return 1;
        }
    }
}
