package org.mimika.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionExplainer;
import org.mimika.core.EmotionExplainer.Explanation;
import org.mimika.core.FaceCropper;
import org.mimika.core.FacePose;
import org.mimika.core.InputSpec;
import org.mimika.core.LumaPlane;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.video.Detection;
import org.mimika.video.FaceDetector;
import org.mimika.video.Frame;
import org.mimika.video.FrameSource;
import org.mimika.video.SourceInfo;
import org.mimika.video.detect.FaceDetectors;
import org.mimika.video.detect.FaceRange;
import org.mimika.video.draw.ExplainedFaces;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimika explain}: where in a face a network finds its answer. */
@Command(
        name = "explain",
        description =
                "Draws each face of a picture, up to 20, beside the same face under a heat map of where the network"
                        + " found its answer: attention rollout for transformers, Grad-CAM for convolutional networks.")
final class ExplainCommand implements Callable<Integer> {
    /** More would make a picture that nobody looks at. */
    private static final int MOST_FACES = 20;

    private final Console console;

    @Parameters(paramLabel = "IMAGE", description = "A picture, or a video, of which the first frame is taken.")
    private String input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT.png",
            description = "The picture to write.")
    private Path output;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE.onnx",
            description = "A bundled model or an ONNX file (default: the first of the bundled ones).")
    private String model;

    @Option(
            names = "--cropped",
            description = "The picture is a face already, framed as in FER2013: look for none, and turn nothing.")
    private boolean cropped;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!output.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new MimikaException("cannot write " + output + ": expected a name that ends in .png");
        }
        WholeFile.requireWritable(output);
        if (WholeFile.isSame(output, input)) {
            throw new MimikaException("cannot write " + output + ": it is the input");
        }
        ModelSource chosen = DefaultModel.or(model);
        try (EmotionExplainer explainer = chosen.openExplainer(ClassifierOptions.defaults());
                FrameSource source = Sources.open(input, SourceOptions.DEFAULTS);
                Frame frame = source.read()) {
            if (frame == null) {
                throw new MimikaException(input + " has no picture");
            }
            List<ExplainedFaces.Row> rows =
                    cropped ? List.of(whole(explainer, frame.luma())) : faces(explainer, source, frame);
            WholeFile.write(output, png(new ExplainedFaces().draw(rows)));
            rows.forEach(row -> console.out().println(row.title()));
        }
        return 0;
    }

    private ExplainedFaces.Row whole(EmotionExplainer explainer, LumaPlane luma) {
        InputSpec spec = explainer.metadata().input();
        FloatBuffer face = FloatBuffer.allocate(spec.size());
        new FaceCropper(spec).whole(luma, face);
        FloatBuffer shown = FloatBuffer.allocate(ExplainedFaces.SIDE * ExplainedFaces.SIDE);
        shownAs(spec).whole(luma, shown);
        return row(explainer.explain(face.flip()), shown);
    }

    private List<ExplainedFaces.Row> faces(EmotionExplainer explainer, FrameSource source, Frame frame) {
        List<Detection> found;
        // As for a picture by itself: nobody follows unsure faces from here to a next frame.
        SourceInfo alone =
                new SourceInfo(source.info().name(), SourceInfo.Kind.PICTURES, frame.width(), frame.height(), 0, 1);
        try (FaceDetector detector = FaceDetectors.open(FaceRange.AUTO, alone, 1)) {
            found = detector.detect(frame);
        }
        if (found.isEmpty()) {
            throw new MimikaException("no face found in " + input + "; if it shows nothing but one, say --cropped");
        }
        FaceCropper cropper = shownAs(explainer.metadata().input());
        List<ExplainedFaces.Row> rows = new ArrayList<>();
        for (Detection detection : shown(found)) {
            FacePose pose = detection.pose();
            FloatBuffer shown = FloatBuffer.allocate(ExplainedFaces.SIDE * ExplainedFaces.SIDE);
            cropper.crop(frame.luma(), pose, shown);
            rows.add(row(explainer.explain(frame.luma(), pose), shown));
        }
        return rows;
    }

    /** Those that the picture has room for; says so where they are not all. */
    List<Detection> shown(List<Detection> found) {
        if (found.size() <= MOST_FACES) {
            return found;
        }
        console.err().println("Shows " + MOST_FACES + " of " + found.size() + " faces");
        return found.subList(0, MOST_FACES);
    }

    /** The same square as the network's, finer. */
    private static FaceCropper shownAs(InputSpec spec) {
        return new FaceCropper(new InputSpec(ExplainedFaces.SIDE, ExplainedFaces.SIDE, 1, 0, 1, spec.crop()));
    }

    private static ExplainedFaces.Row row(Explanation explanation, FloatBuffer shown) {
        String title = String.format(
                Locale.ROOT,
                "%s %.0f%%",
                explanation.scores().top().label(),
                100 * explanation.scores().confidence());
        String note =
                switch (explanation.method()) {
                    case ATTENTION_ROLLOUT -> "attention rollout: where the answer's information came from";
                    case GRAD_CAM ->
                        "Grad-CAM: what speaks for " + explanation.emotion().label();
                };
        return new ExplainedFaces.Row(shown.array(), explanation.map(), title, note);
    }

    private static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new IllegalStateException("PNG in memory", e);
        }
        return bytes.toByteArray();
    }
}
