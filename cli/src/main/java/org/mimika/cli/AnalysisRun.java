package org.mimika.cli;

import java.time.Duration;
import java.util.List;
import org.mimika.core.ClassifierOptions;
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
import org.mimika.video.track.EmotionSmoother;
import org.mimika.video.track.MotionTracker;
import org.mimika.video.track.SmootherOptions;
import org.mimika.video.track.TrackerOptions;

/** One source's way through detector, tracker, classifier and smoother. Owns detector and classifier. */
final class AnalysisRun implements AutoCloseable {
    /** How long a Ctrl-C waits for what is under way to be written. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final FrameSource source;
    private final PipelineOptions options;
    private final FaceDetector detector;
    private final FaceClassifier classifier;
    private StopHook hook;

    /** Opens the networks. */
    AnalysisRun(FrameSource source, ModelSource model, FaceRange range, PipelineOptions options) {
        this.source = source;
        this.options = options;
        detector = FaceDetectors.open(range, source.info(), 1);
        try {
            classifier = FaceClassifier.of(model.open(ClassifierOptions.defaults()), model.name());
        } catch (RuntimeException | Error e) {
            detector.close();
            throw e;
        }
    }

    /**
     * Runs to the end, once. A Ctrl-C ends the source early, and the JVM waits until all outputs are complete and this
     * is closed: what the caller has to say of the run comes before that.
     *
     * @param complete closes the sinks; it is called in any case
     */
    Summary to(List<ResultSink> sinks, Runnable complete) {
        SourceInfo.Kind kind = source.info().kind();
        Analysis analysis = new Analysis(
                detector,
                new MotionTracker(TrackerOptions.of(kind)),
                classifier,
                new EmotionSmoother(SmootherOptions.of(kind)));
        Pipeline pipeline = new Pipeline(source, analysis, sinks, options);
        hook = new StopHook(pipeline::stop, GRACE);
        return runAndComplete(pipeline, complete);
    }

    /** Where both fail, the run's failure is the one to report. */
    private static Summary runAndComplete(Pipeline pipeline, Runnable complete) {
        Summary summary;
        try {
            summary = pipeline.run();
        } catch (RuntimeException | Error e) {
            try {
                complete.run();
            } catch (RuntimeException next) {
                e.addSuppressed(next);
            }
            throw e;
        }
        complete.run();
        return summary;
    }

    @Override
    public void close() {
        classifier.close();
        detector.close();
        if (hook != null) {
            hook.close();
        }
    }
}
