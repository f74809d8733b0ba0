package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_READ;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.mimika.core.MimikaException;

/** An opened container with what it reads from. Owns both; the opener closes it. */
final class Input implements AutoCloseable {
    /** Containers that hold all of their video themselves: a playlist would lead on to other addresses. */
    private static final String CONTAINERS =
            "mpjpeg,mjpeg,matroska,mov,mpegts,mpeg,flv,avi,ogg,asf,nut,ivf,gif,h264,hevc,"
                    + "av1,obu,mpegvideo,m4v,jpeg_pipe,png_pipe,webp_pipe,bmp_pipe";

    /** FFmpeg's "invalid argument", with which it refuses what is not on the list. */
    private static final int NOT_LISTED = -22;

    private static final AVIOInterruptCB.Callback_Pointer INTERRUPTED = new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer none) {
            return Thread.currentThread().isInterrupted() ? 1 : 0;
        }
    };

    private final Path path;
    private final Owned more;
    private AVFormatContext context;

    /** Takes over the context, and closes {@code more} after it. */
    private Input(Path path, AVFormatContext context, Owned more) {
        this.path = path;
        this.context = context;
        this.more = more;
    }

    /** What an input needs besides its context. */
    private interface Owned extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Opens a file by its content, whatever its name says.
     *
     * @param name what to call it in messages
     * @throws MimikaException if it is missing, unreadable, empty or nothing that FFmpeg knows
     */
    static Input file(String name, Path path) {
        if (!Files.exists(path)) {
            throw new MimikaException(name + ": no such file");
        }
        if (!Files.isReadable(path)) {
            throw new MimikaException(name + " cannot be read: permission denied");
        }
        if (isEmpty(path)) {
            throw new MimikaException(name + " is empty: expected a video or picture");
        }
        // Giving FFmpeg the bytes and no name keeps it from taking a name for a pattern, a protocol or a playlist.
        AVIOContext bytes = openBytes(name, path);
        AVFormatContext context = avformat_alloc_context();
        context.pb(bytes);
        AVDictionary options = Ffmpeg.dictionary(Map.of("protocol_whitelist", "file"));
        int code = avformat_open_input(context, "", null, options);
        av_dict_free(options);
        if (code < 0) {
            avio_closep(bytes);
            throw new MimikaException(
                    Completeness.isMp4(path)
                            ? name + " is an MP4 file without an index: it is damaged or incomplete"
                            : name + " is not a video or picture that can be read: " + Ffmpeg.message(code));
        }
        return new Input(path, context, () -> avio_closep(bytes));
    }

    private static boolean isEmpty(Path path) {
        try {
            return Files.isRegularFile(path) && Files.size(path) == 0;
        } catch (IOException e) {
            return false; // opening it will tell
        }
    }

    private static AVIOContext openBytes(String name, Path path) {
        try (BytePointer url = Ffmpeg.utf8("file:" + path);
                PointerPointer<AVIOContext> slot = new PointerPointer<>(1)) {
            slot.put(0, null);
            Ffmpeg.check(avio_open2(slot, url, AVIO_FLAG_READ, null, null), name + " cannot be read");
            return slot.get(AVIOContext.class, 0);
        }
    }

    /**
     * Opens an address or device. Of an address, a thread that is interrupted is let go.
     *
     * @param name what to call it in messages
     * @param format the demuxer, or null to find it out
     */
    static Input address(String name, String url, AVInputFormat format, Map<String, String> settings) {
        AVFormatContext context = avformat_alloc_context();
        context.interrupt_callback().callback(INTERRUPTED);
        AVDictionary options = Ffmpeg.dictionary(settings);
        int code = avformat_open_input(context, url, format, options);
        av_dict_free(options);
        if (code < 0) {
            throw new MimikaException(name + " cannot be opened: " + Ffmpeg.message(code));
        }
        return new Input(null, context, () -> {});
    }

    /**
     * Opens what an http or https address gives, which is read here and judged: FFmpeg itself connects to nothing.
     *
     * @param bytes taken over, also if this fails
     */
    static Input web(WebBytes bytes) {
        WebInput web = new WebInput(bytes);
        AVFormatContext context = avformat_alloc_context();
        context.pb(web.context());
        AVDictionary options = Ffmpeg.dictionary(Map.of("format_whitelist", CONTAINERS, "protocol_whitelist", "none"));
        int code = avformat_open_input(context, "", null, options);
        av_dict_free(options);
        if (code < 0) {
            web.close();
            throw new MimikaException(bytes.name() + " is not a video or picture that can be read: "
                    + (code == NOT_LISTED ? "its format is not read from an address" : Ffmpeg.message(code)));
        }
        return new Input(null, context, web::close);
    }

    /**
     * Opens an RTSP address and nothing that it leads on to. What went wrong is not told apart, lest who may not look
     * there themselves learn what listens where.
     */
    static Input rtsp(String name, String url, Map<String, String> settings) {
        AVFormatContext context = avformat_alloc_context();
        StayingPut place = new StayingPut(context, url);
        AVDictionary options = Ffmpeg.dictionary(settings);
        int code = avformat_open_input(context, url, null, options);
        av_dict_free(options);
        if (code < 0) {
            place.close();
            throw new MimikaException(name + " cannot be opened: it does not answer with a stream, or leads elsewhere");
        }
        return new Input(null, context, place::close);
    }

    AVFormatContext context() {
        return context;
    }

    /** The demuxer's short name, or several with commas between. */
    String format() {
        return context.iformat().name().getString();
    }

    /** What the file's own bytes say is missing at its end; empty if nothing is. */
    String missing() {
        return path == null ? "" : Completeness.missing(path, format());
    }

    @Override
    public void close() {
        if (context != null) {
            avformat_close_input(context);
            context = null;
            more.close();
        }
    }
}
