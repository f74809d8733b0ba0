package org.mimika.video;

/** Where frames come from. Used by one thread at a time; the opener closes it, after all of its frames. */
public interface FrameSource extends AutoCloseable {
    /** What is known before the first frame is read. */
    SourceInfo info();

    /**
     * The next frame, which the caller owns and closes; null at the end.
     *
     * @throws org.mimika.core.MimikaException if nothing more can be read although more was promised (a truncated file,
     *     a stream that broke off); frames delivered before stay valid
     */
    Frame read();

    /**
     * How long ago the frame that was read last had come, in nanoseconds: what decoding took, of a source that is sent its
     * frames by somebody else; 0 of one that fetches them itself.
     */
    default long sinceArrivalNanos() {
        return 0;
    }

    /** How many frames have been skipped so far because they could not be decoded. */
    long skipped();

    @Override
    void close();
}
