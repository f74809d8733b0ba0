package org.mimika.learn.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The votes of ten people on each face, as FER+ publishes them. Immutable and safe to share between threads.
 *
 * <p>Source: Barsoum et al., "Training Deep Networks for Facial Expression Recognition with Crowd-Sourced Label
 * Distribution", 2016.
 */
public final class FerPlusVotes {
    /** The columns in file order; note that it is not the order of FER2013's labels. */
    public static final List<String> COLUMNS = List.of(
            "neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt", "unknown", "NF");

    private final float[] votes; // row i at i * COLUMNS.size()

    /**
     * Copies the votes.
     *
     * @param votes ten counts a face, face after face, each finite and not negative
     */
    public FerPlusVotes(float[] votes) {
        if (votes.length % COLUMNS.size() != 0) {
            throw new IllegalArgumentException(votes.length + " votes: expected a multiple of " + COLUMNS.size());
        }
        for (float vote : votes) {
            if (!(vote >= 0 && vote < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a vote of " + vote);
            }
        }
        this.votes = votes.clone();
    }

    /** The number of faces. */
    public int size() {
        return votes.length / COLUMNS.size();
    }

    /** A copy of the ten counts of one face, in the order of {@link #COLUMNS}. */
    public float[] row(int row) {
        Objects.checkIndex(row, size());
        return Arrays.copyOfRange(votes, row * COLUMNS.size(), (row + 1) * COLUMNS.size());
    }

    /** The count of one face in one of the {@link #COLUMNS}. */
    public float at(int row, int column) {
        Objects.checkIndex(column, COLUMNS.size());
        return votes[row * COLUMNS.size() + column];
    }
}
