package org.mimika.server;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** Pictures that say they are far larger than their bytes. */
final class HostilePictures {
    private HostilePictures() {}

    /** The portrait, whose header says that it has 100 megapixels. */
    static byte[] jpeg() {
        byte[] jpeg = Fixtures.portrait();
        for (int i = 2; i < jpeg.length - 9; ) {
            int marker = jpeg[i + 1] & 0xff;
            if (marker >= 0xc0 && marker <= 0xc2) {
                jpeg[i + 5] = jpeg[i + 7] = 10_000 >> 8;
                jpeg[i + 6] = jpeg[i + 8] = (byte) 10_000;
                return jpeg;
            }
            i += 2 + ((jpeg[i + 2] & 0xff) << 8 | jpeg[i + 3] & 0xff);
        }
        throw new AssertionError("the portrait has no frame header");
    }

    /** 10000x10000 grey pixels, as the header has it. */
    static byte[] png() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeLong(0x89504e470d0a1a0aL);
            chunk(out, "IHDR", new byte[] {0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10, 8, 0, 0, 0, 0});
            chunk(out, "IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
            chunk(out, "IEND", new byte[0]);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        out.writeInt(data.length);
        CRC32 sum = new CRC32();
        sum.update(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        sum.update(data);
        out.writeBytes(type);
        out.write(data);
        out.writeInt((int) sum.getValue());
    }
}
