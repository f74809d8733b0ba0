package org.mimika.video.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Keeps FFmpeg's RTSP reader from following a server that sends it elsewhere, for which it has no option: it writes the
 * new address into its context before it connects, and asks its interrupter before it waits for that connection. Owns
 * its entry; the opener closes it, after the context.
 */
final class StayingPut implements AutoCloseable {
    /** JavaCPP gives a class of callbacks ten places in all, so all contexts share one. */
    private static final Map<Long, String> PLACES = new ConcurrentHashMap<>();

    private static final AVIOInterruptCB.Callback_Pointer LEFT = new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer context) {
            return isThere(context) ? 0 : 1;
        }
    };

    private final long key;

    /** From now on, this context reads from there or not at all. */
    StayingPut(AVFormatContext context, String url) {
        key = context.address();
        PLACES.put(key, url);
        context.interrupt_callback().callback(LEFT).opaque(context);
    }

    /** Whether the context, which must be open, still reads from its place. */
    private static boolean isThere(Pointer context) {
        BytePointer url = new AVFormatContext(context).url();
        String place = PLACES.get(context.address());
        return url == null || url.isNull() || url.getString().equals(place);
    }

    @Override
    public void close() {
        PLACES.remove(key);
    }
}
