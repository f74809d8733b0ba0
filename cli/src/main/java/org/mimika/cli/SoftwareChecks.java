package org.mimika.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.Loader;
import org.mimika.core.BundledModels;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.ModelSource;
import org.mimika.video.detect.BlazeFaceDetector;
import org.mimika.video.detect.BlazeFaceModel;

/** What {@code mimika doctor} asks of what Mimika brings along: native libraries and models. */
final class SoftwareChecks {
    private SoftwareChecks() {}

    /** Whether a native library loads; {@code load} gives its version. */
    static Check library(String name, Callable<String> load) {
        String advice = "put its natives for " + Loader.getPlatform() + " on the class path (-Dnatives="
                + Loader.getPlatform() + " when building), and look that the cache folder may hold programs";
        try {
            long begin = System.nanoTime();
            String version = load.call();
            return Check.ok(
                    name,
                    String.format(Locale.ROOT, "%s, loaded in %.1f s", version, (System.nanoTime() - begin) / 1e9));
        } catch (Exception | LinkageError e) {
            return Check.fail(name, "does not load: " + e.getClass().getSimpleName() + " " + e.getMessage(), advice);
        }
    }

    /** Whether the face detectors' networks are there and load. */
    static Check detectors() {
        List<String> names = new ArrayList<>();
        for (BlazeFaceModel model : BlazeFaceModel.values()) {
            try {
                new BlazeFaceDetector(model, 1).close();
                names.add("BlazeFace " + model.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            } catch (RuntimeException | LinkageError e) {
                return Check.fail(
                        "Face detectors", String.valueOf(e.getMessage()), "build again: the build fetches them");
            }
        }
        return Check.ok("Face detectors", String.join(", ", names));
    }

    /** Whether the bundled models are there, and each opens. */
    static Check models(BundledModels models) {
        if (models.names().isEmpty()) {
            return Check.warn(
                    "Models",
                    "none is bundled",
                    "name one with --model FILE.onnx; 'mimika train' and 'export' make it");
        }
        for (String name : models.names()) {
            try (EmotionClassifier classifier =
                    new ModelSource.Bundled(name, models).open(ClassifierOptions.defaults())) {
                classifier.metadata();
            } catch (RuntimeException | LinkageError e) {
                return Check.fail("Models", name + ": " + e.getMessage(), "build the models module again");
            }
        }
        return Check.ok("Models", String.join(", ", models.names()));
    }
}
