package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.PointerPointer;
import org.mimika.core.MimikaException;

/** The packets of a container's video stream. Used by one thread; owns the opened input and closes it. */
final class Demuxer implements AutoCloseable {
    /** Demuxers that "read" text as pictures or that lead on to other files: no video that a user means by its path. */
    private static final Set<String> REFUSED = Set.of("tty", "bin", "idf", "xbin", "adf", "concat", "hls", "dash");

    private final String name;
    private final Input input;
    private final AVStream stream;
    private final boolean still;
    private boolean damaged;
    private int failure;

    /** Takes over the input, also if this fails. */
    Demuxer(String name, Input input) {
        this.name = name;
        this.input = input;
        try {
            AVFormatContext context = input.context();
            String format = input.format();
            if (REFUSED.contains(format)) {
                throw new MimikaException(name + " is not a video or picture");
            }
            still = format.endsWith("_pipe") || format.equals("image2");
            int code = avformat_find_stream_info(context, (PointerPointer<?>) null);
            int found = code < 0 ? code : av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
            if (found < 0 || (context.streams(found).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
                throw new MimikaException(
                        name + " has no video stream" + (code < 0 ? ": " + Ffmpeg.message(code) : ""));
            }
            stream = context.streams(found);
            for (int i = 0; i < context.nb_streams(); i++) {
                if (i != found) {
                    context.streams(i).discard(AVDISCARD_ALL);
                }
            }
        } catch (RuntimeException e) {
            input.close();
            throw e;
        }
    }

    AVStream stream() {
        return stream;
    }

    /** Whether this is a single picture rather than a recording. */
    boolean still() {
        return still;
    }

    /** Fills the packet with the next one of the video stream; false at the end. */
    boolean next(AVPacket packet) {
        while (failure == 0) {
            int code = av_read_frame(input.context(), packet);
            if (code < 0) {
                failure = code;
            } else if (packet.stream_index() == stream.index()) {
                damaged = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
                return true;
            } else {
                av_packet_unref(packet);
            }
        }
        return false;
    }

    /**
     * Why the end that {@link #next} reported is no proper end, or an empty string: an error while reading, a last
     * packet that was cut, or a file that ends before its end.
     */
    String brokenOff() {
        if (failure != AVERROR_EOF) {
            return Ffmpeg.message(failure);
        }
        return damaged ? "the last frame is cut" : input.missing();
    }

    /** The average rate in frames a second; 0 if unknown. */
    double rate() {
        AVRational rate = stream.avg_frame_rate();
        return rate.num() > 0 && rate.den() > 0 ? (double) rate.num() / rate.den() : 0;
    }

    /** The number of frames as stated or implied by the header; -1 if unknown. */
    long frames() {
        if (still) {
            return 1;
        }
        if (stream.nb_frames() > 0) {
            return stream.nb_frames();
        }
        double seconds = input.context().duration() / 1e6;
        return seconds > 0 && rate() > 0 ? Math.max(1, Math.round(seconds * rate())) : -1;
    }

    @Override
    public void close() {
        input.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
