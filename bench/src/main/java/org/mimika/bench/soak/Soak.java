package org.mimika.bench.soak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.video.Analysis;
import org.mimika.video.FaceClassifier;
import org.mimika.video.FaceDetector;
import org.mimika.video.FrameSource;
import org.mimika.video.Pipeline;
import org.mimika.video.PipelineOptions;
import org.mimika.video.ResultSink;
import org.mimika.video.SourceInfo;
import org.mimika.video.Summary;
import org.mimika.video.detect.FaceDetectors;
import org.mimika.video.detect.FaceRange;
import org.mimika.video.sink.CsvSink;
import org.mimika.video.sink.Mp4Sink;
import org.mimika.video.source.LoopedSource;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;
import org.mimika.video.track.EmotionSmoother;
import org.mimika.video.track.MotionTracker;
import org.mimika.video.track.SmootherOptions;
import org.mimika.video.track.TrackerOptions;

/**
 * One long run of everything that {@code mimika analyze} does, in this process.
 *
 * @param clip the video to loop
 * @param minutes of video time, positive
 * @param table the CSV file to write
 * @param video the annotated video to write; null for none
 */
record Soak(String clip, double minutes, Path table, Path video) {
    private static final int SAMPLES = 120;

    /**
     * Runs it.
     *
     * @param listener hears each sample
     * @throws MimikaException if the clip or the model cannot be opened, or an output not written
     */
    SoakReport run(ModelSource model, Consumer<MemorySample> listener) {
        long millis = Math.round(minutes * 60_000);
        MemoryWatch watch = new MemoryWatch(Math.max(1, millis / SAMPLES), MemorySample::at, listener);
        try (FrameSource source = new LoopedSource(() -> Sources.open(clip, SourceOptions.DEFAULTS), millis)) {
            if (source.info().kind() != SourceInfo.Kind.VIDEO) {
                throw new MimikaException(clip + " is no video file: name one with --clip");
            }
            Summary summary = run(source, model, watch);
            if (watch.samples().size() < 4) {
                throw new MimikaException("too short for the frame rate of " + clip + ": take more --minutes");
            }
            return SoakReport.of(summary, watch.samples());
        }
    }

    private Summary run(FrameSource source, ModelSource model, MemoryWatch watch) {
        try (FaceDetector detector = FaceDetectors.open(FaceRange.AUTO, source.info(), 1);
                FaceClassifier classifier = FaceClassifier.of(model.open(ClassifierOptions.defaults()), model.name());
                ResultSink rows = CsvSink.file(table);
                ResultSink pictures = video == null ? null : new Mp4Sink(video, source.info())) {
            List<ResultSink> sinks = new ArrayList<>(List.of(rows, watch));
            if (pictures != null) {
                sinks.add(pictures);
            }
            Analysis analysis = new Analysis(
                    detector,
                    new MotionTracker(TrackerOptions.of(source.info().kind())),
                    classifier,
                    new EmotionSmoother(SmootherOptions.of(source.info().kind())));
            return new Pipeline(source, analysis, sinks, PipelineOptions.DEFAULTS).run();
        }
    }
}
