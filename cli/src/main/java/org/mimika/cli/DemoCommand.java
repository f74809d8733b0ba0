package org.mimika.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.video.FrameSource;
import org.mimika.video.PipelineOptions;
import org.mimika.video.ResultSink;
import org.mimika.video.Summary;
import org.mimika.video.detect.FaceRange;
import org.mimika.video.sink.Mp4Sink;
import org.mimika.video.sink.Outputs;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mimika demo}: the bundled clip, end to end. */
@Command(
        name = "demo",
        description = "Analyses the bundled clip, sums up what it saw, and writes the annotated video and the table.")
final class DemoCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "mimika-demo",
            description = "Where the clip and the results go (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE.onnx",
            description = "A bundled model or an ONNX file (default: the first of the bundled ones).")
    private String model;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ModelSource chosen = DefaultModel.or(model);
        makeFolder();
        ShownTimes times = new ShownTimes();
        Summary summary = analyze(chosen, times);
        console.out()
                .printf(
                        Locale.ROOT,
                        "%d frames (%.1f s) analysed in %.1f s, %.0f frames/s, with model %s%n%n",
                        summary.frames(),
                        times.millis() / 1e3,
                        summary.seconds(),
                        summary.fps(),
                        chosen.where());
        console.out().print(ShownTimesText.of(times));
        console.out().printf("%nannotated video  %s%nevery frame      %s%n", video(), table());
        return 0;
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new MimikaException("cannot make the folder " + folder + ": " + MimikaException.reason(e), e);
        }
    }

    private Summary analyze(ModelSource model, ShownTimes times) {
        Path clip = BundledClip.copyTo(folder.resolve("clip.mp4"));
        try (FrameSource source = Sources.open(clip.toString(), SourceOptions.DEFAULTS);
                AnalysisRun run = new AnalysisRun(source, model, FaceRange.AUTO, PipelineOptions.DEFAULTS)) {
            List<ResultSink> sinks = new ArrayList<>(List.of(times));
            try {
                sinks.add(Outputs.table(table()));
                sinks.add(new Mp4Sink(video(), source.info()));
                return run.to(sinks, () -> AnalyzeCommand.close(sinks));
            } catch (RuntimeException | Error e) {
                AnalyzeCommand.close(sinks);
                throw e;
            }
        }
    }

    private Path table() {
        return folder.resolve("emotions.csv");
    }

    private Path video() {
        return folder.resolve("annotated.mp4");
    }
}
