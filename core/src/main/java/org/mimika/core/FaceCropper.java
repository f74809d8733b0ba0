package org.mimika.core;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Cuts faces out of a grey image and makes them a network's input, as {@link InputSpec} says.
 *
 * <p>The square {@code spec.crop().square(box)} is resampled to {@code spec.width() x spec.height()} by a separable
 * triangle filter: bilinear when enlarging, widened to the output's pixel when shrinking so that nothing aliases.
 * Where the square leaves the image, the edge is replicated. Video levels are stretched to full range first, values
 * below 16 becoming black and above 235 white. A square on whole pixels that has the output's very size is copied
 * without change, bit for bit.
 *
 * <p>Not thread-safe: it owns scratch arrays, which grow only when a face is larger than any before. One per thread.
 */
public final class FaceCropper {
    private static final float[] FULL_RANGE = levels(true);
    private static final float[] VIDEO_RANGE = levels(false);

    private final InputSpec spec;
    private final ResampleTaps columns;
    private final ResampleTaps rows;
    private final float[] plane;
    private byte[] bytes = new byte[0];
    private float[] line = new float[0];
    private float[] lines = new float[0];

    /** A cropper for this kind of input. */
    public FaceCropper(InputSpec spec) {
        this.spec = spec;
        columns = new ResampleTaps(spec.width());
        rows = new ResampleTaps(spec.height());
        plane = new float[spec.width() * spec.height()];
    }

    /**
     * Writes one face as {@code [channels, height, width]} at the target's position, which moves past it.
     *
     * @param image the frame; not kept
     * @param face the detector's box, in the image's pixels; may reach over its edge
     * @param target at least {@code spec.size()} values long from its position
     * @throws IllegalArgumentException if the box is absurdly large, over 130,000 pixels
     * @throws java.nio.BufferOverflowException if the target is too short
     */
    public void crop(LumaPlane image, FaceBox face, FloatBuffer target) {
        FaceBox square = spec.crop().square(face);
        columns.plan(square.x(), square.width(), image.width());
        rows.plan(square.y(), square.height(), image.height());
        resample(image);
        write(target);
    }

    /**
     * Writes a whole image as one face, without any crop, as training sees its images: an image of the input's size
     * pixel by pixel, another one resampled to it.
     *
     * @param image a picture that shows a face framed as in training; not kept
     * @param target at least {@code spec.size()} values long from its position, which moves past them
     * @throws java.nio.BufferOverflowException if the target is too short
     */
    public void whole(LumaPlane image, FloatBuffer target) {
        // An image of the input's size needs no path of its own: each output pixel has one source pixel of weight 1.
        columns.plan(0, image.width(), image.width());
        rows.plan(0, image.height(), image.height());
        resample(image);
        write(target);
    }

    /**
     * Down first, along whole lines, which the compiler turns into vector instructions; then along the few lines that
     * are left.
     */
    private void resample(LumaPlane image) {
        int width = columns.end() - columns.first();
        if (line.length < width) {
            bytes = new byte[width];
            line = new float[width];
            lines = new float[width * spec.height()];
        }
        Arrays.fill(lines, 0, width * spec.height(), 0);
        int output = 0;
        for (int y = rows.first(); y < rows.end(); y++) {
            image.data().get(y * image.stride() + columns.first(), bytes, 0, width);
            toFullRange(image.fullRange(), width);
            while (rows.end(output) <= y) {
                output++;
            }
            addLine(y, output, width);
        }
        for (int y = 0; y < spec.height(); y++) {
            for (int x = 0; x < spec.width(); x++) {
                plane[y * spec.width() + x] = columns.sum(x, lines, y * width);
            }
        }
    }

    /** Adds the source line {@code y} to the output lines that it touches, the first of which is {@code from}. */
    private void addLine(int y, int from, int width) {
        for (int output = from; output < spec.height() && rows.first(output) <= y; output++) {
            add(rows.weight(output, y), line, lines, output * width, width);
        }
    }

    /** Static and with its arrays as parameters, so that the loop vectorises. */
    private static void add(float weight, float[] from, float[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] += weight * from[i];
        }
    }

    /** Makes {@code line} of {@code bytes}. A table beats arithmetic with its limits, measured. */
    private void toFullRange(boolean fullRange, int width) {
        float[] levels = fullRange ? FULL_RANGE : VIDEO_RANGE;
        for (int x = 0; x < width; x++) {
            line[x] = levels[bytes[x] & 0xff];
        }
    }

    private void write(FloatBuffer target) {
        for (int i = 0; i < plane.length; i++) {
            plane[i] = spec.normalize(plane[i]);
        }
        for (int channel = 0; channel < spec.channels(); channel++) {
            target.put(plane);
        }
    }

    private static float[] levels(boolean fullRange) {
        float[] levels = new float[256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = fullRange ? i : Math.max(0, Math.min(255, (i - 16) * 255f / 219f));
        }
        return levels;
    }
}
