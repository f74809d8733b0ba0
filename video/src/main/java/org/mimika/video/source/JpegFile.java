package org.mimika.video.source;

import java.nio.ByteBuffer;
import org.mimika.video.source.PictureFile.Damage;

/** A JPEG file's segments (ITU-T T.81, annex B), up to the end of its first picture. */
final class JpegFile {
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int EXIF = 0xE1;
    private static final int ADOBE = 0xEE; // says how colours are stored

    /** Each scan is a pass over the whole picture, for as little as ten bytes. Cameras and tools make up to a dozen. */
    private static final int MOST_SCANS = 50;

    private static final int MOST_SEGMENTS = 2000;

    private final ByteBuffer in;
    private final ByteBuffer out;
    private int width;
    private int height;
    private int orientation = 1;
    private int scans;

    JpegFile(ByteBuffer in, ByteBuffer out) {
        this.in = in;
        this.out = out;
    }

    PictureFile read() {
        marker(START);
        in.position(2);
        int segments = 0;
        for (int marker = next(); marker != END; marker = next()) {
            if (++segments > MOST_SEGMENTS || scans > MOST_SCANS) {
                throw new Damage("it is cut into more pieces than any picture needs");
            }
            if (marker >= 0xC0 && marker != START && !isRestart(marker)) {
                segment(marker);
            }
        }
        marker(END);
        if (width == 0 || scans == 0) {
            throw new Damage("it holds no picture");
        }
        return PictureFile.jpeg(width, height, orientation);
    }

    /** The next marker's code; what lies before it is skipped. */
    private int next() {
        int code;
        do {
            while ((in.get() & 0xff) != 0xFF) {}
            code = in.get() & 0xff;
            while (code == 0xFF) {
                code = in.get() & 0xff;
            }
        } while (code == 0);
        return code;
    }

    private void segment(int marker) {
        int start = in.position();
        int length = in.getShort(start) & 0xffff;
        if (length < 2) {
            throw new Damage("a segment in it has no length");
        }
        if (isFrame(marker)) {
            if (width != 0) {
                throw new Damage("it says twice how large it is");
            }
            height = in.getShort(start + 3) & 0xffff;
            width = in.getShort(start + 5) & 0xffff;
        } else if (marker == EXIF && PictureFile.startsWith(in, start + 2, "Exif\0\0")) {
            orientation = Exif.orientation(in.slice(start + 2, length - 2));
        }
        in.position(start + length);
        if (marker <= 0xDF || marker == ADOBE) {
            marker(marker);
            PictureFile.copy(in, start, length, out);
        }
        if (marker == SCAN) {
            scans++;
            entropy();
        }
    }

    /** Coded data goes up to the next marker that is none of its own. */
    private void entropy() {
        int start = in.position();
        while (true) {
            while ((in.get() & 0xff) != 0xFF) {}
            int code = in.get(in.position()) & 0xff;
            if (code != 0 && code != 0xFF && !isRestart(code)) {
                int end = in.position() - 1;
                PictureFile.copy(in, start, end - start, out);
                in.position(end);
                return;
            }
        }
    }

    private void marker(int code) {
        out.put((byte) 0xFF).put((byte) code);
    }

    private static boolean isRestart(int code) {
        return code >= 0xD0 && code <= 0xD7;
    }

    /** Start of frame; between them lie the codes for tables. */
    private static boolean isFrame(int code) {
        return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
    }
}
