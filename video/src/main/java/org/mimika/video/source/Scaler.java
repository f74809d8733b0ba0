package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_free_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale_frame;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Scales and converts pictures into one target format with swscale. Thread-safe: one conversion at a time. It owns its
 * context; the opener closes it.
 */
final class Scaler implements AutoCloseable {
    /** Filters have 256 taps at most, two for each pixel that becomes one: beyond it the nearest pixel is taken. */
    private static final int MOST_REDUCED = 100;

    private final int format;
    private final int range;
    private final int[] planeBytes;
    private SwsContext context;
    private AVFrame target;

    /**
     * A scaler into one format.
     *
     * @param format the target's AV_PIX_FMT
     * @param range the target's AVCOL_RANGE
     * @param bytesPerPixel of the first plane
     * @param chroma whether two planes of half size follow the first
     */
    Scaler(int format, int range, int bytesPerPixel, boolean chroma) {
        this.format = format;
        this.range = range;
        this.planeBytes = chroma ? new int[] {bytesPerPixel, 1, 1} : new int[] {bytesPerPixel};
        this.context = Ffmpeg.allocated(sws_alloc_context(), "a scaler");
        this.context.threads(1);
        this.target = Ffmpeg.allocated(av_frame_alloc(), "a scaler");
    }

    /** Converts the whole picture to w x h, dense planes one after the other from {@code out}'s position on. */
    synchronized void convert(AVFrame picture, ByteBuffer out, int w, int h) {
        if (context == null) {
            throw new IllegalStateException("the source of this frame is closed");
        }
        try (BytePointer base = new BytePointer(out)) {
            // A pointer made from a buffer starts at the buffer's position.
            long offset = 0;
            for (int plane = 0; plane < planeBytes.length; plane++) {
                int columns = plane == 0 ? w * planeBytes[0] : w / 2;
                int rows = plane == 0 ? h : h / 2;
                target.data(plane, base.getPointer(BytePointer.class, offset)).linesize(plane, columns);
                offset += (long) columns * rows;
            }
            boolean extreme = picture.width() > MOST_REDUCED * w || picture.height() > MOST_REDUCED * h;
            context.flags(extreme ? SWS_POINT : SWS_BILINEAR);
            target.width(w).height(h).format(format).color_range(range).colorspace(matrix(picture));
            Ffmpeg.check(sws_scale_frame(context, target, picture), "cannot scale a picture");
        } finally {
            // The planes belong to the caller: forget them without freeing.
            av_frame_unref(target);
        }
    }

    /**
     * The picture's own matrix is kept; one of RGB has none that YUV could have, and gets BT.601's, as does whatever
     * becomes full-range YUV: a JPEG file knows no other.
     */
    private int matrix(AVFrame picture) {
        boolean toYuv = planeBytes.length > 1;
        boolean toJpeg = toYuv && range == AVCOL_RANGE_JPEG;
        return toJpeg || toYuv && picture.colorspace() == AVCOL_SPC_RGB ? AVCOL_SPC_SMPTE170M : picture.colorspace();
    }

    @Override
    public synchronized void close() {
        if (context != null) {
            sws_free_context(context);
            av_frame_free(target);
            context = null;
            target = null;
        }
    }
}
