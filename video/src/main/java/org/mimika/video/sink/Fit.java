package org.mimika.video.sink;

import org.mimika.core.FaceBox;
import org.mimika.video.FaceResult;

/**
 * Where a picture lies in a video of another size: as large as fits, aspect ratio kept, in the middle; on even
 * coordinates, since chroma has half the resolution.
 *
 * @param left the picture's first column in the video
 * @param top the picture's first row in the video
 * @param width the picture's columns in the video
 * @param height the picture's rows in the video
 * @param scaleX video columns a picture column
 * @param scaleY video rows a picture row
 */
record Fit(int left, int top, int width, int height, float scaleX, float scaleY) {
    /** A longer side than this is scaled down: beyond it, encoders and players give up. */
    private static final int LONGEST = 3840;

    /** A shorter side than this is scaled up: encoders refuse it. */
    private static final int SHORTEST = 16;

    /** The extent of a video for pictures of this width (or height), given the longer of the two. */
    static int extent(int pixels, int longer) {
        double scale = Math.min(1, (double) LONGEST / longer);
        return (int) Math.max(SHORTEST, 2 * Math.round(pixels * scale / 2 + 0.25));
    }

    /** A picture of w x h in a video of videoWidth x videoHeight, both of these even. */
    static Fit of(int w, int h, int videoWidth, int videoHeight) {
        double scale = Math.min((double) videoWidth / w, (double) videoHeight / h);
        int width = even(w * scale, videoWidth);
        int height = even(h * scale, videoHeight);
        int left = (videoWidth - width) / 4 * 2;
        int top = (videoHeight - height) / 4 * 2;
        return new Fit(left, top, width, height, (float) width / w, (float) height / h);
    }

    /** The nearest even extent; one that all but fills the video fills it, so that rounding leaves no dark edge. */
    private static int even(double pixels, int most) {
        int rounded = (int) Math.max(2, 2 * Math.round(pixels / 2));
        return rounded >= most - 2 ? most : rounded;
    }

    /** The face, with its box in the video's pixels. */
    FaceResult apply(FaceResult face) {
        FaceBox box = face.box();
        FaceBox moved = new FaceBox(
                left + box.x() * scaleX, top + box.y() * scaleY, box.width() * scaleX, box.height() * scaleY);
        return new FaceResult(face.track(), moved, face.faceScore(), face.scores(), face.shown());
    }
}
