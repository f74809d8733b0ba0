package org.mimika.video;

/** Where results go. Used by one thread at a time, in the order of the frames; the opener closes it. */
public interface ResultSink extends AutoCloseable {
    /**
     * Takes one frame's result; the frame stays the caller's and is valid during the call only.
     *
     * @throws org.mimika.core.MimikaException if it cannot be written; what was written before stays readable
     */
    void accept(Frame frame, FrameResult result);

    /** Completes the output. A second call does nothing. */
    @Override
    void close();
}
