package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.mimika.core.MimikaException;

/** Packets in, pictures out. Used by one thread; owns the codec's context, the opener closes it. */
final class Decoder implements AutoCloseable {
    /** FFmpeg's AV_FRAME_FLAG_CORRUPT, which the presets do not name. */
    private static final int FRAME_CORRUPT = 1;

    private AVCodecContext context;
    private long skipped;
    private boolean lastFailed;

    Decoder(String name, AVStream stream, SourceOptions options) {
        AVCodecParameters parameters = stream.codecpar();
        if ((long) parameters.width() * parameters.height() > options.maxPixels()) {
            throw new MimikaException(name + ": pictures of " + parameters.width() + "x" + parameters.height()
                    + " pixels are larger than the limit of " + options.maxPixels() + " pixels");
        }
        AVCodec codec = avcodec_find_decoder(parameters.codec_id());
        if (codec == null || codec.isNull()) {
            throw new MimikaException(name + ": its video codec is not supported");
        }
        context = Ffmpeg.allocated(avcodec_alloc_context3(codec), "a decoder");
        try {
            Ffmpeg.check(avcodec_parameters_to_context(context, parameters), name + " cannot be decoded");
            context.pkt_timebase(stream.time_base())
                    .thread_count(options.decoderThreads())
                    .max_pixels(options.maxPixels());
            Ffmpeg.check(avcodec_open2(context, codec, (AVDictionary) null), name + " cannot be decoded");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Gives a packet, or null when there are no more; call {@link #receive} until it has none before the next one. */
    void send(AVPacket packet) {
        int code = avcodec_send_packet(context, packet);
        if (code < 0 && code != AVERROR_EOF) {
            skip();
        }
    }

    /** Fills the picture; false if the decoder has none ready. Damaged pictures are passed over and counted. */
    boolean receive(AVFrame picture) {
        while (true) {
            int code = avcodec_receive_frame(context, picture);
            if (code == Ffmpeg.AGAIN || code == AVERROR_EOF) {
                return false;
            }
            if (code >= 0 && !isDamaged(picture)) {
                lastFailed = false;
                return true;
            }
            av_frame_unref(picture);
            skip();
        }
    }

    /** Whether the decoder says that parts of the picture are missing or made up. */
    static boolean isDamaged(AVFrame picture) {
        return (picture.flags() & FRAME_CORRUPT) != 0 || picture.decode_error_flags() != 0;
    }

    private void skip() {
        skipped++;
        lastFailed = true;
    }

    /** Pictures that could not be decoded so far. */
    long skipped() {
        return skipped;
    }

    /** Whether the newest picture was one of those. */
    boolean lastFailed() {
        return lastFailed;
    }

    @Override
    public void close() {
        if (context != null) {
            avcodec_free_context(context);
            context = null;
        }
    }
}
