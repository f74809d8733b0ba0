package org.mimika.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.mimika.video.source.Ffmpeg;

/** Clips and pictures that tests make for themselves, with any of FFmpeg's encoders and containers. */
public final class Clip {
    private static final int FRAME_MILLIS = 40;

    private final int width;
    private final int height;
    private String codec = "mpeg4";
    private String container;
    private int format = AV_PIX_FMT_YUV420P;
    private int range;
    private int matrix = AVCOL_SPC_UNSPECIFIED;
    private int u = 128;
    private int v = 128;
    private long[] times = {0};
    private double rotation;
    private Map<String, String> options = Map.of();
    private Painter painter = (x, y, frame) -> 16 + (x * 7 + y * 3 + (int) frame * 11) % 200;

    /** The first plane's byte (in RGB: all three) at a pixel of a frame. */
    public interface Painter {
        int value(int x, int y, long frame);
    }

    private Clip(int width, int height) {
        this.width = width;
        this.height = height;
    }

    public static Clip of(int width, int height) {
        return new Clip(width, height);
    }

    /** An FFmpeg encoder's name and an AV_PIX_FMT that it takes. */
    public Clip codec(String name, int pixelFormat) {
        codec = name;
        format = pixelFormat;
        return this;
    }

    /** An AVCOL_RANGE. */
    public Clip range(int value) {
        range = value;
        return this;
    }

    /** An AVCOL_SPC, and both chroma planes' bytes. */
    public Clip colour(int colourMatrix, int blue, int red) {
        matrix = colourMatrix;
        u = blue;
        v = red;
        return this;
    }

    /** A muxer's name, where the file's suffix does not say it. */
    public Clip container(String name) {
        container = name;
        return this;
    }

    /** The frames' presentation times in milliseconds; none makes a clip without frames. */
    public Clip times(long... millis) {
        times = millis;
        return this;
    }

    /** So many frames, 40 ms apart. */
    public Clip frames(int count) {
        return times(LongStream.range(0, count).map(i -> i * FRAME_MILLIS).toArray());
    }

    /** Degrees by which players must turn the picture clockwise. */
    public Clip rotation(double degrees) {
        rotation = degrees;
        return this;
    }

    /** Options of the muxer. */
    public Clip options(Map<String, String> values) {
        options = values;
        return this;
    }

    public Clip paint(Painter value) {
        painter = value;
        return this;
    }

    public Path write(Path file) {
        AVCodec encoder = avcodec_find_encoder_by_name(codec);
        AVCodecContext context = avcodec_alloc_context3(encoder);
        context.width(width).height(height).pix_fmt(format).color_range(range).bit_rate(4_000_000);
        context.colorspace(matrix);
        context.strict_std_compliance(-1).thread_count(1);
        context.time_base().num(1).den(1000);
        context.framerate().num(25).den(1);
        AVFormatContext muxer = new AVFormatContext(null);
        Ffmpeg.check(avformat_alloc_output_context2(muxer, null, container, file.toString()), "muxer");
        if ((muxer.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        Ffmpeg.check(avcodec_open2(context, encoder, (AVDictionary) null), "encoder");
        AVIOContext bytes = new AVIOContext(null);
        Ffmpeg.check(avio_open(bytes, file.toString(), AVIO_FLAG_WRITE), "file");
        muxer.pb(bytes);
        AVStream stream = avformat_new_stream(muxer, null);
        avcodec_parameters_from_context(stream.codecpar(), context);
        stream.time_base(context.time_base());
        if (rotation != 0) {
            rotate(stream);
        }
        Ffmpeg.check(avformat_write_header(muxer, Ffmpeg.dictionary(options)), "header");
        encode(context, muxer, stream);
        Ffmpeg.check(av_write_trailer(muxer), "trailer");
        avio_closep(bytes);
        avcodec_free_context(context);
        muxer.pb(null);
        avformat_free_context(muxer);
        return file;
    }

    private void rotate(AVStream stream) {
        AVPacketSideData data = new AVPacketSideData(null);
        try (IntPointer count = new IntPointer(1).put(0)) {
            AVPacketSideData made = av_packet_side_data_new(data, count, AV_PKT_DATA_DISPLAYMATRIX, 36, 0);
            av_display_rotation_set(new IntPointer(made.data()), rotation);
        }
        stream.codecpar().coded_side_data(data).nb_coded_side_data(1);
    }

    private void encode(AVCodecContext context, AVFormatContext muxer, AVStream stream) {
        AVFrame frame = av_frame_alloc();
        frame.width(width).height(height).format(format).color_range(range).colorspace(matrix);
        Ffmpeg.check(av_frame_get_buffer(frame, 0), "frame");
        AVPacket packet = av_packet_alloc();
        for (int i = 0; i <= times.length; i++) {
            boolean last = i == times.length;
            if (!last) {
                Ffmpeg.check(av_frame_make_writable(frame), "frame");
                fill(frame, i);
                frame.pts(times[i]);
            }
            if (times.length > 0) {
                Ffmpeg.check(avcodec_send_frame(context, last ? null : frame), "encoding");
            }
            while (times.length > 0 && avcodec_receive_packet(context, packet) >= 0) {
                packet.duration(FRAME_MILLIS);
                av_packet_rescale_ts(packet, context.time_base(), stream.time_base());
                Ffmpeg.check(av_interleaved_write_frame(muxer, packet), "writing");
            }
        }
        av_packet_free(packet);
        av_frame_free(frame);
    }

    private void fill(AVFrame frame, int index) {
        int step = av_pix_fmt_desc_get(format).comp(0).step();
        for (int y = 0; y < height; y++) {
            try (BytePointer row = frame.data(0).getPointer(BytePointer.class, (long) y * frame.linesize(0))) {
                byte[] line = new byte[width * step];
                for (int i = 0; i < line.length; i++) {
                    line[i] = (byte) painter.value(i / step, y, index);
                }
                row.put(line);
            }
        }
        int chromaRows = (height + 1) / 2;
        for (int plane = 1; plane < 3 && frame.linesize(plane) > 0 && step == 1; plane++) {
            BytePointer chroma = frame.data(plane);
            for (long i = 0; i < (long) chromaRows * frame.linesize(plane); i++) {
                chroma.put(i, (byte) (plane == 1 ? u : v));
            }
        }
    }
}
