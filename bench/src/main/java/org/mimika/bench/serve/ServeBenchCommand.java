package org.mimika.bench.serve;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mimika.bench.clip.Inputs;
import org.mimika.bench.clip.Scratch;
import org.mimika.bench.live.LiveBench;
import org.mimika.bench.soak.MemorySample;
import org.mimika.cli.ServerLogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mimika bench serve}: the server as its clients meet it. */
@Command(
        name = "serve",
        description =
                "Starts a server and clients that send it their cameras' pictures through WebSockets, and measures"
                        + " the time to each result, the rate, and whether memory grows; with --minutes 20 a soak.")
public final class ServeBenchCommand implements Callable<Integer> {
    private static final int PROGRESS_LINES = 10;

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "25",
            description = "Pictures that each sends a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "0.5",
            description = "How long is measured (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "10",
            description = "Seconds before that (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Mixin
    private Inputs inputs;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    private double shown;

    /** A command that writes there. */
    public ServeBenchCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        require(clients >= 1 && clients <= 8, "--clients " + clients + ": expected 1 to 8");
        require(rate > 0 && rate <= 240, "--rate " + rate + ": expected up to 240");
        require(warmUp >= 0 && warmUp <= 600, "--warm-up " + warmUp + ": expected 0 to 600");
        require(minutes > 0 && minutes <= 10_000, "--minutes " + minutes + ": expected up to 10000");
        ServerLogs.quieten();
        String chosen = inputs.model().where();
        try (Scratch scratch = new Scratch()) {
            Path clip = scratch.file("sized.mp4");
            LiveBench.resize(inputs.clip(scratch), clip, 640, 480);
            ServeReport report = new ServeBench(clip, chosen, clients, rate, new ServeBench.Span(warmUp, 60 * minutes))
                    .run(this::show);
            out.print(json ? report.json() + System.lineSeparator() : report.text());
        }
        return 0;
    }

    private void show(MemorySample sample) {
        double done = sample.videoMillis() / 60e3;
        if (minutes >= 1 && done >= shown) {
            shown += minutes / PROGRESS_LINES;
            err.printf(Locale.ROOT, "%.1f min: %.1f MB resident%n", done, sample.residentBytes() / 1e6);
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
