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
    private final float[] resampledLine;
    private final float[] plane;
    private byte[] bytes = new byte[0];
    private float[] line = new float[0];

    /** A cropper for this kind of input. */
    public FaceCropper(InputSpec spec) {
        this.spec = spec;
        columns = new ResampleTaps(spec.width());
        rows = new ResampleTaps(spec.height());
        resampledLine = new float[spec.width()];
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
        if (image.width() == spec.width() && image.height() == spec.height()) {
            float[] levels = image.fullRange() ? FULL_RANGE : VIDEO_RANGE;
            for (int y = 0; y < spec.height(); y++) {
                for (int x = 0; x < spec.width(); x++) {
                    plane[y * spec.width() + x] = levels[image.at(x, y)];
                }
            }
        } else {
            columns.plan(0, image.width(), image.width());
            rows.plan(0, image.height(), image.height());
            resample(image);
        }
        write(target);
    }

    /** Streams the source rows: each is resampled once and added to the output rows that it touches. */
    private void resample(LumaPlane image) {
        int width = columns.end() - columns.first();
        if (bytes.length < width) {
            bytes = new byte[width];
            line = new float[width];
        }
        Arrays.fill(plane, 0);
        float[] levels = image.fullRange() ? FULL_RANGE : VIDEO_RANGE;
        int output = 0;
        for (int y = rows.first(); y < rows.end(); y++) {
            image.data().get(y * image.stride() + columns.first(), bytes, 0, width);
            for (int x = 0; x < width; x++) {
                line[x] = levels[bytes[x] & 0xff];
            }
            for (int x = 0; x < resampledLine.length; x++) {
                resampledLine[x] = columns.sum(x, line);
            }
            while (rows.end(output) <= y) {
                output++;
            }
            addLine(y, output);
        }
    }

    /** Adds the resampled source row {@code y} to its output rows, the first of which is {@code from}. */
    private void addLine(int y, int from) {
        for (int output = from; output < spec.height() && rows.first(output) <= y; output++) {
            float weight = rows.weight(output, y);
            int offset = output * spec.width();
            for (int x = 0; x < resampledLine.length; x++) {
                plane[offset + x] += weight * resampledLine[x];
            }
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
