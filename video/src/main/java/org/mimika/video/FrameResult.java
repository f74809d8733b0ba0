package org.mimika.video;

import java.util.List;
import java.util.Objects;

/**
 * What is known about one frame.
 *
 * @param index the frame's position in its source, from 0
 * @param ptsMillis its presentation time, in milliseconds
 * @param model the name of the model that looked at it, empty where nobody said. Scores are smoothed over time: for
 *     moments after a change of the model they hold some of the one before
 * @param faces ordered by track; empty if there is none
 */
public record FrameResult(long index, long ptsMillis, String model, List<FaceResult> faces) {
    /** Validates and copies. */
    public FrameResult {
        Objects.requireNonNull(model, "model");
        faces = List.copyOf(faces);
        if (index < 0) {
            throw new IllegalArgumentException("frame " + index);
        }
    }

    /** By a model of which nobody said the name. */
    public FrameResult(long index, long ptsMillis, List<FaceResult> faces) {
        this(index, ptsMillis, "", faces);
    }
}
