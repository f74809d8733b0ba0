package org.mimika.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.record.Tables;
import org.mimika.video.FrameSource;
import org.mimika.video.PipelineOptions;
import org.mimika.video.ResultSink;
import org.mimika.video.Summary;
import org.mimika.video.detect.FaceRange;
import org.mimika.video.sink.CsvSink;
import org.mimika.video.sink.Mp4Sink;
import org.mimika.video.sink.Outputs;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mimika analyze}: a video or pictures in; faces, identities and emotions out. */
@Command(
        name = "analyze",
        description = "Finds the faces of a video or of pictures, follows them, and recognises their emotions.",
        footer = {
            "",
            "Without -o, --video and --json the table goes to standard output, as CSV. A folder's pictures are separate"
                    + " ones: nobody is followed from one to the next, and each counts as a second."
        })
final class AnalyzeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "INPUT",
            description =
                    "A video or picture file, a folder of pictures, camera:0, or an rtsp:// or http(s):// address.")
    private String input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT.csv|.jsonl|.parquet",
            description = "Write one row for each face and frame.")
    private Path output;

    @Option(
            names = "--video",
            paramLabel = "OUT.mp4",
            description = "Write the pictures with boxes, identities and emotions drawn on.")
    private Path video;

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE.onnx",
            description = "A bundled model or an ONNX file (default: the first of the bundled ones).")
    private String model;

    @Option(
            names = "--detect-every",
            defaultValue = "1",
            converter = WholeNumber.Frames.class,
            paramLabel = "K",
            description =
                    "Look for faces on every k-th frame only, and follow them between (default: ${DEFAULT-VALUE}).")
    private int detectEvery;

    @Option(
            names = "--range",
            defaultValue = "auto",
            paramLabel = "RANGE",
            description = "How far from the camera faces may be: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private FaceRange range;

    @Option(
            names = "--json",
            description = "Print one JSON object at the end: frames, faces, tracks, seconds, fps, dropped.")
    private boolean json;

    AnalyzeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PipelineOptions options = PipelineOptions.DEFAULTS.withDetectEvery(detectEvery);
        requireDifferentFiles();
        ModelSource chosen = DefaultModel.or(model);
        try (FrameSource source = Sources.open(input, SourceOptions.DEFAULTS);
                AnalysisRun run = new AnalysisRun(source, chosen, range, options)) {
            List<ResultSink> sinks = new ArrayList<>();
            Summary summary;
            try {
                open(sinks, source, chosen);
                summary = run.to(sinks, () -> close(sinks));
            } catch (RuntimeException | Error e) {
                close(sinks);
                throw e;
            }
            report(summary);
        }
        return 0;
    }

    /** An output that is the input, or the other output, would destroy what it is made from. */
    private void requireDifferentFiles() {
        if (output != null) {
            Tables.require(output);
        }
        for (Path file : new Path[] {output, video}) {
            if (file != null && WholeFile.isSame(file, input)) {
                throw new MimikaException("cannot write " + file + ": it is the input");
            }
        }
        if (video != null) {
            Outputs.requireVideo(video);
        }
        if (output != null && video != null && WholeFile.isSame(output, video.toString())) {
            throw new MimikaException("cannot write " + output + ": it is the video's file as well");
        }
    }

    private void open(List<ResultSink> sinks, FrameSource source, ModelSource chosen) {
        if (output != null) {
            sinks.add(Tables.sink(output, input, chosen.name()));
        } else if (video == null && !json) {
            sinks.add(CsvSink.stream("standard output", new CheckedOut(console.out())));
        }
        if (video != null) {
            sinks.add(new Mp4Sink(video, source.info()));
        }
        if (console.terminal()) {
            sinks.add(new ProgressSink(console.err(), source.info()));
        }
    }

    /** Closes all, whatever happens to one of them, and reports the first failure. */
    static void close(List<ResultSink> sinks) {
        RuntimeException failure = null;
        for (ResultSink sink : sinks) {
            try {
                sink.close();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void report(Summary summary) {
        if (json) {
            console.out().println(Json.line(JsonSummary.of(summary)));
        }
        console.err()
                .printf(
                        Locale.ROOT,
                        "%s: %d frames, %d faces, %d tracks in %.1f s, %.0f frames/s%s%n",
                        input,
                        summary.frames(),
                        summary.faces(),
                        summary.tracks(),
                        summary.seconds(),
                        summary.fps(),
                        summary.dropped() == 0 ? "" : ", " + summary.dropped() + " frames dropped");
    }

    /** What {@code --json} prints. */
    record JsonSummary(long frames, long faces, int tracks, double seconds, double fps, long dropped) {
        static JsonSummary of(Summary summary) {
            return new JsonSummary(
                    summary.frames(),
                    summary.faces(),
                    summary.tracks(),
                    Math.round(summary.seconds() * 1000) / 1000.0,
                    Math.round(summary.fps() * 10) / 10.0,
                    summary.dropped());
        }
    }
}
