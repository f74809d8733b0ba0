package org.mimika.bench.crop;

import java.nio.ByteBuffer;
import org.mimika.core.LumaPlane;
import org.mimika.learn.data.FaceSet;
import org.mimika.video.Frame;
import org.mimika.video.PixelLayout;

/**
 * A grey square frame with one enlarged FER2013 face in its middle.
 *
 * @param pixels {@code side * side} bytes in row order
 * @param side columns and rows of the frame
 * @param faceSide columns and rows that the face's 48 take up in it
 */
record PastedFace(byte[] pixels, int side, int faceSide) implements Frame {
    /** What lies around the face. */
    enum Surroundings {
        /** The face's outermost pixels, continued. */
        EDGE,
        /** Middle grey. */
        GREY
    }

    /**
     * Enlarges a face bilinearly into the middle of a frame.
     *
     * @param face the {@link FaceSet#PIXELS} bytes of the face
     */
    static PastedFace of(byte[] face, int side, int faceSide, Surroundings surroundings) {
        byte[] pixels = new byte[side * side];
        int margin = (side - faceSide) / 2;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean inside = x >= margin && x < margin + faceSide && y >= margin && y < margin + faceSide;
                double value = inside || surroundings == Surroundings.EDGE
                        ? sample(face, source(x - margin, faceSide), source(y - margin, faceSide))
                        : 128;
                pixels[y * side + x] = (byte) Math.round(value);
            }
        }
        return new PastedFace(pixels, side, faceSide);
    }

    private static double source(int pixel, int faceSide) {
        double at = (pixel + 0.5) * FaceSet.SIDE / faceSide - 0.5;
        return Math.max(0, Math.min(FaceSet.SIDE - 1, at));
    }

    private static double sample(byte[] face, double x, double y) {
        int left = (int) Math.min(FaceSet.SIDE - 2, x);
        int top = (int) Math.min(FaceSet.SIDE - 2, y);
        double across = x - left;
        double down = y - top;
        int at = top * FaceSet.SIDE + left;
        double above = (1 - across) * (face[at] & 0xff) + across * (face[at + 1] & 0xff);
        double below = (1 - across) * (face[at + FaceSet.SIDE] & 0xff) + across * (face[at + FaceSet.SIDE + 1] & 0xff);
        return (1 - down) * above + down * below;
    }

    /** Columns left of the face, and rows above it. */
    int margin() {
        return (side - faceSide) / 2;
    }

    @Override
    public long index() {
        return 0;
    }

    @Override
    public long ptsMillis() {
        return 0;
    }

    @Override
    public int width() {
        return side;
    }

    @Override
    public int height() {
        return side;
    }

    @Override
    public LumaPlane luma() {
        return LumaPlane.of(pixels, side, side);
    }

    /** Scales by the mean of the pixels covered; grey goes to all three channels. */
    @Override
    public void scale(PixelLayout layout, ByteBuffer out, int w, int h) {
        if (layout != PixelLayout.RGB24) {
            throw new UnsupportedOperationException(layout + " from a pasted face");
        }
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                byte grey = mean(x * side / w, y * side / h, (x + 1) * side / w, (y + 1) * side / h);
                int at = out.position() + 3 * (y * w + x);
                out.put(at, grey).put(at + 1, grey).put(at + 2, grey);
            }
        }
    }

    private byte mean(int left, int top, int right, int bottom) {
        int toX = Math.max(left + 1, right);
        int toY = Math.max(top + 1, bottom);
        int sum = 0;
        for (int y = top; y < toY; y++) {
            for (int x = left; x < toX; x++) {
                sum += pixels[y * side + x] & 0xff;
            }
        }
        return (byte) Math.round((float) sum / ((toX - left) * (toY - top)));
    }

    @Override
    public void close() {
        // Nothing but Java's own memory.
    }
}
