package org.mimika.bench.cases;

import java.nio.ByteBuffer;
import org.mimika.core.MimikaException;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.PixelLayout;
import org.mimika.video.sink.JpegEncoder;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;

/** Writing the clip's first picture as a JPEG of 640x480, as the server does for each picture that it shows. */
public final class JpegEncodeWorkload implements Workload {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    static final int QUALITY = 80;

    private final ByteBuffer picture;
    private final JpegEncoder encoder = new JpegEncoder(WIDTH, QUALITY);

    /**
     * Opens the clip and scales its picture.
     *
     * @throws MimikaException if the clip has no frame
     */
    public JpegEncodeWorkload(String clip) {
        try {
            picture = picture(clip);
        } catch (RuntimeException | Error e) {
            encoder.close();
            throw e;
        }
    }

    /** The clip's first frame in that size, {@link PixelLayout#I420}. */
    static ByteBuffer picture(String clip) {
        try (FrameSource source = Sources.open(clip, SourceOptions.DEFAULTS);
                Frame frame = source.read()) {
            if (frame == null) {
                throw new MimikaException(clip + " has no frame to write");
            }
            ByteBuffer picture = ByteBuffer.allocateDirect(PixelLayout.I420.bytes(WIDTH, HEIGHT) + 64);
            frame.scale(PixelLayout.I420, picture, WIDTH, HEIGHT);
            return picture;
        }
    }

    @Override
    public int run() {
        encoder.encode(picture, WIDTH, HEIGHT);
        return 1;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
