package org.mimika.learn.measure;

import java.nio.file.Path;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.learn.compare.ModelFacts;

/**
 * A model to be measured.
 *
 * @param facts what it is
 * @param onnx its ONNX file, which keeps the contract, for as long as the comparison runs
 * @param sha256 of that file: what measured parts depend on
 */
public record Subject(ModelFacts facts, Path onnx, String sha256) {
    /** The name that figures go by. */
    public String name() {
        return facts.name();
    }

    /**
     * Opens the model; the caller closes it.
     *
     * @throws org.mimika.core.MimikaException if the file is damaged
     */
    public EmotionClassifier open(ClassifierOptions options) {
        return EmotionClassifier.open(onnx, options);
    }
}
