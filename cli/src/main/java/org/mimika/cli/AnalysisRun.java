package org.mimika.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final long GRACE_SECONDS = 20;

    private final FrameSource source;
    private final PipelineOptions options;
    private final FaceDetector detector;
    private final FaceClassifier classifier;

    /** Opens the networks. */
    AnalysisRun(FrameSource source, ModelSource model, FaceRange range, PipelineOptions options) {
        this.source = source;
        this.options = options;
        detector = FaceDetectors.open(range, source.info(), 1);
        try {
            classifier = FaceClassifier.of(model.open(ClassifierOptions.defaults()));
        } catch (RuntimeException | Error e) {
            detector.close();
            throw e;
        }
    }

    /**
     * Runs to the end; a Ctrl-C ends the source early, and the JVM waits until all outputs are complete.
     *
     * @param complete closes the sinks; it is called in any case
     */
    Summary to(List<ResultSink> sinks, Runnable complete) {
        boolean pictures = source.info().kind() == SourceInfo.Kind.PICTURES;
        Analysis analysis = new Analysis(
                detector,
                new MotionTracker(pictures ? TrackerOptions.PICTURES : TrackerOptions.VIDEO),
                classifier,
                new EmotionSmoother(pictures ? SmootherOptions.NONE : SmootherOptions.DEFAULT));
        Pipeline pipeline = new Pipeline(source, analysis, sinks, options);
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            pipeline.stop();
            await(done);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return runAndComplete(pipeline, complete);
        } finally {
            done.countDown();
            unhook(hook);
        }
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

    private static void await(CountDownLatch done) {
        try {
            done.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The JVM is ending, and the hook has done its work.
        }
    }

    @Override
    public void close() {
        classifier.close();
        detector.close();
    }
}
