package org.mimika.server.live;

import java.util.Optional;
import java.util.function.Consumer;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.draw.Blur;
import org.mimika.video.sink.JpegEncoder;

/**
 * Encodes a source's frames for those who look at them, and only while somebody does. Frames are offered by the source's
 * own thread, which waits the one or two milliseconds that it takes. Owns native memory: close it.
 */
final class PictureFeed implements AutoCloseable {
    /** Pixels of the longer side: enough for a large window. */
    private static final int LONGEST = 960;

    private static final int QUALITY = 80;

    private final JpegEncoder encoder = new JpegEncoder(LONGEST, QUALITY);
    private final Consumer<LivePicture> viewers;
    private boolean closed;
    private Veil veil = Veil.NONE;
    private Optional<Blur> blur = Optional.empty();

    PictureFeed(Consumer<LivePicture> viewers) {
        this.viewers = viewers;
    }

    synchronized Veil veil() {
        return veil;
    }

    synchronized void veil(Veil next) {
        if (veil != next) {
            // A new one would forget where faces have just been.
            veil = next;
            blur = next.blur();
        }
    }

    synchronized void offer(Frame frame, FrameResult result) {
        if (!closed) {
            byte[] jpeg = encoder.encode(
                    frame, canvas -> blur.ifPresent(one -> one.apply(canvas, result, frame.width(), frame.height())));
            viewers.accept(new LivePicture(result.index(), result.ptsMillis(), frame.width(), frame.height(), jpeg));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        encoder.close();
    }
}
