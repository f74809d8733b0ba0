package org.mimika.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.presets.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.mimika.core.MimikaException;

/** What every use of FFmpeg shares: its silence, its error codes, its strings and its dictionaries. Thread-safe. */
public final class Ffmpeg {
    /** "Not now, give or take something first": FFmpeg's code for it on this system. */
    public static final int AGAIN;

    static {
        // A library does not print. Errors come back as codes, and warnings are counted by who sees the damage.
        av_log_set_level(AV_LOG_QUIET);
        // After the call above, which loads the natives that this one needs.
        AGAIN = avutil.AVERROR_EAGAIN();
    }

    private Ffmpeg() {}

    /** FFmpeg's own words for an error code, in English. */
    public static String message(int code) {
        byte[] text = new byte[256];
        av_strerror(code, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Returns the code if it is no error.
     *
     * @throws MimikaException {@code what: FFmpeg's message} if it is one
     */
    public static int check(int code, String what) {
        if (code < 0) {
            throw new MimikaException(what + ": " + message(code));
        }
        return code;
    }

    /** Returns the pointer that an allocation gave, or fails if it gave none. */
    public static <T extends org.bytedeco.javacpp.Pointer> T allocated(T pointer, String what) {
        if (pointer == null || pointer.isNull()) {
            throw new MimikaException("not enough memory for " + what);
        }
        return pointer;
    }

    /** A C string in UTF-8 whatever the locale says; the caller closes it. */
    public static BytePointer utf8(String text) {
        return new BytePointer(text, StandardCharsets.UTF_8);
    }

    /** A dictionary with these entries; the caller frees it with {@code av_dict_free}. */
    public static AVDictionary dictionary(Map<String, String> entries) {
        AVDictionary dictionary = new AVDictionary(null);
        entries.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
        return dictionary;
    }
}
