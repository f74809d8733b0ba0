package org.mimika.bench.clip;

import java.nio.file.Path;
import org.mimika.cli.DefaultModel;
import org.mimika.core.ModelSource;
import picocli.CommandLine.Option;

/** The options of each measurement of video: what is looked at, and by which classifier. */
public final class Inputs {
    @Option(names = "--clip", paramLabel = "FILE", description = "The video (default: the bundled demo clip).")
    private Path clip;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE.onnx",
            description = "The classifier (default: the first of the bundled ones).")
    private String model;

    /** The video, the bundled one as a copy in that folder. */
    public Path clip(Scratch scratch) {
        return scratch.clip(clip);
    }

    /** What to call the video in a report. */
    public String clipName() {
        return clip == null ? "bundled demo clip" : clip.toString();
    }

    /** The classifier. */
    public ModelSource model() {
        return DefaultModel.or(model);
    }
}
