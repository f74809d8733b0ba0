package org.mimika.server.live;

import java.util.Objects;

/**
 * A frame as it is shown.
 *
 * @param frame the frame's index
 * @param ptsMillis its presentation time
 * @param width columns of the frame, which boxes refer to; the picture itself may be smaller
 * @param height rows of the frame
 * @param jpeg the picture; shared, so nobody writes into it
 */
public record LivePicture(long frame, long ptsMillis, int width, int height, byte[] jpeg) {
    /** Validates. */
    public LivePicture {
        Objects.requireNonNull(jpeg, "jpeg");
        if (frame < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("picture of frame " + frame + ": " + width + "x" + height);
        }
    }
}
