package org.mimika.video;

import java.util.List;

/** Finds the faces of one frame. Used by one thread at a time; the opener closes it. */
public interface FaceDetector extends AutoCloseable {
    /** The faces in the frame, the surest first; the frame stays the caller's. */
    List<Detection> detect(Frame frame);

    @Override
    void close();
}
