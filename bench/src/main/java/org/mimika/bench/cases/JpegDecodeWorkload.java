package org.mimika.bench.cases;

import java.nio.ByteBuffer;
import org.mimika.video.sink.JpegEncoder;
import org.mimika.video.source.PictureDecoder;
import org.mimika.video.source.SourceOptions;

/** Reading the clip's first picture from a JPEG of 640x480, as a browser's camera sends them. */
public final class JpegDecodeWorkload implements Workload {
    private final ByteBuffer file;
    private final PictureDecoder decoder = new PictureDecoder(SourceOptions.DEFAULTS);

    /** Opens the clip and writes its picture. */
    public JpegDecodeWorkload(String clip) {
        try (JpegEncoder encoder = new JpegEncoder(JpegEncodeWorkload.WIDTH, JpegEncodeWorkload.QUALITY)) {
            ByteBuffer picture = JpegEncodeWorkload.picture(clip);
            file = ByteBuffer.wrap(encoder.encode(picture, JpegEncodeWorkload.WIDTH, JpegEncodeWorkload.HEIGHT));
        } catch (RuntimeException | Error e) {
            decoder.close();
            throw e;
        }
    }

    @Override
    public int run() {
        decoder.decode("picture", file, 0, 0).close();
        return 1;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
