package org.mimika.learn.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.mimika.core.FaceCropper;
import org.mimika.core.InputSpec;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;

/**
 * Faces as normalised tensors, as the input spec says: as {@link FaceCropper#whole} makes them for ONNX Runtime, but on
 * a device, where their bytes lie once (FER2013's Training: 66 MB). Not thread-safe. Owns native memory until closed.
 */
public final class FaceBatches implements AutoCloseable {
    private final InputSpec spec;
    private final Device device;
    private final Tensor pixels; // [F, 48 * 48], bytes
    private final Tensor levels; // [256], a byte's normalised value
    private final Tensor rows; // [H, 48]; null where a face has the input's height
    private final Tensor columns; // [48, W]; null where it has its width

    /** Copies these faces to the device, for batches of this input. */
    public FaceBatches(FaceView faces, InputSpec spec, Device device) {
        this.spec = spec;
        this.device = device;
        byte[] bytes = new byte[faces.size() * FaceSet.PIXELS];
        for (int i = 0; i < faces.size(); i++) {
            faces.copyPixels(i, bytes, i * FaceSet.PIXELS);
        }
        float[] normalised = new float[256];
        for (int level = 0; level < normalised.length; level++) {
            normalised[level] = spec.normalize(level);
        }
        try (PointerScope scope = new PointerScope()) {
            pixels = device.tensor(bytes, faces.size(), FaceSet.PIXELS).retainReference();
            levels = device.tensor(normalised, normalised.length).retainReference();
            Tensor down = filter(spec.height());
            Tensor across = filter(spec.width());
            rows = down == null ? null : down.retainReference();
            columns = across == null ? null : across.t().contiguous().retainReference();
        }
    }

    /** {@code [to, 48]}: how an axis of a face becomes one of this length; null if it is that already. */
    private Tensor filter(int to) {
        return to == FaceSet.SIDE ? null : device.tensor(FaceCropper.wholeWeights(FaceSet.SIDE, to), to, FaceSet.SIDE);
    }

    /**
     * Some faces, by index; the caller's scope owns the tensor.
     *
     * @return {@code [to - from, channels, height, width]}; the channels of a face may be the same memory
     */
    public Tensor tensor(int[] order, int from, int to) {
        int n = to - from;
        int[] chosen = new int[n];
        System.arraycopy(order, from, chosen, 0, n);
        Tensor bytes = pixels.index_select(0, device.tensor(chosen, n)); // [N, 48 * 48]
        Tensor x = levels.index_select(0, bytes.view(-1).to(torch.ScalarType.Int));
        x = x.view(n, 1, FaceSet.SIDE, FaceSet.SIDE);
        // The filter's weights sum to 1, so that what is normalised before it is normalised after it.
        if (rows != null) {
            x = torch.matmul(rows, x); // [N, 1, H, 48]
        }
        if (columns != null) {
            x = torch.matmul(x, columns); // [N, 1, H, W]
        }
        return x.expand(n, spec.channels(), spec.height(), spec.width());
    }

    @Override
    public void close() {
        pixels.close();
        levels.close();
        if (rows != null) {
            rows.close();
        }
        if (columns != null) {
            columns.close();
        }
    }
}
