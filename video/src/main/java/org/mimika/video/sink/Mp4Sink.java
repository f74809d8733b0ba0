package org.mimika.video.sink;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.PixelLayout;
import org.mimika.video.ResultSink;
import org.mimika.video.SourceInfo;
import org.mimika.video.draw.Annotator;
import org.mimika.video.draw.YuvCanvas;

/**
 * The pictures with their faces drawn on, as MP4: H.264 (or MPEG-4), 4:2:0, no sound. Every frame keeps the source's own
 * presentation time. The video is as large as the source's first picture, with odd extents rounded up, none shorter than
 * 16 pixels and the longer at most 3840; later pictures of another size are fitted in with black around them.
 */
public final class Mp4Sink implements ResultSink {
    /** A stream that starts later than this runs on a clock of its own; its file starts at 0. */
    private static final long LATEST_START = 10_000;

    private final int width;
    private final int height;
    private final Encoder encoder;
    private final Mp4File file;
    private final YuvCanvas canvas;
    private final Annotator annotator = new Annotator();
    private BytePointer fitted;
    private long shift;
    private long lastPts = -1;
    private boolean closed;

    /**
     * Creates or empties the file.
     *
     * @throws org.mimika.core.MimikaException if it cannot be written
     */
    public Mp4Sink(Path path, SourceInfo source) {
        int longer = Math.max(source.width(), source.height());
        width = Fit.extent(source.width(), longer);
        height = Fit.extent(source.height(), longer);
        encoder = new Encoder(width, height, source.framesPerSecond());
        try {
            file = new Mp4File(path, encoder.context());
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
        canvas = new YuvCanvas(encoder.picture(), width, height);
    }

    @Override
    public void accept(Frame frame, FrameResult result) {
        if (closed) {
            throw new IllegalStateException("the video is closed");
        }
        Fit fit = Fit.of(frame.width(), frame.height(), width, height);
        if (fit.width() == width && fit.height() == height) {
            frame.scale(PixelLayout.I420, encoder.picture(), width, height);
        } else {
            fit(frame, fit);
        }
        annotator.draw(canvas, result.faces().stream().map(fit::apply).toList());
        encoder.encode(time(result.ptsMillis()), packet -> {
            packet.duration(encoder.frameMillis());
            file.write(packet);
        });
    }

    /** Players want times that grow: a source may repeat one, or count from anywhere. */
    private long time(long ptsMillis) {
        if (lastPts < 0 && (ptsMillis < 0 || ptsMillis > LATEST_START)) {
            shift = ptsMillis;
        }
        lastPts = Math.max(lastPts + 1, ptsMillis - shift);
        return lastPts;
    }

    private void fit(Frame frame, Fit fit) {
        int bytes = PixelLayout.I420.bytes(fit.width(), fit.height()) + 64;
        if (fitted == null || fitted.capacity() < bytes) {
            if (fitted != null) {
                fitted.close();
            }
            fitted = new BytePointer(bytes);
        }
        ByteBuffer from = fitted.asByteBuffer();
        frame.scale(PixelLayout.I420, from, fit.width(), fit.height());
        ByteBuffer to = encoder.picture();
        int pixels = width * height;
        int part = fit.width() * fit.height();
        plane(from, 0, fit, 1, to, 0, 16);
        plane(from, part, fit, 2, to, pixels, 128);
        plane(from, part + part / 4, fit, 2, to, pixels + pixels / 4, 128);
    }

    /** Copies one plane, at 1/step of the resolution, into the middle of a background of one value. */
    private void plane(ByteBuffer from, int fromStart, Fit fit, int step, ByteBuffer to, int toStart, int background) {
        int columns = width / step;
        byte[] row = new byte[columns];
        for (int y = 0; y < height / step; y++) {
            Arrays.fill(row, (byte) background);
            int source = y - fit.top() / step;
            if (source >= 0 && source < fit.height() / step) {
                int length = fit.width() / step;
                from.get(fromStart + source * length, row, fit.left() / step, length);
            }
            to.put(toStart + y * columns, row);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (encoder;
                file) {
            encoder.flush(file::write);
        } finally {
            if (fitted != null) {
                fitted.close();
            }
        }
    }
}
