package org.mimika.video;

/** How {@link Frame#scale} lays out the pixels that it writes; always dense, without padding, 8 bits a sample. */
public enum PixelLayout {
    /** Red, green, blue, interleaved, full range: {@code w * h * 3} bytes. */
    RGB24,
    /**
     * Planes Y, U, V one after the other, U and V at half size, video levels (16 to 235), the source's own matrix:
     * {@code w * h * 3 / 2} bytes; both extents must be even.
     */
    I420,
    /** As {@link #I420}, but full range (0 to 255) and by the matrix of BT.601, as JPEG files have it. */
    J420;

    /**
     * The bytes of a picture of this size.
     *
     * @throws IllegalArgumentException if an extent is not positive, or odd where it must be even
     */
    public int bytes(int width, int height) {
        boolean halved = this != RGB24;
        if (width < 1 || height < 1 || (halved && (width % 2 != 0 || height % 2 != 0))) {
            throw new IllegalArgumentException(this + " picture of " + width + "x" + height + " pixels");
        }
        int pixels = Math.multiplyExact(width, height);
        return halved ? Math.addExact(pixels, pixels / 2) : Math.multiplyExact(pixels, 3);
    }
}
