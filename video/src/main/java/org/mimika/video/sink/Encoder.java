package org.mimika.video.sink;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.mimika.core.MimikaException;
import org.mimika.video.PixelLayout;
import org.mimika.video.source.Ffmpeg;

/**
 * Pictures in, packets out: H.264 where this FFmpeg has an encoder for it, else MPEG-4. Times are in milliseconds. Used
 * by one thread; owns the codec's context and the picture's memory, the opener closes it.
 */
final class Encoder implements AutoCloseable {
    /** In order of preference: x264 comes with GPL builds only, OpenH264 with all. */
    private static final List<String> CODECS = List.of("libx264", "libopenh264", "mpeg4");

    private static final int MILLIS = 1000;
    private static final double BITS_PER_PIXEL = 0.14;
    private static final long LEAST_BITS = 400_000;
    private static final long MOST_BITS = 40_000_000;

    private final int width;
    private final int height;
    private final double rate;
    private final BytePointer memory;
    private final AVFrame frame;
    private final AVPacket packet;
    private AVCodecContext context;

    Encoder(int width, int height, double rate) {
        this.width = width;
        this.height = height;
        this.rate = rate > 0 && rate <= MILLIS ? rate : 25;
        // swscale writes whole vectors: a few bytes after the last row are its to use.
        memory = new BytePointer(PixelLayout.I420.bytes(width, height) + 64L);
        frame = Ffmpeg.allocated(av_frame_alloc(), "a frame");
        packet = Ffmpeg.allocated(av_packet_alloc(), "a packet");
        try {
            open();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        int luma = width * height;
        frame.format(AV_PIX_FMT_YUV420P).width(width).height(height).color_range(AVCOL_RANGE_MPEG);
        frame.data(0, memory).linesize(0, width);
        frame.data(1, memory.getPointer(luma)).linesize(1, width / 2);
        frame.data(2, memory.getPointer(luma + luma / 4)).linesize(2, width / 2);
    }

    private void open() {
        for (String name : CODECS) {
            AVCodec codec = avcodec_find_encoder_by_name(name);
            if (codec != null && !codec.isNull() && open(name, codec)) {
                return;
            }
        }
        throw new MimikaException("this FFmpeg has no encoder for video of " + width + "x" + height + " pixels");
    }

    private boolean open(String name, AVCodec codec) {
        context = Ffmpeg.allocated(avcodec_alloc_context3(codec), "an encoder");
        context.width(width).height(height).pix_fmt(AV_PIX_FMT_YUV420P).color_range(AVCOL_RANGE_MPEG);
        context.time_base().num(1).den(MILLIS);
        context.framerate().num((int) Math.round(rate * MILLIS)).den(MILLIS);
        // A key frame every two seconds is a point to seek to, and the most that a broken-off file loses.
        context.gop_size((int) Math.max(1, Math.round(2 * rate)));
        context.max_b_frames(0).thread_count(1).flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        double bits = width * (double) height * rate * BITS_PER_PIXEL;
        context.bit_rate((long) Math.max(LEAST_BITS, Math.min(MOST_BITS, bits)));
        if (name.equals("libx264")) {
            av_opt_set(context.priv_data(), "preset", "veryfast", 0);
        }
        if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
            avcodec_free_context(context);
            context = null;
            return false;
        }
        return true;
    }

    AVCodecContext context() {
        return context;
    }

    /** The picture to fill before {@link #encode}: {@link PixelLayout#I420}, as large as the video. */
    ByteBuffer picture() {
        return memory.asByteBuffer();
    }

    /** How long a frame lasts by the nominal rate, in milliseconds. */
    long frameMillis() {
        return Math.max(1, Math.round(MILLIS / rate));
    }

    /** Encodes the picture as it is now; times must grow. */
    void encode(long ptsMillis, Consumer<AVPacket> packets) {
        frame.pts(ptsMillis);
        send(frame, packets);
    }

    /** Hands out what the encoder still holds; nothing can be encoded afterwards. */
    void flush(Consumer<AVPacket> packets) {
        send(null, packets);
    }

    private void send(AVFrame picture, Consumer<AVPacket> packets) {
        Ffmpeg.check(avcodec_send_frame(context, picture), "cannot encode a frame");
        int code = avcodec_receive_packet(context, packet);
        while (code >= 0) {
            packets.accept(packet);
            code = avcodec_receive_packet(context, packet);
        }
        if (code != Ffmpeg.AGAIN && code != AVERROR_EOF) {
            Ffmpeg.check(code, "cannot encode a frame");
        }
    }

    @Override
    public void close() {
        if (context != null) {
            avcodec_free_context(context);
            context = null;
        }
        av_packet_free(packet);
        av_frame_free(frame);
        memory.close();
    }
}
