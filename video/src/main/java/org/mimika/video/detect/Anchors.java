package org.mimika.video.detect;

/**
 * The grid of reference points that BlazeFace predicts boxes against, one per row of its output, in output order.
 *
 * <p>The network's output layers are listed by their stride, the distance in input pixels between neighbouring cells.
 * Consecutive layers of one stride form one grid whose every cell holds all of their anchors. An anchor is the
 * middle of its cell; BlazeFace's anchors all have unit size, so a middle is all there is to know. Source: Liu et al.,
 * "SSD: Single Shot MultiBox Detector", 2016, in the form of MediaPipe's face detection graphs.
 *
 * <p>Coordinates are shares of the input's side, 0 to 1. Immutable.
 */
final class Anchors {
    private final float[] centers;

    private Anchors(float[] centers) {
        this.centers = centers;
    }

    /**
     * The anchors of a square input.
     *
     * @param inputSize the input's side in pixels
     * @param perLayer how many anchors a layer gives each cell
     * @param strides the layers' strides in output order
     */
    static Anchors of(int inputSize, int perLayer, int... strides) {
        int count = 0;
        for (int stride : strides) {
            count += perLayer * cells(inputSize, stride) * cells(inputSize, stride);
        }
        float[] centers = new float[2 * count];
        int at = 0;
        int layer = 0;
        while (layer < strides.length) {
            int stride = strides[layer];
            int perCell = 0;
            for (; layer < strides.length && strides[layer] == stride; layer++) {
                perCell += perLayer;
            }
            at = fill(centers, at, cells(inputSize, stride), perCell);
        }
        return new Anchors(centers);
    }

    private static int cells(int inputSize, int stride) {
        return (inputSize + stride - 1) / stride;
    }

    private static int fill(float[] centers, int start, int cells, int perCell) {
        int at = start;
        for (int row = 0; row < cells; row++) {
            for (int column = 0; column < cells; column++) {
                for (int i = 0; i < perCell; i++) {
                    centers[at++] = (column + 0.5f) / cells;
                    centers[at++] = (row + 0.5f) / cells;
                }
            }
        }
        return at;
    }

    /** The number of anchors. */
    int count() {
        return centers.length / 2;
    }

    /** The horizontal middle of an anchor. */
    float x(int anchor) {
        return centers[2 * anchor];
    }

    /** The vertical middle of an anchor. */
    float y(int anchor) {
        return centers[2 * anchor + 1];
    }
}
