package org.mimika.video.detect;

/**
 * Where a frame lies in the network's square input: scaled to fit, aspect ratio kept, in the middle, black around it.
 *
 * @param side the input's side, in pixels
 * @param left columns of black before the picture
 * @param top rows of black above the picture
 * @param width columns of the picture in the input
 * @param height rows of the picture in the input
 * @param frameWidth columns of the frame
 * @param frameHeight rows of the frame
 */
record Letterbox(int side, int left, int top, int width, int height, int frameWidth, int frameHeight) {
    /** The place of a frame of this size in an input of this side. */
    static Letterbox of(int frameWidth, int frameHeight, int side) {
        double scale = (double) side / Math.max(frameWidth, frameHeight);
        int width = (int) Math.max(1, Math.round(frameWidth * scale));
        int height = (int) Math.max(1, Math.round(frameHeight * scale));
        return new Letterbox(side, (side - width) / 2, (side - height) / 2, width, height, frameWidth, frameHeight);
    }

    /** From a share of the input's side to a column of the frame. */
    float frameX(float x) {
        return (x * side - left) * frameWidth / width;
    }

    /** From a share of the input's side to a row of the frame. */
    float frameY(float y) {
        return (y * side - top) * frameHeight / height;
    }
}
