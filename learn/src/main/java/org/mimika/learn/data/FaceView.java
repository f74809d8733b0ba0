package org.mimika.learn.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.mimika.core.Emotion;
import org.mimika.core.Sha256;

/**
 * Some faces of a {@link FaceSet}, in its order, without copying them. Index {@code i} counts from 0 to
 * {@link #size()}; {@link #row(int)} is the face's row in the set. Immutable and safe to share between threads.
 */
public final class FaceView {
    private final FaceSet faces;
    private final int[] rows;

    /** Takes {@code rows} over. */
    FaceView(FaceSet faces, int[] rows) {
        this.faces = faces;
        this.rows = rows;
    }

    /** The number of faces. */
    public int size() {
        return rows.length;
    }

    /** The row in the whole set of face {@code i}. */
    public int row(int i) {
        return rows[i];
    }

    /** The label of face {@code i}: an {@link Emotion} ordinal, 0 to 6. */
    public int label(int i) {
        return faces.label(rows[i]);
    }

    /** Where face {@code i} came from, for people. */
    public String origin(int i) {
        return faces.origin(rows[i]);
    }

    /** Copies the {@link FaceSet#PIXELS} bytes of face {@code i} to {@code target}, from index {@code at} on. */
    public void copyPixels(int i, byte[] target, int at) {
        faces.copyPixels(rows[i], target, at);
    }

    /** Puts the {@link FaceSet#PIXELS} bytes of face {@code i} at the buffer's position, and moves that on. */
    public void copyPixels(int i, ByteBuffer target) {
        target.put(faces.rawPixels(), rows[i] * FaceSet.PIXELS, FaceSet.PIXELS);
    }

    /** Some of these faces, by their index here, in the order given. */
    public FaceView subset(int[] indices) {
        return new FaceView(faces, Arrays.stream(indices).map(this::row).toArray());
    }

    /** The set whose faces these are. */
    public FaceSet set() {
        return faces;
    }

    /** How many votes each of the ten FER+ columns has for face {@code i}, if votes were read; a copy. */
    public Optional<float[]> votes(int i) {
        Objects.checkIndex(i, size());
        return faces.votes().map(v -> v.row(rows[i]));
    }

    /** The faces of this view with these indices, in this order. */
    public FaceView select(int[] indices) {
        int[] selected = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = rows[indices[i]];
        }
        return new FaceView(faces, selected);
    }

    /** The number of faces by label, seven values. */
    public int[] classCounts() {
        int[] counts = new int[Emotion.COUNT];
        for (int row : rows) {
            counts[faces.label(row)]++;
        }
        return counts;
    }

    /** Of each of these faces, whether the other view holds one with the same pixels. */
    public boolean[] standIn(FaceView other) {
        Set<ByteBuffer> theirs = new HashSet<>();
        for (int row : other.rows) {
            theirs.add(other.pixels(row));
        }
        boolean[] found = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            found[i] = theirs.contains(pixels(rows[i]));
        }
        return found;
    }

    /** A view, not a copy; equal to one of the same content. */
    private ByteBuffer pixels(int row) {
        return ByteBuffer.wrap(faces.rawPixels(), row * FaceSet.PIXELS, FaceSet.PIXELS);
    }

    /** SHA-256 of the pixels of these faces, one after another, in lower-case hexadecimal digits. */
    public String sha256() {
        Sha256 hash = new Sha256();
        for (int row : rows) {
            hash.add(faces.rawPixels(), row * FaceSet.PIXELS, FaceSet.PIXELS);
        }
        return hash.hex();
    }

    /** SHA-256 of the labels of these faces, a byte each, in lower-case hexadecimal digits. */
    public String labelsSha256() {
        Sha256 hash = new Sha256();
        for (int row : rows) {
            hash.add((byte) faces.label(row));
        }
        return hash.hex();
    }

    /**
     * SHA-256 of the FER+ votes of these faces, ten numbers each, f32 in big-endian order; empty if no votes were read.
     */
    public Optional<String> votesSha256() {
        return faces.votes().map(votes -> {
            Sha256 hash = new Sha256();
            ByteBuffer bytes = ByteBuffer.allocate(FerPlusVotes.COLUMNS.size() * Float.BYTES);
            for (int row : rows) {
                bytes.asFloatBuffer().put(votes.row(row));
                hash.add(bytes.array(), 0, bytes.capacity());
            }
            return hash.hex();
        });
    }
}
