package org.mimika.video.sink;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.mimika.core.MimikaException;
import org.mimika.video.source.Ffmpeg;

/**
 * An MP4 file with one video stream. While it grows it is fragmented, so that a run that is killed leaves a playable
 * file up to its last complete fragment; closing it makes it an ordinary MP4. Used by one thread; owns the file.
 */
final class Mp4File implements AutoCloseable {
    private static final Map<String, String> OPTIONS = Map.of("movflags", "+hybrid_fragmented+frag_keyframe");

    private final Path path;
    private final AVFormatContext context;
    private final AVIOContext bytes;
    private final AVCodecContext codec;
    private final AVStream stream;
    private boolean broken;

    /**
     * Creates or empties the file and writes its header.
     *
     * @throws MimikaException if it cannot be written
     */
    Mp4File(Path path, AVCodecContext codec) {
        Outputs.requireWritable(path);
        this.path = path;
        this.codec = codec;
        bytes = openBytes(path);
        context = new AVFormatContext(null);
        try {
            check(avformat_alloc_output_context2(context, null, "mp4", (String) null));
            context.pb(bytes);
            context.flush_packets(1);
            stream = Ffmpeg.allocated(avformat_new_stream(context, null), "a stream");
            check(avcodec_parameters_from_context(stream.codecpar(), codec));
            stream.time_base(codec.time_base());
            stream.avg_frame_rate(codec.framerate());
            AVDictionary options = Ffmpeg.dictionary(OPTIONS);
            int code = avformat_write_header(context, options);
            av_dict_free(options);
            check(code);
        } catch (RuntimeException e) {
            free();
            throw e;
        }
    }

    private static AVIOContext openBytes(Path path) {
        try (BytePointer url = Ffmpeg.utf8("file:" + path);
                PointerPointer<AVIOContext> slot = new PointerPointer<>(1)) {
            slot.put(0, null);
            Ffmpeg.check(avio_open2(slot, url, AVIO_FLAG_WRITE, null, null), "cannot write " + path);
            return slot.get(AVIOContext.class, 0);
        }
    }

    /** Writes a packet with the codec's times, and takes its contents. */
    void write(AVPacket packet) {
        av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
        packet.stream_index(stream.index());
        check(av_interleaved_write_frame(context, packet));
        // A full disk shows in the byte stream, where the muxer does not look for it.
        check(bytes.error());
    }

    private void check(int code) {
        if (code < 0) {
            broken = true;
            Ffmpeg.check(code, "cannot write " + path);
        }
    }

    /** Completes the file, unless writing has failed before: then the fragments written stay as they are. */
    @Override
    public void close() {
        try {
            if (!broken) {
                check(av_write_trailer(context));
                check(bytes.error());
            }
        } finally {
            free();
        }
    }

    private void free() {
        avio_closep(bytes);
        context.pb(null);
        avformat_free_context(context);
    }
}
