package org.mimika.video.detect;

/**
 * The two BlazeFace networks that MediaPipe publishes, with the parameters of its graphs.
 *
 * <p>Input {@code [1, side, side, 3]}, RGB, float32 from -1 to 1. Outputs {@code [1, anchors, 16]}: the box's middle
 * and extent, then six key points, as offsets from the anchor in input pixels; and {@code [1, anchors, 1]}: the logit
 * of a face. Source: Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019.
 */
public enum BlazeFaceModel {
    /** For faces within about two metres of a camera: a selfie, a video call. */
    SHORT_RANGE("face_detection_short_range.tflite", 128, 2, new int[] {8, 16, 16, 16}, 0.5f, 0),
    /** For faces within about five metres: a room. Finds smaller faces, at about four times the time. */
    FULL_RANGE("face_detection_full_range_sparse.tflite", 192, 1, new int[] {4}, 0.6f, 0.045f);

    private final String resource;
    private final int inputSize;
    private final int anchorsPerLayer;
    private final int[] strides;
    private final float minScore;
    private final float boxShiftY;

    BlazeFaceModel(
            String resource, int inputSize, int anchorsPerLayer, int[] strides, float minScore, float boxShiftY) {
        this.resource = resource;
        this.inputSize = inputSize;
        this.anchorsPerLayer = anchorsPerLayer;
        this.strides = strides;
        this.minScore = minScore;
        this.boxShiftY = boxShiftY;
    }

    /** The side of the square input, in pixels. */
    public int inputSize() {
        return inputSize;
    }

    /** The score from which on MediaPipe takes an answer for a face, 0 to 1. */
    public float minScore() {
        return minScore;
    }

    /**
     * How far down this network's boxes are moved, in box heights, to lie on a face as the short range network's do:
     * one crop then serves both. Measured on FER2013, see docs/crop.md.
     */
    float boxShiftY() {
        return boxShiftY;
    }

    /** The file beside this class that holds the network. */
    String resource() {
        return resource;
    }

    /** The reference points of the outputs. */
    Anchors anchors() {
        return Anchors.of(inputSize, anchorsPerLayer, strides);
    }
}
