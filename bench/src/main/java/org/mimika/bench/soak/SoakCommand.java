package org.mimika.bench.soak;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mimika.bench.clip.Inputs;
import org.mimika.bench.clip.Scratch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mimika bench soak}: whether memory stays constant on a long video. */
@Command(
        name = "soak",
        description = "Analyses a clip in a loop, as one long video, and shows whether memory grows. As fast as it"
                + " can: an hour of video takes some minutes.")
public final class SoakCommand implements Callable<Integer> {
    private static final int PROGRESS_LINES = 10;

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long the video is, in its own time (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Mixin
    private Inputs inputs;

    @Option(names = "--video", description = "Write the annotated video too, and throw it away afterwards.")
    private boolean video;

    @Option(names = "--json", description = "Print one JSON object, with all samples, instead of a table.")
    private boolean json;

    private double shown;

    /** A command that writes there. */
    public SoakCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        if (!(minutes > 0 && minutes <= 10_000)) {
            throw new ParameterException(spec.commandLine(), "--minutes " + minutes + ": expected up to 10000");
        }
        try (Scratch scratch = new Scratch()) {
            Path annotated = video ? scratch.file("soak.mp4") : null;
            SoakReport report = new Soak(inputs.clip(scratch).toString(), minutes, scratch.file("soak.csv"), annotated)
                    .run(inputs.model(), this::show);
            out.print(json ? report.json() + System.lineSeparator() : report.text());
        }
        return 0;
    }

    private void show(MemorySample sample) {
        double done = sample.videoMillis() / 60e3;
        if (done >= shown) {
            shown += minutes / PROGRESS_LINES;
            err.printf(
                    Locale.ROOT,
                    "%.1f min: %.1f MB resident, %.1f MB of Java heap%n",
                    done,
                    sample.residentBytes() / 1e6,
                    sample.heapBytes() / 1e6);
        }
    }
}
