package org.mimika.video;

import java.util.List;

/**
 * What is known about one frame.
 *
 * @param index the frame's position in its source, from 0
 * @param ptsMillis its presentation time, in milliseconds
 * @param faces ordered by track; empty if there is none
 */
public record FrameResult(long index, long ptsMillis, List<FaceResult> faces) {
    /** Validates and copies. */
    public FrameResult {
        faces = List.copyOf(faces);
        if (index < 0) {
            throw new IllegalArgumentException("frame " + index);
        }
    }
}
