package org.mimika.video.live;

import java.util.List;
import java.util.Objects;
import org.mimika.core.CropSquare;
import org.mimika.core.EmotionExplainer;

/**
 * Where in a frame's faces the network found its answers.
 *
 * @param frame the frame's index
 * @param ptsMillis its presentation time
 * @param width columns of the frame, which the squares refer to
 * @param height rows of the frame
 * @param faces those that were explained, the largest first; at least one
 */
public record FrameExplanation(long frame, long ptsMillis, int width, int height, List<Face> faces) {
    /**
     * One face.
     *
     * @param track its identity
     * @param square what the network saw of it, over which the map lies
     * @param explanation the network's answer to this frame alone, and the map, which is about the emotion shown
     */
    public record Face(int track, CropSquare square, EmotionExplainer.Explanation explanation) {
        /** Validates. */
        public Face {
            Objects.requireNonNull(square, "square");
            Objects.requireNonNull(explanation, "explanation");
        }
    }

    /** Validates and copies. */
    public FrameExplanation {
        faces = List.copyOf(faces);
        if (faces.isEmpty() || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "explanation of " + faces.size() + " faces of frame " + frame + ": " + width + "x" + height);
        }
    }
}
