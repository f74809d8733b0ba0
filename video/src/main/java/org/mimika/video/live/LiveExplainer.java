package org.mimika.video.live;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.mimika.core.CropSquare;
import org.mimika.core.Emotion;
import org.mimika.core.EmotionExplainer;
import org.mimika.core.EmotionScores;
import org.mimika.core.FaceCropper;
import org.mimika.core.FacePose;
import org.mimika.core.InputSpec;
import org.mimika.core.LumaPlane;
import org.mimika.video.FaceClassifier;
import org.mimika.video.FaceResult;
import org.mimika.video.Frame;
import org.mimika.video.FrameResult;
import org.mimika.video.ResultSink;

/**
 * Explains now and then what one live session reads in its faces. It stands in for the classifier, where it copies what
 * the network is to see, and taps the results, where it learns whose faces they were; the network that explains runs on
 * a thread of its own, so a result comes later by the copying alone. While one frame is explained, others are not.
 *
 * <pre>{@code
 * session.classifyWith(explainer.classifier());
 * session.tap(explainer.tap());
 * }</pre>
 *
 * <p>{@link #classifier} and {@link #tap} are the session's to use; the rest is thread-safe. The opener closes it once the
 * session uses neither; the classifier and the explainer that it was given stay theirs who opened them.
 */
public final class LiveExplainer implements AutoCloseable {
    private static final long CLOSE_MILLIS = 2000;

    private final FaceClassifier classifier;
    private final EmotionExplainer explainer;
    private final InputSpec spec;
    private final Consumer<FrameExplanation> consumer;
    private final int most;
    private final long everyNanos;
    private final FaceCropper cropper;
    private final Thread thread;
    private List<Seen> seen = List.of();
    private long due = System.nanoTime();
    private Task task;
    private boolean busy;
    private boolean closed;

    /** A face as the network sees it; {@code place} is its place in the frame's list. */
    private record Seen(int place, FacePose pose, CropSquare square, FloatBuffer tensor) {}

    private record Subject(int track, Emotion shown, Seen face) {}

    private record Task(FrameResult result, int width, int height, List<Subject> subjects) {}

    /**
     * Explains from now on.
     *
     * @param classifier the one to stand in for
     * @param explainer of the same model
     * @param most how many faces of a frame, the largest; positive
     * @param every no two frames nearer to one another than this are explained
     * @param consumer is called on a thread of its own; what it throws ends the explaining and goes to that thread's
     *     handler of uncaught exceptions, as does what the explainer throws
     */
    public LiveExplainer(
            FaceClassifier classifier,
            EmotionExplainer explainer,
            int most,
            Duration every,
            Consumer<FrameExplanation> consumer) {
        this.classifier = Objects.requireNonNull(classifier, "classifier");
        this.explainer = Objects.requireNonNull(explainer, "explainer");
        this.consumer = Objects.requireNonNull(consumer, "consumer");
        if (most < 1 || every.isNegative()) {
            throw new IllegalArgumentException("explain " + most + " faces every " + every);
        }
        this.most = most;
        everyNanos = every.toNanos();
        spec = explainer.metadata().input();
        cropper = new FaceCropper(spec);
        thread = new Thread(this::run, "mimika-explain");
        thread.setDaemon(true);
        thread.start();
    }

    /** To be used in place of the classifier; closing it closes nothing. */
    public FaceClassifier classifier() {
        return new FaceClassifier() {
            @Override
            public String model() {
                return classifier.model();
            }

            @Override
            public List<EmotionScores> classify(LumaPlane luma, List<FacePose> faces) {
                look(luma, faces);
                return classifier.classify(luma, faces);
            }

            @Override
            public void close() {}
        };
    }

    /** To be shown each frame's result after the classifier was used on it. */
    public ResultSink tap() {
        return new ResultSink() {
            @Override
            public void accept(Frame frame, FrameResult result) {
                begin(frame, result);
            }

            @Override
            public void close() {}
        };
    }

    private synchronized boolean isDue() {
        return !closed && !busy && task == null && System.nanoTime() - due >= 0;
    }

    private void look(LumaPlane luma, List<FacePose> faces) {
        if (!isDue()) {
            seen = List.of();
            return;
        }
        List<Seen> next = new ArrayList<>();
        for (int place : largest(faces)) {
            FacePose pose = faces.get(place);
            FloatBuffer tensor = FloatBuffer.allocate(spec.size());
            cropper.crop(luma, pose, tensor);
            next.add(new Seen(place, pose, cropper.square(pose), tensor.flip()));
        }
        seen = next;
    }

    private int[] largest(List<FacePose> faces) {
        return IntStream.range(0, faces.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -area(faces.get(i))))
                .limit(most)
                .mapToInt(i -> i)
                .toArray();
    }

    private static double area(FacePose face) {
        return (double) face.box().width() * face.box().height();
    }

    private void begin(Frame frame, FrameResult result) {
        List<Seen> faces = seen;
        seen = List.of();
        List<Subject> subjects = new ArrayList<>();
        for (Seen face : faces) {
            // Where the session changed its classifier in between, these may be another frame's.
            if (face.place() >= result.faces().size()) {
                return;
            }
            FaceResult found = result.faces().get(face.place());
            if (!found.box().equals(face.pose().box())) {
                return;
            }
            subjects.add(new Subject(found.track(), found.shown(), face));
        }
        if (!subjects.isEmpty()) {
            submit(new Task(result, frame.width(), frame.height(), subjects));
        }
    }

    private synchronized void submit(Task next) {
        due = System.nanoTime() + everyNanos;
        task = next;
        notifyAll();
    }

    private synchronized Task take() throws InterruptedException {
        busy = false;
        while (task == null && !closed) {
            wait();
        }
        Task taken = closed ? null : task;
        task = null;
        busy = true;
        return taken;
    }

    private void run() {
        try {
            for (Task next = take(); next != null; next = take()) {
                FrameExplanation explained = explained(next);
                if (isOpen()) {
                    consumer.accept(explained);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FrameExplanation explained(Task next) {
        List<FrameExplanation.Face> faces = new ArrayList<>();
        for (Subject subject : next.subjects()) {
            Seen face = subject.face();
            faces.add(new FrameExplanation.Face(
                    subject.track(), face.square(), explainer.explain(face.tensor(), subject.shown())));
        }
        FrameResult result = next.result();
        return new FrameExplanation(result.index(), result.ptsMillis(), next.width(), next.height(), faces);
    }

    private synchronized boolean isOpen() {
        return !closed;
    }

    /** Ends it; waits for the face that is being explained. A second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (Thread.currentThread() != thread) {
            try {
                thread.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
