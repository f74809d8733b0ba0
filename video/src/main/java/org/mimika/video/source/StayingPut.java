package org.mimika.video.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Keeps FFmpeg's RTSP reader from following a server that sends it elsewhere, for which it has no option: it writes the
 * new address into its context before it connects, and asks its interrupter before it waits for that connection. A
 * thread that is interrupted is let go as well. Owns its entry; the opener closes it, after the context.
 */
final class StayingPut implements AutoCloseable {
    /** JavaCPP gives a class of callbacks ten places in all, so all contexts share one. */
    private static final Map<Long, StayingPut> PLACES = new ConcurrentHashMap<>();

    /** Asked by FFmpeg while it waits, on the thread that reads: anything but 0 ends the waiting. */
    static final AVIOInterruptCB.Callback_Pointer LEFT = new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer context) {
            try {
                return !Thread.currentThread().isInterrupted() && isThere(context) ? 0 : 1;
            } catch (RuntimeException | Error e) {
                return 1; // nothing may be thrown through FFmpeg
            }
        }
    };

    private final long key;
    private final String url;

    /** From now on, this context reads from there or not at all. */
    StayingPut(AVFormatContext context, String url) {
        key = context.address();
        this.url = url;
        PLACES.put(key, this);
        context.interrupt_callback().callback(LEFT).opaque(context);
    }

    /** Whether the context, which must be open, still reads from its place. */
    private static boolean isThere(Pointer context) {
        BytePointer url = new AVFormatContext(context).url();
        StayingPut place = PLACES.get(context.address());
        return url == null || url.isNull() || place != null && url.getString().equals(place.url);
    }

    @Override
    public void close() {
        // The context is gone, and another may be where it was.
        PLACES.remove(key, this);
    }
}
