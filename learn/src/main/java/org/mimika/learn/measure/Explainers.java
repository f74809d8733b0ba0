package org.mimika.learn.measure;

import java.util.List;
import java.util.Optional;
import org.mimika.core.Emotion;
import org.mimika.learn.compare.Agreement.HeatMap;

/** Where heat maps come from that show what part of a face an answer goes by. */
public interface Explainers {
    /**
     * Opens the explainer of a model; the caller closes it.
     *
     * @return empty where the model's file has nothing to explain it by
     */
    Optional<Explainer> open(Subject subject);

    /** What its maps depend on besides model and face: raised when they would come out otherwise. */
    String version();

    /** None at all: no model is explained. */
    static Explainers none() {
        return new Explainers() {
            @Override
            public Optional<Explainer> open(Subject subject) {
                return Optional.empty();
            }

            @Override
            public String version() {
                return "none";
            }
        };
    }

    /** Explains one model. Not thread-safe. */
    interface Explainer extends AutoCloseable {
        /**
         * What part of a face an answer goes by.
         *
         * @param face {@code FaceSet.PIXELS} bytes
         * @param answer the emotion to be explained
         * @return one map for each method that fits the model
         */
        List<HeatMap> explain(byte[] face, Emotion answer);

        @Override
        void close();
    }
}
