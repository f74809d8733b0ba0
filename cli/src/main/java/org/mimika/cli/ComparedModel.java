package org.mimika.cli;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;
import org.mimika.core.Sha256;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.Sort;
import org.mimika.learn.compare.Training;
import org.mimika.learn.export.OnnxWeights;
import org.mimika.learn.measure.Subject;

/**
 * A model that was found and opened once, before anything is measured.
 *
 * @param facts what it is
 * @param onnx the bytes that keep the contract, as they were when it was found
 */
record ComparedModel(ModelFacts facts, byte[] onnx) {
    /**
     * What is known of a model before its file is opened.
     *
     * @param source how it was named
     * @param original the bytes as they were found, before they were adapted
     * @param run what its run tells, where its file does not
     */
    record Found(ModelFacts.Source source, byte[] original, Optional<OfRun> run) {
        Found(ModelFacts.Source source, byte[] original) {
            this(source, original, Optional.empty());
        }
    }

    /**
     * What a run tells of its network.
     *
     * @param cost what it takes to compute
     * @param training how it came about
     */
    record OfRun(ModelFacts.Cost cost, Training training) {}

    /**
     * Opens a model and has it answer, so that what does not work shows before hours of measuring.
     *
     * @param onnx bytes that keep the contract
     * @throws MimikaException if they do not, or the network fails
     */
    static ComparedModel open(Found found, byte[] onnx) {
        String where = found.source().where();
        ClassifierOptions options = ClassifierOptions.defaults();
        try (EmotionClassifier classifier = EmotionClassifier.open(onnx, where, options)) {
            // Two faces, since a graph may be made for one alone.
            classifier.classify(
                    FloatBuffer.allocate(2 * classifier.metadata().input().size()), 2);
            return new ComparedModel(facts(found, onnx, classifier.metadata()), onnx);
        }
    }

    private static ModelFacts facts(Found found, byte[] onnx, ModelMetadata metadata) {
        OnnxWeights weights = OnnxWeights.of(onnx, found.source().where());
        Map<String, String> said = metadata.provenance();
        return new ModelFacts(
                metadata.name(),
                title(metadata),
                Sort.ofArchitecture(metadata.architecture()),
                metadata.architecture(),
                found.source(),
                new ModelFacts.ModelFile(Sha256.of(found.original()), found.original().length, weights.storage()),
                new ModelFacts.Input(
                        metadata.input().width(),
                        metadata.input().height(),
                        metadata.input().channels()),
                found.run().map(OfRun::cost).orElseGet(() -> cost(said, weights)),
                found.run().map(OfRun::training).orElseGet(() -> training(said)));
    }

    /** As the model's file tells it; else its weights are counted. */
    private static ModelFacts.Cost cost(Map<String, String> said, OnnxWeights weights) {
        OptionalLong parameters = number(said, "parameters");
        return new ModelFacts.Cost(
                parameters.isPresent() ? parameters : OptionalLong.of(weights.values()), number(said, "multiply_adds"));
    }

    /** As the model's file tells it. */
    private static Training training(Map<String, String> said) {
        OptionalLong seconds = number(said, "training_seconds");
        return new Training(
                number(said, "epochs"),
                number(said, "best_epoch"),
                seconds.isPresent() ? seconds.getAsLong() : Double.NaN,
                said.getOrDefault("machine", ""),
                said.getOrDefault("recipe", ""),
                said.getOrDefault("data.training_sha256", ""),
                TrainingCurve.ofMetadata(said.getOrDefault("curve.public_accuracy", "")));
    }

    static OptionalLong number(Map<String, String> said, String key) {
        try {
            return OptionalLong.of(Long.parseLong(said.getOrDefault(key, "")));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The published spelling of known families; the model's own name otherwise. */
    private static String title(ModelMetadata metadata) {
        String name = metadata.name();
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "resnet50" -> "ResNet50";
            case "vit" -> "ViT";
            case "hybrid" -> "Hybrid";
            default -> name;
        };
    }

    /** The same by another name, where two models have one. */
    ComparedModel renamed(String name) {
        ModelFacts other = new ModelFacts(
                name,
                name,
                facts.sort(),
                facts.architecture(),
                facts.source(),
                facts.file(),
                facts.input(),
                facts.cost(),
                facts.training());
        return new ComparedModel(other, onnx);
    }

    /**
     * To be measured from a copy in this folder: whoever writes to the file that it came from while others are measured
     * changes nothing. The copy goes by its hash, since two names may make the same file name.
     */
    Subject subject(Path folder) {
        String sha256 = Sha256.of(onnx);
        Path copy = folder.resolve(sha256 + ".onnx");
        if (!Files.exists(copy)) {
            WholeFile.write(copy, onnx);
        }
        return new Subject(facts, copy, sha256);
    }
}
