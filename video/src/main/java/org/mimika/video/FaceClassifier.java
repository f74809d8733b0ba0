package org.mimika.video;

import java.util.List;
import java.util.Objects;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.EmotionScores;
import org.mimika.core.FacePose;
import org.mimika.core.LumaPlane;

/** Reads the emotions of all faces of one frame at once. Used by one thread at a time; the opener closes it. */
public interface FaceClassifier extends AutoCloseable {
    /**
     * One result per face, in the same order. The boxes and tilts are the detector's; the crop and its turning are this
     * classifier's affair.
     */
    List<EmotionScores> classify(LumaPlane luma, List<FacePose> faces);

    /** What its model is called in results; empty where nobody said. */
    default String model() {
        return "";
    }

    /**
     * A classifier over this one, which is closed together with it.
     *
     * @param model what it is called in results
     */
    static FaceClassifier of(EmotionClassifier classifier, String model) {
        Objects.requireNonNull(model, "model");
        return new FaceClassifier() {
            @Override
            public String model() {
                return model;
            }

            @Override
            public List<EmotionScores> classify(LumaPlane luma, List<FacePose> faces) {
                return classifier.classify(luma, faces);
            }

            @Override
            public void close() {
                classifier.close();
            }
        };
    }

    @Override
    void close();
}
