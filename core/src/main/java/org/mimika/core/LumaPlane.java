package org.mimika.core;

import java.nio.ByteBuffer;

/**
 * The grey image of a frame: 8-bit luma in row order. A view, not a copy; it is valid as long as the owner of the
 * bytes keeps them.
 *
 * @param data luma bytes; the pixel (x, y) is at the absolute index {@code y * stride + x}
 * @param width columns, in pixels
 * @param height rows, in pixels
 * @param stride bytes from one row to the next, at least {@code width}
 * @param fullRange true if 0 is black and 255 white, as in FER2013 and JPEG; false for video levels, 16 to 235
 *     (ITU-R BT.601), which {@code FaceCropper} stretches to full range
 */
public record LumaPlane(ByteBuffer data, int width, int height, int stride, boolean fullRange) {
    /** Validates the extent against the bytes. */
    public LumaPlane {
        if (width < 1 || height < 1 || stride < width) {
            throw new IllegalArgumentException(
                    "not a plane: width=" + width + " height=" + height + " stride=" + stride);
        }
        if (data.limit() < (long) stride * (height - 1) + width) {
            throw new IllegalArgumentException("a plane of " + width + "x" + height + " with stride " + stride
                    + " needs more than the " + data.limit() + " bytes given");
        }
    }

    /** A full-range plane over a dense array. */
    public static LumaPlane of(byte[] pixels, int width, int height) {
        return new LumaPlane(ByteBuffer.wrap(pixels), width, height, width, true);
    }

    /** The stored byte at (x, y), 0 to 255, levels as stored. */
    public int at(int x, int y) {
        return data.get(y * stride + x) & 0xff;
    }
}
