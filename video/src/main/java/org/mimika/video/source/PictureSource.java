package org.mimika.video.source;

import java.nio.ByteBuffer;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.SourceInfo;

/** One picture from memory, decoded on opening. */
final class PictureSource implements FrameSource {
    private final PictureDecoder decoder;
    private final SourceInfo info;
    private Frame picture;

    PictureSource(String name, ByteBuffer file, SourceOptions options) {
        decoder = new PictureDecoder(options);
        try {
            picture = decoder.decode(name, file, 0, 0);
            info = new SourceInfo(name, SourceInfo.Kind.PICTURES, picture.width(), picture.height(), 0, 1);
        } catch (RuntimeException | Error e) {
            decoder.close();
            throw e;
        }
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    @Override
    public Frame read() {
        Frame frame = picture;
        picture = null;
        return frame;
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    public void close() {
        if (picture != null) {
            picture.close();
            picture = null;
        }
        decoder.close();
    }
}
