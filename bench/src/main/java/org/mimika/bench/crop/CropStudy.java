package org.mimika.bench.crop;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.mimika.bench.crop.PastedFace.Surroundings;
import org.mimika.core.FaceBox;
import org.mimika.core.FaceCrop;
import org.mimika.learn.data.Datasets;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.data.Split;
import org.mimika.video.Detection;
import org.mimika.video.detect.BlazeFaceDetector;
import org.mimika.video.detect.BlazeFaceModel;

/**
 * Measures where a detector's box lies in FER2013's 48x48 images, hence which crop around a box frames a face as
 * training sees it. Every 20th face of Training is enlarged into a frame, at three sizes and on two backgrounds, and
 * detected; a face found gives the crop that would return exactly its image; the medians are the answer.
 *
 * <p>Run: {@code java -cp … org.mimika.bench.crop.CropStudy [PATH]}, where PATH is a data set as
 * {@link Datasets#load} takes it, by default {@code $MIMIKA_FER2013}. Prints the table of {@code docs/crop.md}.
 */
public final class CropStudy {
    private static final double[] SHARES = {0.75, 0.5, 0.3};
    private static final int STRIDE = 20;

    private CropStudy() {}

    /** Prints the table. */
    public static void main(String[] args) {
        String path = args.length > 0 ? args[0] : System.getenv("MIMIKA_FER2013");
        if (path == null) {
            System.err.println("say where FER2013 is: give its path, or set MIMIKA_FER2013");
            System.exit(2);
        }
        FaceView faces = Datasets.load(Path.of(path)).require(Split.TRAINING);
        System.out.println("| network | around | face / frame | n | found | scale | shift x | shift y |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (BlazeFaceModel model : BlazeFaceModel.values()) {
            try (BlazeFaceDetector detector = new BlazeFaceDetector(model, 1)) {
                for (Surroundings surroundings : Surroundings.values()) {
                    for (double share : SHARES) {
                        List<FaceCrop> crops = measure(faces, detector, 2 * model.inputSize(), share, surroundings);
                        print(System.out, model + " | " + surroundings + " | " + share, faces, crops);
                    }
                }
            }
        }
    }

    private static List<FaceCrop> measure(
            FaceView faces, BlazeFaceDetector detector, int side, double share, Surroundings surroundings) {
        byte[] face = new byte[FaceSet.PIXELS];
        List<FaceCrop> crops = new ArrayList<>();
        for (int i = 0; i < faces.size(); i += STRIDE) {
            faces.copyPixels(i, face, 0);
            PastedFace frame = PastedFace.of(face, side, (int) Math.round(share * side), surroundings);
            List<Detection> found = detector.detect(frame);
            if (!found.isEmpty()) {
                crops.add(crop(found.get(0).box(), frame));
            }
        }
        return crops;
    }

    /** The crop that cuts the pasted face out again, given the box that was found in it. */
    static FaceCrop crop(FaceBox box, PastedFace frame) {
        float middle = frame.margin() + frame.faceSide() / 2f;
        return new FaceCrop(
                Math.min(10, 2 * frame.faceSide() / (box.width() + box.height())),
                clamp((middle - box.centerX()) / box.width()),
                clamp((middle - box.centerY()) / box.height()));
    }

    /** A box far from the face is a false one; it may not stop the study, and the median does not heed it. */
    private static float clamp(float shift) {
        return Math.max(-2, Math.min(2, shift));
    }

    private static void print(PrintStream out, String name, FaceView faces, List<FaceCrop> crops) {
        int tried = (faces.size() + STRIDE - 1) / STRIDE;
        out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f%% | %s | %s | %s |%n",
                name,
                tried,
                100.0 * crops.size() / tried,
                quartiles(crops, FaceCrop::scale),
                quartiles(crops, FaceCrop::shiftX),
                quartiles(crops, FaceCrop::shiftY));
    }

    private static String quartiles(List<FaceCrop> crops, ToDoubleFunction<FaceCrop> value) {
        double[] sorted = crops.stream().mapToDouble(value).sorted().toArray();
        if (sorted.length == 0) {
            return "none";
        }
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f to %.3f)",
                sorted[sorted.length / 2],
                sorted[sorted.length / 4],
                sorted[3 * sorted.length / 4]);
    }
}
