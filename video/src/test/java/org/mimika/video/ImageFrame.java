package org.mimika.video;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import org.mimika.core.LumaPlane;

/** A frame over a picture in Java's memory, for tests; scales by the plain mean of the pixels covered. */
public record ImageFrame(BufferedImage image, long index, long ptsMillis) implements Frame {
    /** The first frame. */
    public ImageFrame(BufferedImage image) {
        this(image, 0, 0);
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public LumaPlane luma() {
        byte[] grey = new byte[width() * height()];
        for (int i = 0; i < grey.length; i++) {
            int rgb = image.getRGB(i % width(), i / width());
            grey[i] = (byte) Math.round(0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255));
        }
        return LumaPlane.of(grey, width(), height());
    }

    @Override
    public void scale(PixelLayout layout, ByteBuffer out, int w, int h) {
        if (layout != PixelLayout.RGB24) {
            throw new UnsupportedOperationException(layout.toString());
        }
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                mean(out, out.position() + 3 * (y * w + x), new int[] {x, y, w, h});
            }
        }
    }

    private void mean(ByteBuffer out, int at, int[] cell) {
        int left = cell[0] * width() / cell[2];
        int right = Math.max(left + 1, (cell[0] + 1) * width() / cell[2]);
        int top = cell[1] * height() / cell[3];
        int bottom = Math.max(top + 1, (cell[1] + 1) * height() / cell[3]);
        int[] sums = new int[3];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int rgb = image.getRGB(x, y);
                sums[0] += rgb >> 16 & 255;
                sums[1] += rgb >> 8 & 255;
                sums[2] += rgb & 255;
            }
        }
        int count = (right - left) * (bottom - top);
        for (int i = 0; i < 3; i++) {
            out.put(at + i, (byte) (sums[i] / count));
        }
    }

    @Override
    public void close() {}
}
