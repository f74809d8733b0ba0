package org.mimika.video;

import java.util.function.Consumer;

/** Reads sources for tests. */
public final class Frames {
    private Frames() {}

    /** Reads to the end, closing each frame; returns how many there were. */
    public static int forEach(FrameSource source, Consumer<Frame> reader) {
        int count = 0;
        while (true) {
            try (Frame frame = source.read()) {
                if (frame == null) {
                    return count;
                }
                reader.accept(frame);
                count++;
            }
        }
    }
}
