package org.mimika.core;

import java.nio.FloatBuffer;

/**
 * Cuts faces out of a grey image and makes them a network's input, as {@link InputSpec} says.
 *
 * <p>The square {@code spec.crop().square(box)} is resampled to {@code spec.width() x spec.height()} by a separable
 * triangle filter: bilinear when enlarging, widened to the output's pixel when shrinking so that nothing aliases. A face
 * that is tilted by over 5 degrees is turned as well, in part up to 15 degrees and upright from there on; it is read with
 * bilinear weights from its upright surroundings, resampled in that way at twice the resolution.
 *
 * <p>Where the square leaves the image, the edge is replicated. Video levels are stretched to full range first, values
 * below 16 becoming black and above 235 white. A square on whole pixels that has the output's very size and is not
 * turned is copied without change, bit for bit.
 *
 * <p>Not thread-safe: it owns scratch arrays, which grow only when a face is larger than any before. One per thread.
 */
public final class FaceCropper {
    /** Tilts up to this are left as they are: training has them too, and the eyes are not found to the degree. */
    private static final double LEFT_ROLL = Math.toRadians(5);

    /** Tilts from this on are turned upright; between the two, partly, so that nothing jumps. */
    private static final double TURNED_ROLL = Math.toRadians(15);

    private final InputSpec spec;
    private final Resampler upright;
    private final TiltedResampler tilted;
    private final float[] plane;

    /** A cropper for this kind of input. */
    public FaceCropper(InputSpec spec) {
        this.spec = spec;
        upright = new Resampler(spec.width(), spec.height());
        tilted = new TiltedResampler(spec.width(), spec.height());
        plane = new float[spec.width() * spec.height()];
    }

    /**
     * Writes one face as {@code [channels, height, width]} at the target's position, which moves past it.
     *
     * @param image the frame; not kept
     * @param face where it is; the box may reach over the image's edge
     * @param target at least {@code spec.size()} values long from its position
     * @throws IllegalArgumentException if the box is absurdly large, over 130,000 pixels
     * @throws java.nio.BufferOverflowException if the target is too short
     */
    public void crop(LumaPlane image, FacePose face, FloatBuffer target) {
        double turn = turn(face.roll());
        if (turn == 0) {
            upright.resample(image, spec.crop().square(face.box()), plane);
        } else {
            tilted.resample(image, spec.crop().square(face.box(), turn), turn, plane);
        }
        write(target);
    }

    /** What {@link #crop} cuts out for this face. */
    public CropSquare square(FacePose face) {
        double turn = turn(face.roll());
        FaceBox square = spec.crop().square(face.box(), turn);
        return new CropSquare(square.centerX(), square.centerY(), square.width(), (float) Math.toDegrees(turn));
    }

    /** How far to turn a face of this roll, in radians. */
    static double turn(double roll) {
        double share = (Math.abs(roll) - LEFT_ROLL) / (TURNED_ROLL - LEFT_ROLL);
        return roll * Math.max(0, Math.min(1, share));
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
        upright.resample(image, new FaceBox(0, 0, image.width(), image.height()), plane);
        write(target);
    }

    /**
     * The filter by which {@link #whole} resamples each axis, for those who do the same elsewhere, on a GPU for example.
     *
     * @param from the image's pixels along the axis
     * @param to the input's
     * @return {@code [to, from]}, row-major: the share of each of the image's pixels in each of the input's; rows sum to 1
     */
    public static float[] wholeWeights(int from, int to) {
        ResampleTaps taps = new ResampleTaps(to);
        taps.plan(0, from, from);
        float[] weights = new float[to * from];
        for (int output = 0; output < to; output++) {
            for (int source = taps.first(output); source < taps.end(output); source++) {
                weights[output * from + source] = taps.weight(output, source);
            }
        }
        return weights;
    }

    private void write(FloatBuffer target) {
        for (int i = 0; i < plane.length; i++) {
            plane[i] = spec.normalize(plane[i]);
        }
        for (int channel = 0; channel < spec.channels(); channel++) {
            target.put(plane);
        }
    }
}
