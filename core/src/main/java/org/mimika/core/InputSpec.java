package org.mimika.core;

/**
 * How a face becomes a network's input. Training, evaluation and video all preprocess through this one record, which
 * travels in the ONNX file's metadata.
 *
 * <p>The tensor is {@code [N, channels, height, width]}, float32, each value {@code (pixel / 255 - mean) / std} with
 * pixel a full-range grey level from 0 to 255, repeated over the channels.
 *
 * @param width columns of the tensor, in pixels
 * @param height rows of the tensor, in pixels
 * @param channels 1 for grey, 3 for grey repeated
 * @param mean subtracted from the pixel scaled to 0..1
 * @param std divided by, positive
 * @param crop where the input square lies relative to the detector's box
 */
public record InputSpec(int width, int height, int channels, float mean, float std, FaceCrop crop) {
    /** Validates. */
    public InputSpec {
        if (width < 1 || height < 1 || width > 4096 || height > 4096) {
            throw new IllegalArgumentException("input of " + width + "x" + height + " pixels: expected 1 to 4096");
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("input of " + channels + " channels: expected 1 or 3");
        }
        if (!Float.isFinite(mean) || !Float.isFinite(std) || std <= 0) {
            throw new IllegalArgumentException("input scaling mean=" + mean + " std=" + std);
        }
    }

    /** The number of values of one face: channels x height x width. */
    public int size() {
        return channels * height * width;
    }

    /** One value of the tensor, for a full-range grey level from 0 to 255. The one place where this is written. */
    public float normalize(float pixel) {
        return (pixel / 255f - mean) / std;
    }
}
