package org.mimika.server.live;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.draw.Blur;
import org.mimika.video.draw.YuvCanvas;
import org.mimika.video.sink.JpegEncoder;

/**
 * Encodes a source's frames for those who look at them, and only while somebody does; where faces are is remembered all
 * the time, so that a face that is missed now and then is hidden from who has just come as well. Frames are offered by
 * the source's own thread, which waits the one or two milliseconds that it takes. Owns native memory: close it.
 */
final class PictureFeed implements AutoCloseable {
    /** Pixels of the longer side: enough for a large window. */
    private static final int LONGEST = 960;

    private static final int QUALITY = 80;

    private final JpegEncoder encoder = new JpegEncoder(LONGEST, QUALITY);
    private final Blur faces = new Blur(Blur.Mode.FACES);
    private final Blur background = new Blur(Blur.Mode.BACKGROUND);
    private final BooleanSupplier watched;
    private final Consumer<LivePicture> viewers;
    private boolean closed;
    private Veil veil = Veil.NONE;

    /** Encodes for {@code viewers} while it is {@code watched}. */
    PictureFeed(BooleanSupplier watched, Consumer<LivePicture> viewers) {
        this.watched = watched;
        this.viewers = viewers;
    }

    synchronized Veil veil() {
        return veil;
    }

    synchronized void veil(Veil next) {
        veil = next;
    }

    synchronized void offer(Frame frame, FrameResult result) {
        faces.see(result);
        if (!closed && watched.getAsBoolean()) {
            byte[] jpeg = encoder.encode(frame, canvas -> hide(canvas, frame, result));
            viewers.accept(new LivePicture(result.index(), result.ptsMillis(), frame.width(), frame.height(), jpeg));
        }
    }

    private void hide(YuvCanvas canvas, Frame frame, FrameResult result) {
        switch (veil) {
            case FACES -> faces.apply(canvas, result, frame.width(), frame.height());
            case BACKGROUND -> background.apply(canvas, result, frame.width(), frame.height());
            case NONE -> {
                // All of it is shown.
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        encoder.close();
    }
}
