package org.mimika.core;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a model comes from: what {@code --model NAME|FILE.onnx} means. Immutable. */
public sealed interface ModelSource {
    /** What to call it in messages and reports: the file, or the bundled model's name. */
    String where();

    /**
     * What to call it in results, which go to others: the bundled model's name, or the file's, without its folder and
     * {@code .onnx}.
     */
    String name();

    /**
     * Opens the model; the caller closes the classifier.
     *
     * @throws MimikaException if the file is damaged or does not keep the contract
     */
    EmotionClassifier open(ClassifierOptions options);

    /**
     * Opens the model to explain its answers; the caller closes the explainer.
     *
     * @throws MimikaException if the file is damaged, does not keep the contract or does not say how it is explained
     */
    EmotionExplainer openExplainer(ClassifierOptions options);

    /** An ONNX file. */
    record InFile(Path file) implements ModelSource {
        @Override
        public String where() {
            return file.toString();
        }

        @Override
        public String name() {
            return String.valueOf(file.getFileName()).replaceFirst("\\.onnx$", "");
        }

        @Override
        public EmotionClassifier open(ClassifierOptions options) {
            return EmotionClassifier.open(file, options);
        }

        @Override
        public EmotionExplainer openExplainer(ClassifierOptions options) {
            return EmotionExplainer.open(file, options);
        }
    }

    /** A model on the class path. */
    record Bundled(String name, BundledModels models) implements ModelSource {
        @Override
        public String where() {
            return name;
        }

        @Override
        public EmotionClassifier open(ClassifierOptions options) {
            return EmotionClassifier.open(models.read(name), title(), options);
        }

        @Override
        public EmotionExplainer openExplainer(ClassifierOptions options) {
            return EmotionExplainer.open(models.read(name), title(), options);
        }

        private String title() {
            return "bundled model '" + name + "'";
        }
    }

    /** Resolves against the models beside Mimika's own classes. */
    static ModelSource resolve(String nameOrFile) {
        return resolve(nameOrFile, BundledModels.onClassPath());
    }

    /**
     * An existing file, else a bundled model's name.
     *
     * @throws MimikaException if it is neither; the message lists what is bundled
     */
    static ModelSource resolve(String nameOrFile, BundledModels models) {
        Path file = path(nameOrFile);
        if (file != null && Files.exists(file) && !Files.isDirectory(file)) {
            return new InFile(file);
        }
        if (models.has(nameOrFile)) {
            return new Bundled(nameOrFile, models);
        }
        if (file != null && Files.isDirectory(file)) {
            throw new MimikaException(
                    "model " + file + " is a directory: expected an ONNX file or a name; " + models.inventory());
        }
        throw new MimikaException(
                "no model '" + nameOrFile + "': expected an ONNX file or a name; " + models.inventory());
    }

    private static Path path(String text) {
        try {
            // An empty text would mean the current directory.
            return text.isBlank() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
