package org.mimika.bench.crop;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mimika.bench.crop.PastedFace.Surroundings;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.FaceBox;
import org.mimika.core.FaceCrop;
import org.mimika.core.FaceCropper;
import org.mimika.core.FacePose;
import org.mimika.core.InputSpec;
import org.mimika.core.LumaPlane;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.Datasets;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.video.Detection;
import org.mimika.video.detect.BlazeFaceDetector;
import org.mimika.video.detect.BlazeFaceModel;

/**
 * What the way through a frame costs: faces of PublicTest are enlarged into a frame, detected, cut out again and
 * classified, and the accuracy is set against that on the original pixels of the same faces. Other crops than the
 * default show how much its choice matters.
 *
 * <p>Run: {@code java -cp … org.mimika.bench.crop.RecropStudy DATA MODEL.onnx [STRIDE]}; every {@code STRIDE}-th face
 * is taken, by default each. Prints the second table of {@code docs/crop.md}.
 */
public final class RecropStudy {
    private static final int FRAME_SIDE = 360;
    private static final int[] FACE_SIDES = {60, 90, 150, 240};
    private static final List<FaceCrop> CROPS = List.of(
            FaceCrop.FER2013,
            new FaceCrop(1, 0, 0),
            scaled(0.85f),
            scaled(1.15f),
            new FaceCrop(FaceCrop.FER2013.scale(), 0, 0));

    private final EmotionClassifier classifier;
    private final FaceView faces;
    private final int stride;

    private RecropStudy(EmotionClassifier classifier, FaceView faces, int stride) {
        this.classifier = classifier;
        this.faces = faces;
        this.stride = stride;
    }

    private static FaceCrop scaled(float by) {
        return new FaceCrop(FaceCrop.FER2013.scale() * by, FaceCrop.FER2013.shiftX(), FaceCrop.FER2013.shiftY());
    }

    /** Prints the table. */
    public static void main(String[] args) {
        if (args.length < 2) {
            System.err.println("say which data and which model: RecropStudy DATA MODEL.onnx [STRIDE]");
            System.exit(2);
        }
        try (EmotionClassifier classifier = EmotionClassifier.open(Path.of(args[1]))) {
            FaceView faces = Datasets.load(Path.of(args[0])).require(Split.PUBLIC_TEST);
            new RecropStudy(classifier, faces, args.length > 2 ? Integer.parseInt(args[2]) : 1).print();
        } catch (MimikaException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void print() {
        StringBuilder head = new StringBuilder("| face, pixels | n | found | original pixels |");
        CROPS.forEach(crop -> head.append(
                String.format(Locale.ROOT, " %.2f, %.2f, %.2f |", crop.scale(), crop.shiftX(), crop.shiftY())));
        System.out.println(head.append(" the first, not turned upright |"));
        System.out.println("|---".repeat(5 + CROPS.size()) + "|");
        for (int side : FACE_SIDES) {
            System.out.println(row(side));
        }
    }

    private String row(int faceSide) {
        byte[] face = new byte[FaceSet.PIXELS];
        int tried = 0;
        int found = 0;
        int[] correct = new int[2 + CROPS.size()];
        try (BlazeFaceDetector detector = new BlazeFaceDetector(BlazeFaceModel.SHORT_RANGE, 1)) {
            for (int i = 0; i < faces.size(); i += stride) {
                faces.copyPixels(i, face, 0);
                PastedFace frame = PastedFace.of(face, FRAME_SIDE, faceSide, Surroundings.GREY);
                List<Detection> detections = detector.detect(frame);
                tried++;
                if (!detections.isEmpty()) {
                    found++;
                    score(face, frame, detections.get(0).pose(), faces.label(i), correct);
                }
            }
        }
        StringBuilder row = new StringBuilder(
                String.format(Locale.ROOT, "| %d | %d | %.1f%% |", faceSide, tried, 100.0 * found / tried));
        for (int right : correct) {
            row.append(String.format(Locale.ROOT, " %.1f%% |", 100.0 * right / Math.max(1, found)));
        }
        return row.toString();
    }

    /** Counts who is right: the original pixels first, then each crop. */
    private void score(byte[] face, PastedFace frame, FacePose pose, int label, int[] correct) {
        InputSpec spec = classifier.metadata().input();
        FaceCrop whole = new FaceCrop(1, 0, 0);
        FacePose all = FacePose.upright(new FaceBox(0, 0, FaceSet.SIDE, FaceSet.SIDE));
        LumaPlane original = LumaPlane.of(face, FaceSet.SIDE, FaceSet.SIDE);
        correct[0] += top(with(spec, whole), original, all) == label ? 1 : 0;
        for (int c = 0; c < CROPS.size(); c++) {
            correct[1 + c] += top(with(spec, CROPS.get(c)), frame.luma(), pose) == label ? 1 : 0;
        }
        FacePose untold = FacePose.upright(pose.box());
        correct[1 + CROPS.size()] += top(spec, frame.luma(), untold) == label ? 1 : 0;
    }

    private static InputSpec with(InputSpec spec, FaceCrop crop) {
        return new InputSpec(spec.width(), spec.height(), spec.channels(), spec.mean(), spec.std(), crop);
    }

    private int top(InputSpec spec, LumaPlane image, FacePose face) {
        FloatBuffer tensor = ByteBuffer.allocateDirect(spec.size() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        new FaceCropper(spec).crop(image, face, tensor);
        return classifier.classify(tensor.flip(), 1).get(0).top().ordinal();
    }
}
