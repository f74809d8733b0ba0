package org.mimika.server.live;

import java.time.Duration;
import java.util.function.Consumer;
import org.mimika.core.MimikaException;
import org.mimika.video.ResultSink;
import org.mimika.video.live.FrameExplanation;
import org.mimika.video.live.LiveExplainer;
import org.mimika.video.live.LiveSession;

/**
 * The model that reads a session's faces, and what it shows of how it does. Changes come one at a time, which its owner
 * sees to; what it answers may be asked from any thread.
 */
final class FaceReading {
    private static final int EXPLAINED_FACES = 4;
    private static final Duration EXPLAINED_EVERY = Duration.ofMillis(250);

    private final ModelShelf models;
    private final LiveSession session;
    private final Consumer<FrameExplanation> explanations;
    private volatile ModelShelf.Entry model;
    private volatile Explaining explaining;

    private record Explaining(LiveExplainer explainer, ResultSink tap) {
        Explaining(LiveExplainer explainer) {
            this(explainer, explainer.tap());
        }
    }

    /** Has the session's faces read by this model, unexplained. */
    FaceReading(
            ModelShelf models, ModelShelf.Entry model, LiveSession session, Consumer<FrameExplanation> explanations) {
        this.models = models;
        this.model = model;
        this.session = session;
        this.explanations = explanations;
        session.classifyWith(model.classifier());
    }

    String model() {
        return model.name();
    }

    boolean explains() {
        return explaining != null;
    }

    /**
     * From the next frame on. Where the model does not say how it is explained, explaining ends.
     *
     * @throws MimikaException if there is none of this name
     */
    void choose(String name) {
        model = models.get(name);
        boolean explained = explains();
        stopExplaining();
        if (explained) {
            try {
                explain();
            } catch (MimikaException e) {
                // The model reads faces all the same.
            }
        }
    }

    /**
     * Shows what the network looks at; where it does already, nothing changes.
     *
     * @throws MimikaException if the model does not say how it is explained
     */
    void explain() {
        if (explaining == null) {
            explaining = new Explaining(new LiveExplainer(
                    model.classifier(), models.explainer(model), EXPLAINED_FACES, EXPLAINED_EVERY, explanations));
            session.tap(explaining.tap());
            session.classifyWith(explaining.explainer().classifier());
        }
    }

    void stopExplaining() {
        session.classifyWith(model.classifier());
        if (explaining != null) {
            session.untap(explaining.tap());
            explaining.explainer().close();
            explaining = null;
        }
    }
}
