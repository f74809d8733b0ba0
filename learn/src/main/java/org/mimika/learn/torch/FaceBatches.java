package org.mimika.learn.torch;

import org.bytedeco.pytorch.Tensor;
import org.mimika.core.InputSpec;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;

/**
 * Faces as normalised tensors, as the input spec says. Not thread-safe: holds a buffer.
 */
public final class FaceBatches {
    private final FaceView faces;
    private final InputSpec spec;
    private final float[] levels = new float[256];
    private final byte[] face = new byte[FaceSet.PIXELS];

    /** Batches of these faces for this input. */
    public FaceBatches(FaceView faces, InputSpec spec) {
        if (spec.width() != FaceSet.SIDE || spec.height() != FaceSet.SIDE || spec.channels() != 1) {
            throw new IllegalArgumentException("faces of 48x48 grey pixels given to an input of " + spec);
        }
        this.faces = faces;
        this.spec = spec;
        for (int level = 0; level < levels.length; level++) {
            levels[level] = spec.normalize(level);
        }
    }

    /**
     * Some faces, by index; the caller's scope owns the tensor.
     *
     * @return {@code [to - from, 1, 48, 48]}
     */
    public Tensor tensor(int[] order, int from, int to) {
        float[] values = new float[(to - from) * spec.size()];
        int at = 0;
        for (int i = from; i < to; i++) {
            faces.copyPixels(order[i], face, 0);
            for (byte pixel : face) {
                values[at++] = levels[pixel & 0xff];
            }
        }
        return Tensor.create(values, to - from, spec.channels(), spec.height(), spec.width());
    }
}
