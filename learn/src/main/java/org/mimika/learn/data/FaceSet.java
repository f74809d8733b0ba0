package org.mimika.learn.data;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.mimika.core.Emotion;
import org.mimika.core.MimikaException;

/**
 * Labelled faces, whole in memory as bytes (FER2013: 83 MB). Immutable and safe to share between threads.
 *
 * <p>Faces keep the order of their source. {@link #split(Split)} and {@link #all()} give views that index into it.
 */
public final class FaceSet {
    /** Columns and rows of a face, in pixels. */
    public static final int SIDE = 48;
    /** Bytes of a face. */
    public static final int PIXELS = SIDE * SIDE;

    private final byte[] pixels; // face i at i * PIXELS
    private final byte[] labels; // Emotion ordinals
    private final byte[] splits; // Split ordinals
    private final IntFunction<String> origins;
    private final Optional<FerPlusVotes> votes;
    private final List<FaceView> views;
    private final FaceView all;

    /** Takes the arrays over: the caller must not write to them again. */
    FaceSet(byte[] pixels, byte[] labels, byte[] splits, IntFunction<String> origins, Optional<FerPlusVotes> votes) {
        if (labels.length != splits.length || pixels.length != (long) labels.length * PIXELS) {
            throw new IllegalArgumentException(
                    pixels.length + " pixels, " + labels.length + " labels and " + splits.length + " splits");
        }
        if (votes.isPresent() && votes.get().size() != labels.length) {
            throw new IllegalArgumentException(votes.get().size() + " votes for " + labels.length + " faces");
        }
        this.pixels = pixels;
        this.labels = labels;
        this.splits = splits;
        this.origins = origins;
        this.votes = votes;
        List<FaceView> bySplit = new ArrayList<>();
        for (Split split : Split.all()) {
            bySplit.add(new FaceView(this, rowsOf(split)));
        }
        this.views = List.copyOf(bySplit);
        this.all = new FaceView(this, rowsOf(null));
    }

    /** The number of faces in all splits together. */
    public int size() {
        return labels.length;
    }

    /** The faces of one split, in order; empty if the set has none. */
    public FaceView split(Split split) {
        return views.get(split.ordinal());
    }

    /** Every face, in order. */
    public FaceView all() {
        return all;
    }

    /**
     * The faces of one split, which must be there.
     *
     * @throws MimikaException if the set holds none of that split
     */
    public FaceView require(Split split) {
        FaceView view = split(split);
        if (view.size() == 0) {
            throw new MimikaException("the data has no face of the split " + split.usage() + ": it holds "
                    + String.join(
                            ", ",
                            Split.all().stream()
                                    .filter(s -> split(s).size() > 0)
                                    .map(s -> s.usage() + " (" + split(s).size() + ")")
                                    .toList()));
        }
        return view;
    }

    /** The label of a face: an {@link Emotion} ordinal, 0 to 6. */
    public int label(int row) {
        return labels[row];
    }

    /** The split that a face belongs to. */
    public Split splitOf(int row) {
        return Split.all().get(splits[row]);
    }

    /** Where a face came from, for people: {@code "row 17"} of a CSV file (counted from 1), or its image's path. */
    public String origin(int row) {
        Objects.checkIndex(row, size());
        return origins.apply(row);
    }

    /** One pixel, 0 to 255. */
    public int pixel(int row, int x, int y) {
        Objects.checkIndex(x, SIDE);
        Objects.checkIndex(y, SIDE);
        return pixels[row * PIXELS + y * SIDE + x] & 0xff;
    }

    /** Copies a face's {@link #PIXELS} bytes to {@code target}, from index {@code at} on. */
    public void copyPixels(int row, byte[] target, int at) {
        Objects.checkIndex(row, size());
        System.arraycopy(pixels, row * PIXELS, target, at, PIXELS);
    }

    /** The FER+ votes of the faces, by the same rows, if they were read. */
    public Optional<FerPlusVotes> votes() {
        return votes;
    }

    /** The same faces with these votes, one row a face; the pixels are shared, not copied. */
    public FaceSet withVotes(FerPlusVotes ferPlus) {
        return new FaceSet(pixels, labels, splits, origins, Optional.of(ferPlus));
    }

    /** The bytes of all faces, shared within the package for passes over the whole set; never written to. */
    byte[] rawPixels() {
        return pixels;
    }

    private int[] rowsOf(Split wanted) {
        int[] rows = new int[splits.length];
        int count = 0;
        for (int row = 0; row < splits.length; row++) {
            if (wanted == null || splits[row] == wanted.ordinal()) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** Collects faces one by one. Not thread-safe. */
    public static final class Builder {
        private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        private final ByteArrayOutputStream labels = new ByteArrayOutputStream();
        private final ByteArrayOutputStream splits = new ByteArrayOutputStream();
        private final List<String> origins = new ArrayList<>();

        /**
         * Adds a face.
         *
         * @param face {@link #PIXELS} bytes in row order; copied
         * @param label its class
         * @param split the split it belongs to
         * @param origin where it came from, for people
         */
        public Builder add(byte[] face, Emotion label, Split split, String origin) {
            if (face.length != PIXELS) {
                throw new IllegalArgumentException("a face of " + face.length + " bytes: expected " + PIXELS);
            }
            pixels.write(face, 0, PIXELS);
            labels.write(label.ordinal());
            splits.write(split.ordinal());
            origins.add(Objects.requireNonNull(origin));
            return this;
        }

        /** The set of the faces added so far. */
        public FaceSet build() {
            List<String> names = List.copyOf(origins);
            return new FaceSet(
                    pixels.toByteArray(), labels.toByteArray(), splits.toByteArray(), names::get, Optional.empty());
        }
    }
}
