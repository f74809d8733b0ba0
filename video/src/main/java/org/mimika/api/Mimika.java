package org.mimika.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.mimika.core.BundledModels;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.video.Analysis;
import org.mimika.video.FaceClassifier;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.FrameAnalyzer;
import org.mimika.video.FrameSource;
import org.mimika.video.SourceInfo;
import org.mimika.video.detect.DetectorPool;
import org.mimika.video.detect.FaceRange;
import org.mimika.video.live.Backoff;
import org.mimika.video.live.Delivery;
import org.mimika.video.live.LiveInput;
import org.mimika.video.live.LiveListener;
import org.mimika.video.live.LiveOptions;
import org.mimika.video.live.LiveSession;
import org.mimika.video.source.SourceOptions;
import org.mimika.video.source.Sources;
import org.mimika.video.track.EmotionSmoother;
import org.mimika.video.track.MotionTracker;
import org.mimika.video.track.SmootherOptions;
import org.mimika.video.track.TrackerOptions;

/**
 * A model and the face detectors, opened once and shared by pictures and any number of live sources. With the default
 * model, {@code mimika-models} must be on the class path.
 *
 * <p>Thread-safe. Owns native memory and its sessions: {@link #close} ends both.
 */
public final class Mimika implements AutoCloseable {
    /** How many results wait for a subscriber that is called: about a second. */
    private static final int QUEUE = 32;

    /** For who asked for no more than results: about a minute and a half, then it is an error. */
    private static final Backoff PATIENCE =
            new Backoff(Backoff.DEFAULT.first(), Backoff.DEFAULT.longest(), 8, Backoff.DEFAULT.steady());

    private final DetectorPool detectors;
    private final FaceClassifier classifier;
    private final EmotionClassifier model;
    private final List<LiveSession> sessions = new CopyOnWriteArrayList<>();

    /**
     * With a model and as many threads as wished.
     *
     * @param threads looks for faces at once, and threads that read the emotions of one frame; at least 1
     * @throws MimikaException if the model or the detectors cannot be opened
     */
    public Mimika(ModelSource model, FaceRange range, int threads) {
        detectors = new DetectorPool(range, threads);
        try {
            this.model = model.open(ClassifierOptions.defaults().withThreads(threads));
            classifier = FaceClassifier.of(this.model, model.name());
        } catch (RuntimeException | Error e) {
            detectors.close();
            throw e;
        }
    }

    /**
     * With the first of the bundled models.
     *
     * @throws MimikaException if none is bundled
     */
    public static Mimika open() {
        List<String> bundled = BundledModels.onClassPath().names();
        if (bundled.isEmpty()) {
            throw new MimikaException("no model is bundled: put mimika-models on the class path, or name an ONNX file");
        }
        return open(bundled.get(0));
    }

    /**
     * With a bundled model or an ONNX file, on up to two threads.
     *
     * @throws MimikaException if there is none, or it cannot be opened
     */
    public static Mimika open(String nameOrFile) {
        int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
        return new Mimika(ModelSource.resolve(nameOrFile), FaceRange.AUTO, threads);
    }

    /**
     * The faces of one picture, the surest first.
     *
     * @throws MimikaException if the file is missing, damaged or no picture
     */
    public List<FaceResult> faces(String picture) {
        try (FrameSource source = Sources.open(picture, SourceOptions.DEFAULTS)) {
            if (source.info().kind() != SourceInfo.Kind.PICTURES
                    || source.info().frames() != 1) {
                throw new MimikaException(picture + " is no single picture: watch it instead");
            }
            try (Frame frame = source.read()) {
                return faces(frame, classifier);
            }
        }
    }

    /**
     * The faces of one picture in memory, the surest first, read with this classifier; frame and classifier stay the
     * caller's.
     */
    public List<FaceResult> faces(Frame picture, FaceClassifier reader) {
        SourceInfo.Kind kind = SourceInfo.Kind.PICTURES;
        SourceInfo info = new SourceInfo("a picture", kind, picture.width(), picture.height(), 0, 1);
        FrameAnalyzer analyzer = new FrameAnalyzer(analysis(info), kind, 1);
        return analyzer.read(picture, analyzer.find(picture), reader).faces();
    }

    /**
     * Starts to watch a camera, a stream, a file or a folder, at its own pace. A camera or stream that is not there, or
     * goes away, is come back to eight times in a row, for a minute and a half in all; then the session has failed, and
     * {@link LiveSession#join} says why. {@link #session} gives more choice.
     *
     * @param input a path, {@code camera:N}, or an {@code rtsp://}, {@code http://} or {@code https://} address
     * @param consumer is called with each result, on a thread of its own; it may be slow, and misses results then
     */
    public LiveSession watch(String input, Consumer<Delivery> consumer) {
        LiveSession session = session(input(input), LiveOptions.DEFAULTS.withBackoff(PATIENCE), LiveListener.NONE);
        session.subscribe(QUEUE, consumer);
        return session.start();
    }

    /** A session that is yet to be started; the caller closes it, or this does. */
    public LiveSession session(LiveInput input, LiveOptions options, LiveListener listener) {
        LiveSession session = new LiveSession(input, this::analysis, options, listener);
        sessions.removeIf(old -> old.status().state().over());
        sessions.add(session);
        return session;
    }

    /**
     * What a user may name, as a session's input; cameras and addresses are come back to.
     *
     * @throws MimikaException if nothing can be called that
     */
    public static LiveInput input(String input) {
        Sources.require(input);
        return new LiveInput(
                Sources.name(input), Sources.mayComeBack(input), () -> Sources.open(input, SourceOptions.DEFAULTS));
    }

    /** The classifier, to be used by other sessions as well; it stays this object's to close. Thread-safe. */
    public FaceClassifier classifier() {
        return classifier;
    }

    /** The model itself, which stays this object's to close. Thread-safe. */
    public EmotionClassifier model() {
        return model;
    }

    /** Detector and classifier shared, tracker and smoother this source's own. */
    private Analysis analysis(SourceInfo source) {
        return new Analysis(
                detectors.detector(source),
                new MotionTracker(TrackerOptions.of(source.kind())),
                classifier,
                new EmotionSmoother(SmootherOptions.of(source.kind())));
    }

    /** Closes the sessions, then frees the networks. A second call does nothing. */
    @Override
    public void close() {
        sessions.forEach(LiveSession::close);
        sessions.clear();
        detectors.close();
        classifier.close();
    }
}
