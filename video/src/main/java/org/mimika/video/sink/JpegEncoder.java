package org.mimika.video.sink;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.mimika.video.Frame;
import org.mimika.video.PixelLayout;
import org.mimika.video.draw.YuvCanvas;
import org.mimika.video.source.Ffmpeg;

/**
 * Pictures as JPEG files in memory, 4:2:0, full range. The encoder is kept while the size stays the same. Used by one
 * thread; owns the codec's context and one picture's memory, the opener closes it.
 */
public final class JpegEncoder implements AutoCloseable {
    /** No JPEG is longer: FFmpeg's encoder stops a little short of the format's 65,535. */
    private static final int MOST = 65_500;

    private static final int STEPS = 31; // of FFmpeg's scale of quality, 1 is the best

    private final int longest;
    private final int step;
    private final AVFrame frame;
    private final AVPacket packet;
    private BytePointer memory;
    private ByteBuffer planes;
    private AVCodecContext context;
    private YuvCanvas canvas;
    private int width;
    private int height;
    private boolean closed;

    /**
     * An encoder for frames of any size.
     *
     * @param longest frames whose longer side has more pixels are scaled down to so many, 16 to 65,500
     * @param quality 1 to 100, in which detail is about what libjpeg keeps at the same number
     */
    public JpegEncoder(int longest, int quality) {
        if (longest < 16 || longest > MOST || quality < 1 || quality > 100) {
            throw new IllegalArgumentException("JPEG with at most " + longest + " pixels, quality " + quality);
        }
        this.longest = longest;
        this.step = step(quality);
        frame = Ffmpeg.allocated(av_frame_alloc(), "a frame");
        packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
    }

    /** libjpeg scales its tables by 5000/quality percent below 50, by 200 - 2 quality above; 8 is FFmpeg's 100%. */
    private static int step(int quality) {
        double percent = quality < 50 ? 5000.0 / quality : 200 - 2.0 * quality;
        return (int) Math.max(1, Math.min(STEPS, Math.round(8 * percent / 100)));
    }

    /** The frame as a JPEG; odd extents lose a row or column. */
    public byte[] encode(Frame picture) {
        return encode(picture, canvas -> {});
    }

    /**
     * As {@link #encode(Frame)}, after something was done to the scaled picture.
     *
     * @param retouch may change the picture, whose levels are full range; the canvas is valid during the call
     */
    public byte[] encode(Frame picture, Consumer<YuvCanvas> retouch) {
        requireOpen();
        double scale = Math.min(1, (double) longest / Math.max(picture.width(), picture.height()));
        prepare(even(picture.width() * scale), even(picture.height() * scale));
        picture.scale(PixelLayout.J420, planes.clear(), width, height);
        retouch.accept(canvas);
        return encode();
    }

    /**
     * A picture in memory as a JPEG of its own size.
     *
     * @param picture {@link PixelLayout#I420} from the position on, of BT.601; the position stays
     * @param w columns, even, at most 65,500
     * @param h rows, even, at most 65,500
     */
    public byte[] encode(ByteBuffer picture, int w, int h) {
        requireOpen();
        int bytes = PixelLayout.I420.bytes(w, h);
        if (w > MOST || h > MOST || picture.remaining() < bytes) {
            throw new IllegalArgumentException(w + "x" + h + " pixels from " + picture);
        }
        prepare(w, h);
        byte[] levels = new byte[bytes];
        picture.get(picture.position(), levels);
        expand(levels, 0, w * h, 16, 255.0 / 219);
        expand(levels, w * h, bytes, 128, 255.0 / 224);
        planes.put(0, levels);
        return encode();
    }

    /** From video levels to the full range. */
    private static void expand(byte[] levels, int from, int to, int base, double gain) {
        byte[] table = new byte[256];
        int shift = base == 16 ? 0 : base;
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) Math.max(0, Math.min(255, Math.round((i - base) * gain + shift)));
        }
        for (int i = from; i < to; i++) {
            levels[i] = table[levels[i] & 0xff];
        }
    }

    private static int even(double extent) {
        return Math.max(2, (int) Math.round(extent) & ~1);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the JPEG encoder is closed");
        }
    }

    /** Memory and encoder for pictures of this size. */
    private void prepare(int w, int h) {
        if (w == width && h == height) {
            return;
        }
        free();
        // swscale writes whole vectors: a few bytes after the last row are its to use.
        memory = new BytePointer(PixelLayout.J420.bytes(w, h) + 64L);
        planes = memory.asByteBuffer();
        canvas = new YuvCanvas(planes, w, h);
        open(w, h);
        int luma = w * h;
        frame.format(AV_PIX_FMT_YUV420P).width(w).height(h).quality(step * FF_QP2LAMBDA);
        frame.color_range(AVCOL_RANGE_JPEG).colorspace(AVCOL_SPC_SMPTE170M);
        frame.data(0, memory).linesize(0, w);
        frame.data(1, memory.getPointer(luma)).linesize(1, w / 2);
        frame.data(2, memory.getPointer(luma + luma / 4)).linesize(2, w / 2);
        width = w;
        height = h;
    }

    private void open(int w, int h) {
        AVCodec codec = Ffmpeg.allocated(avcodec_find_encoder(AV_CODEC_ID_MJPEG), "a JPEG encoder");
        context = Ffmpeg.allocated(avcodec_alloc_context3(codec), "a JPEG encoder");
        context.width(w).height(h).pix_fmt(AV_PIX_FMT_YUV420P).color_range(AVCOL_RANGE_JPEG);
        context.colorspace(AVCOL_SPC_SMPTE170M);
        context.time_base().num(1).den(1000);
        context.flags(context.flags() | AV_CODEC_FLAG_QSCALE).global_quality(step * FF_QP2LAMBDA);
        context.qmin(1).qmax(STEPS).thread_count(1);
        // Tables made for each picture would save a few percent of the bytes and cost a second look at all of them.
        av_opt_set(context.priv_data(), "huffman", "default", 0);
        Ffmpeg.check(avcodec_open2(context, codec, (AVDictionary) null), "cannot write JPEG of " + w + "x" + h);
    }

    private byte[] encode() {
        frame.pts(frame.pts() < 0 ? 0 : frame.pts() + 1);
        Ffmpeg.check(avcodec_send_frame(context, frame), "cannot encode a JPEG");
        Ffmpeg.check(avcodec_receive_packet(context, packet), "cannot encode a JPEG");
        try {
            byte[] bytes = new byte[packet.size()];
            packet.data().get(bytes);
            return bytes;
        } finally {
            av_packet_unref(packet);
        }
    }

    private void free() {
        width = 0;
        height = 0;
        if (context != null) {
            avcodec_free_context(context);
            context = null;
        }
        if (memory != null) {
            memory.close();
            memory = null;
            planes = null;
            canvas = null;
        }
    }

    /** Gives the memory back; a second call does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            free();
            av_packet_free(packet);
            av_frame_free(frame);
        }
    }
}
