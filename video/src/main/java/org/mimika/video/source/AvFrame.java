package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_HWACCEL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.nio.ByteBuffer;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;
import org.mimika.core.LumaPlane;
import org.mimika.video.Frame;
import org.mimika.video.PixelLayout;

/**
 * A frame over FFmpeg's reference-counted picture: it owns its AVFrame, whose buffers go back to the decoder's pool on
 * close. Holding frames therefore costs memory, but neither a copy nor an allocation.
 */
final class AvFrame implements Frame {
    private static final Set<Integer> FULL_RANGE = Set.of(
            AV_PIX_FMT_GRAY8,
            AV_PIX_FMT_YUVJ411P,
            AV_PIX_FMT_YUVJ420P,
            AV_PIX_FMT_YUVJ422P,
            AV_PIX_FMT_YUVJ440P,
            AV_PIX_FMT_YUVJ444P);

    private final Scalers scalers;
    private final long index;
    private final long ptsMillis;
    private final int width;
    private final int height;
    private AVFrame picture;
    private LumaPlane luma;
    private BytePointer converted;

    /** Takes over the picture. */
    AvFrame(Scalers scalers, AVFrame picture, long index, long ptsMillis) {
        this.scalers = scalers;
        this.picture = picture;
        this.index = index;
        this.ptsMillis = ptsMillis;
        this.width = picture.width();
        this.height = picture.height();
    }

    @Override
    public long index() {
        return index;
    }

    @Override
    public long ptsMillis() {
        return ptsMillis;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public LumaPlane luma() {
        requireOpen();
        if (luma == null) {
            luma = hasLumaPlane() ? ownPlane() : convertedPlane();
        }
        return luma;
    }

    private LumaPlane ownPlane() {
        int stride = picture.linesize(0);
        ByteBuffer bytes =
                picture.data(0).capacity((long) stride * (height - 1) + width).asByteBuffer();
        return new LumaPlane(bytes, width, height, stride, isFullRange());
    }

    private LumaPlane convertedPlane() {
        // swscale writes whole vectors: a few bytes after the last row are its to use.
        long size = (long) width * height;
        converted = new BytePointer(size + 64);
        ByteBuffer bytes = converted.asByteBuffer();
        scalers.grey(picture, bytes);
        return new LumaPlane(bytes, width, height, width, true);
    }

    /** Whether the first plane is the grey picture as it is: one byte a pixel, top to bottom. */
    private boolean hasLumaPlane() {
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
        long others = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL;
        return (format.flags() & others) == 0
                && format.comp(0).plane() == 0
                && format.comp(0).offset() == 0
                && format.comp(0).step() == 1
                && format.comp(0).shift() == 0
                && format.comp(0).depth() == 8
                && picture.linesize(0) >= width;
    }

    private boolean isFullRange() {
        int range = picture.color_range();
        return range == AVCOL_RANGE_UNSPECIFIED
                ? FULL_RANGE.contains(picture.format())
                : range == AVCOL_RANGE_JPEG
                        || FULL_RANGE.contains(picture.format()) && picture.format() != AV_PIX_FMT_GRAY8;
    }

    @Override
    public void scale(PixelLayout layout, ByteBuffer out, int w, int h) {
        requireOpen();
        scalers.scale(picture, layout, out, w, h);
    }

    private void requireOpen() {
        if (picture == null) {
            throw new IllegalStateException("frame " + index + " is closed");
        }
    }

    @Override
    public void close() {
        if (picture != null) {
            av_frame_free(picture);
            picture = null;
            luma = null;
            if (converted != null) {
                converted.close();
                converted = null;
            }
        }
    }
}
