package org.mimika.learn.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mimika.core.Emotion;
import org.mimika.core.ExplanationTaps;

/**
 * Finds in a graph that is being written the values that explain its answers, so that no network need name them:
 * attention is a softmax of {@code [N, h, L, L]}; its tokens come from the first picture whose places were made a
 * sequence, with a class token where there is one token more than places; a feature map is what is averaged over both
 * its sides and read by one linear layer with an answer for each emotion. Not thread-safe.
 */
final class TapFinder {
    private final List<String> attention = new ArrayList<>();
    private final Map<String, String> averagedRows = new HashMap<>();
    private final Map<String, String> pooled = new HashMap<>();
    private int length;
    private int gridWidth;
    private int gridHeight;
    private ExplanationTaps.FeatureMap featureMap;

    /** A softmax over the last axis gave this. */
    void softmax(OnnxOps.Value weights) {
        int[] shape = weights.shape().extents();
        if (shape.length == 4 && shape[2] == shape[3]) {
            attention.add(weights.name());
            length = shape[2];
        }
    }

    /** This was written as that, row by row. */
    void reshape(OnnxOps.Value from, OnnxOps.Value to) {
        int[] picture = from.shape().extents(); // [1, h, w, D]
        int[] tokens = to.shape().extents(); // [1, h w, D]
        boolean sequence = picture.length == 4 && tokens.length == 3 && picture[1] * picture[2] == tokens[1];
        if (sequence && gridWidth == 0 && attention.isEmpty()) {
            gridHeight = picture[1];
            gridWidth = picture[2];
        }
    }

    /** The mean over one axis of this gave that. */
    void mean(OnnxOps.Value from, int axis, OnnxOps.Value to) {
        int rank = from.shape().extents().length;
        if (rank == 4 && axis == 3) {
            averagedRows.put(to.name(), from.name());
        } else if (rank == 3 && axis == 2 && averagedRows.containsKey(from.name())) {
            pooled.put(to.name(), averagedRows.get(from.name()));
        }
    }

    /** A linear layer of this weight, as the graph multiplies it, made that of this. */
    void linear(OnnxOps.Value from, String weight, OnnxOps.Value to) {
        int[] answers = to.shape().extents();
        if (pooled.containsKey(from.name()) && answers[answers.length - 1] == Emotion.COUNT) {
            featureMap = new ExplanationTaps.FeatureMap(pooled.get(from.name()), weight);
        }
    }

    /** What was found; empty for a network that can be explained in neither way. */
    Optional<ExplanationTaps> found() {
        int places = gridWidth * gridHeight;
        if (!attention.isEmpty() && places > 0 && (length == places || length == places + 1)) {
            return Optional.of(new ExplanationTaps.Attention(attention, length > places, gridWidth, gridHeight));
        }
        return Optional.ofNullable(featureMap);
    }
}
