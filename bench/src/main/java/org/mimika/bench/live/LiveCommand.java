package org.mimika.bench.live;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mimika.bench.clip.Inputs;
import org.mimika.bench.clip.Scratch;
import org.mimika.core.ModelSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mimika bench live}: several cameras at once. */
@Command(
        name = "live",
        description = "Plays a clip as several cameras at once and measures latency, rate and drops; with --steady,"
                + " how steady identities and emotions are on it.")
public final class LiveCommand implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cameras",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int cameras;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long is measured, after 5 s of warming up; with --steady, how much of video, for which"
                    + " the clip starts over (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Looks for faces at once, and threads of the classifier (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "640x480",
            description = "The clip is written in this size first (default: ${DEFAULT-VALUE}).")
    private String size;

    @Mixin
    private Inputs inputs;

    @Option(
            names = "--steady",
            description = "Measure instead how often the emotion shown changes, and whether identities survive gaps.")
    private boolean steady;

    @Option(
            names = "--noise",
            paramLabel = "LEVELS",
            defaultValue = "0",
            description = "With --steady: the deviation to add to each pixel, as a poor camera does"
                    + " (default: ${DEFAULT-VALUE}).")
    private double noise;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    /** A command that writes there. */
    public LiveCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        require(cameras >= 1 && cameras <= 64, "--cameras " + cameras + ": expected 1 to 64");
        require(threads >= 1 && threads <= 64, "--threads " + threads + ": expected 1 to 64");
        require(seconds > 0 && seconds <= 3600, "--seconds " + seconds + ": expected up to 3600");
        require(size.matches("[1-9]\\d{1,3}x[1-9]\\d{1,3}"), "--size " + size + ": expected one such as 640x480");
        require(noise >= 0 && noise <= 255, "--noise " + noise + ": expected 0 to 255");
        ModelSource chosen = inputs.model();
        try (Scratch scratch = new Scratch()) {
            Path input = inputs.clip(scratch);
            out.print(steady ? steady(input, chosen) : cameras(input, scratch.file("sized.mp4"), chosen));
        }
        return 0;
    }

    private String cameras(Path input, Path sized, ModelSource chosen) throws InterruptedException {
        String[] extent = size.split("x");
        LiveBench.resize(input, sized, Integer.parseInt(extent[0]), Integer.parseInt(extent[1]));
        LiveReport report = new LiveBench(sized, cameras, seconds, threads).run(chosen);
        return json ? report.json() + System.lineSeparator() : report.text();
    }

    private String steady(Path input, ModelSource chosen) {
        SteadyReport report = new SteadyStudy(input.toString(), noise, seconds).run(chosen);
        return json ? report.json() + System.lineSeparator() : report.text();
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
