package org.mimika.video.source;

import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;

/** The native libraries that videos are read with, for those who want to know what a machine can do. */
public final class FfmpegNatives {
    private FfmpegNatives() {}

    /**
     * Loads the libraries.
     *
     * @return FFmpeg's version, such as {@code 8.0.1}
     * @throws LinkageError if they do not load on this system
     */
    public static String version() {
        Loader.load(avformat.class);
        Loader.load(avcodec.class);
        Loader.load(swscale.class);
        try (BytePointer version = avutil.av_version_info()) {
            return version.getString();
        }
    }
}
