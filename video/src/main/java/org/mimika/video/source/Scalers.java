package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.mimika.video.PixelLayout;

/**
 * The scalers that all frames of a source share, one per target: the detector's thread, the classifier's and the
 * encoder's each want another one, so none waits for the others. Thread-safe; the source owns and closes it.
 */
final class Scalers implements AutoCloseable {
    private final Scaler rgb = new Scaler(AV_PIX_FMT_RGB24, AVCOL_RANGE_JPEG, 3, false);
    private final Scaler i420 = new Scaler(AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, 1, true);
    private final Scaler j420 = new Scaler(AV_PIX_FMT_YUV420P, AVCOL_RANGE_JPEG, 1, true);
    private final Scaler grey = new Scaler(AV_PIX_FMT_GRAY8, AVCOL_RANGE_JPEG, 1, false);

    void scale(AVFrame picture, PixelLayout layout, ByteBuffer out, int w, int h) {
        int bytes = layout.bytes(w, h);
        if (!out.isDirect() || out.remaining() < bytes) {
            throw new IllegalArgumentException(
                    layout + " " + w + "x" + h + " needs a direct buffer with " + bytes + " bytes: " + out);
        }
        scaler(layout).convert(picture, out, w, h);
    }

    private Scaler scaler(PixelLayout layout) {
        return switch (layout) {
            case RGB24 -> rgb;
            case I420 -> i420;
            case J420 -> j420;
        };
    }

    /** Full-range grey in the picture's own size. */
    void grey(AVFrame picture, ByteBuffer out) {
        grey.convert(picture, out, picture.width(), picture.height());
    }

    @Override
    public void close() {
        rgb.close();
        i420.close();
        j420.close();
        grey.close();
    }
}
