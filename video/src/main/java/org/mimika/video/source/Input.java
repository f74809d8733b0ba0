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
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.mimika.core.MimikaException;

/** An opened container with what it reads from. Owns both; the opener closes it. */
final class Input implements AutoCloseable {
    private final Path path;
    private AVFormatContext context;
    private AVIOContext bytes;

    private Input(Path path, AVFormatContext context, AVIOContext bytes) {
        this.path = path;
        this.context = context;
        this.bytes = bytes;
    }

    /**
     * Opens a file by its content, whatever its name says.
     *
     * @throws MimikaException if it is missing, unreadable, empty or nothing that FFmpeg knows
     */
    static Input file(Path path) {
        if (!Files.exists(path)) {
            throw new MimikaException(path + ": no such file");
        }
        if (!Files.isReadable(path)) {
            throw new MimikaException(path + " cannot be read: permission denied");
        }
        if (isEmpty(path)) {
            throw new MimikaException(path + " is empty: expected a video or picture");
        }
        // Giving FFmpeg the bytes and no name keeps it from taking a name for a pattern, a protocol or a playlist.
        AVIOContext bytes = openBytes(path);
        AVFormatContext context = avformat_alloc_context();
        context.pb(bytes);
        AVDictionary options = Ffmpeg.dictionary(Map.of("protocol_whitelist", "file"));
        int code = avformat_open_input(context, "", null, options);
        av_dict_free(options);
        if (code < 0) {
            avio_closep(bytes);
            throw new MimikaException(
                    Completeness.isMp4(path)
                            ? path + " is an MP4 file without an index: it is damaged or incomplete"
                            : path + " is not a video or picture that can be read: " + Ffmpeg.message(code));
        }
        return new Input(path, context, bytes);
    }

    private static boolean isEmpty(Path path) {
        try {
            return Files.isRegularFile(path) && Files.size(path) == 0;
        } catch (IOException e) {
            return false; // opening it will tell
        }
    }

    private static AVIOContext openBytes(Path path) {
        try (BytePointer url = Ffmpeg.utf8("file:" + path);
                PointerPointer<AVIOContext> slot = new PointerPointer<>(1)) {
            slot.put(0, null);
            Ffmpeg.check(avio_open2(slot, url, AVIO_FLAG_READ, null, null), path + " cannot be read");
            return slot.get(AVIOContext.class, 0);
        }
    }

    /**
     * Opens an address or device.
     *
     * @param name what to call it in messages
     * @param format the demuxer, or null to find it out
     */
    static Input address(String name, String url, AVInputFormat format, Map<String, String> settings) {
        AVFormatContext context = avformat_alloc_context();
        AVDictionary options = Ffmpeg.dictionary(settings);
        int code = avformat_open_input(context, url, format, options);
        av_dict_free(options);
        if (code < 0) {
            throw new MimikaException(name + " cannot be opened: " + Ffmpeg.message(code));
        }
        return new Input(null, context, null);
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
            if (bytes != null) {
                avio_closep(bytes);
                bytes = null;
            }
        }
    }
}
