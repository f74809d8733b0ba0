package org.mimika.video;

import java.nio.ByteBuffer;
import org.mimika.core.LumaPlane;

/**
 * One decoded picture, upright (rotation metadata has been applied).
 *
 * <p>Whoever received the frame from {@link FrameSource#read()} owns it and closes it; its memory is valid until then,
 * also on another thread and after further reads. All frames must be closed before their source is. A frame is used by
 * one thread at a time and may be handed from one to the next.
 */
public interface Frame extends AutoCloseable {
    /** The position in the source's order, from 0, without gaps except for frames that could not be decoded. */
    long index();

    /**
     * The presentation time that the source itself states, in milliseconds; never less than the previous frame's. Where
     * the source's clock starts again, time goes on from the frame before.
     */
    long ptsMillis();

    /** Columns of the upright picture. */
    int width();

    /** Rows of the upright picture. */
    int height();

    /** The grey picture, {@link #width()} x {@link #height()}: a view of this frame's memory wherever that is possible. */
    LumaPlane luma();

    /**
     * Writes the whole picture, scaled to w x h without regard to its aspect ratio, straight from the decoder's format.
     *
     * @param layout what to write
     * @param out a direct buffer with at least {@link PixelLayout#bytes} bytes after its position; the position stays
     * @param w columns to write, positive
     * @param h rows to write, positive
     */
    void scale(PixelLayout layout, ByteBuffer out, int w, int h);

    /** As {@link #scale} with {@link PixelLayout#RGB24}. */
    default void scaleRgb(ByteBuffer out, int w, int h) {
        scale(PixelLayout.RGB24, out, w, h);
    }

    /** Gives the memory back; a second call does nothing. */
    @Override
    void close();
}
