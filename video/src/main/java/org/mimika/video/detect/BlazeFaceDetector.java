package org.mimika.video.detect;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.mimika.core.FaceBox;
import org.mimika.video.Detection;
import org.mimika.video.FaceDetector;
import org.mimika.video.Frame;

/**
 * One BlazeFace network as a detector. The boxes it gives are the short range network's own, about from the brows to the
 * chin; the full range network's are moved down a little to lie likewise. How much around them an emotion classifier
 * wants to see is its {@link org.mimika.core.FaceCrop}'s affair.
 *
 * <p>Not thread-safe; owns native memory until {@link #close}.
 */
public final class BlazeFaceDetector implements FaceDetector {
    private static final float SAME_FACE_IOU = 0.3f;

    private final BlazeFaceModel model;
    private final float minScore;
    private final CandidateDecoder decoder;
    private final TfLiteNetwork network;
    private final ByteBuffer pixels;
    private final FloatBuffer regressors;
    private final FloatBuffer logits;

    /**
     * A detector that gives the faces MediaPipe would give.
     *
     * @param model which network
     * @param threads how many one detection may use, at least 1
     * @throws org.mimika.core.MimikaException if the network or the native library cannot be loaded
     */
    public BlazeFaceDetector(BlazeFaceModel model, int threads) {
        this(model, threads, model.minScore());
    }

    /**
     * A detector with a score limit of its own. A tracker makes good use of less sure answers; a reader of single
     * pictures does not.
     *
     * @param minScore the least score of a face, over 0 to 1
     */
    public BlazeFaceDetector(BlazeFaceModel model, int threads, float minScore) {
        if (!(minScore > 0 && minScore <= 1)) {
            throw new IllegalArgumentException("least score " + minScore + ": expected over 0 to 1");
        }
        this.model = model;
        this.minScore = minScore;
        int side = model.inputSize();
        Anchors anchors = model.anchors();
        this.decoder = new CandidateDecoder(anchors, side);
        this.pixels = ByteBuffer.allocateDirect(side * side * 3);
        this.network = TfLiteNetwork.load(model.resource(), threads);
        FloatBuffer first = network.output(0);
        boolean boxesFirst = first.capacity() > anchors.count();
        this.regressors = boxesFirst ? first : network.output(1);
        this.logits = boxesFirst ? network.output(1) : first;
        if (regressors.capacity() != anchors.count() * Candidate.SIZE || logits.capacity() != anchors.count()) {
            network.close();
            throw new IllegalStateException(model + " gives " + regressors.capacity() + " and " + logits.capacity()
                    + " values, expected " + anchors.count() + " x 16 and x 1");
        }
    }

    @Override
    public List<Detection> detect(Frame frame) {
        return detect(frame, minScore);
    }

    /** As {@link #detect(Frame)}, with another limit for this once. */
    List<Detection> detect(Frame frame, float leastScore) {
        Letterbox letterbox = Letterbox.of(frame.width(), frame.height(), model.inputSize());
        frame.scaleRgb(pixels, letterbox.width(), letterbox.height());
        fill(network.input(), letterbox);
        network.run();
        List<Candidate> faces =
                WeightedSuppression.apply(decoder.decode(regressors, logits, leastScore), SAME_FACE_IOU);
        return faces.stream()
                .map(face -> detection(face, letterbox, model.boxShiftY()))
                .toList();
    }

    /** Scales bytes to -1..1 and surrounds the picture with black. */
    private void fill(FloatBuffer input, Letterbox letterbox) {
        int rowValues = letterbox.side() * 3;
        int pictureValues = letterbox.width() * 3;
        int at = 0;
        for (int row = 0; row < letterbox.side(); row++) {
            int inPicture = row - letterbox.top();
            boolean black = inPicture < 0 || inPicture >= letterbox.height();
            int left = black ? rowValues : letterbox.left() * 3;
            int column = 0;
            for (; column < left; column++) {
                input.put(at++, -1);
            }
            if (!black) {
                int from = inPicture * pictureValues;
                for (int i = 0; i < pictureValues; i++) {
                    input.put(at++, (pixels.get(from + i) & 0xff) / 127.5f - 1);
                }
                for (column += pictureValues; column < rowValues; column++) {
                    input.put(at++, -1);
                }
            }
        }
    }

    private static Detection detection(Candidate face, Letterbox letterbox, float shiftY) {
        float[] v = face.values();
        float left = letterbox.frameX(v[0]);
        float top = letterbox.frameY(v[1]);
        float height = letterbox.frameY(v[3]) - top;
        FaceBox box = new FaceBox(left, top + shiftY * height, letterbox.frameX(v[2]) - left, height);
        List<Detection.Keypoint> keypoints = new ArrayList<>();
        for (int k = Candidate.KEY_POINTS; k < v.length; k += 2) {
            keypoints.add(new Detection.Keypoint(letterbox.frameX(v[k]), letterbox.frameY(v[k + 1])));
        }
        return new Detection(box, face.score(), keypoints);
    }

    @Override
    public void close() {
        network.close();
    }
}
