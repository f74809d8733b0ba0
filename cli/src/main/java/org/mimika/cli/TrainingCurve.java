package org.mimika.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mimika.core.MimikaException;
import org.mimika.learn.compare.Training;

/** Reads how accuracy grew by epoch: from a run's {@code metrics.csv}, or from a model's metadata. */
final class TrainingCurve {
    /** The key of the metadata: accuracies on PublicTest from epoch 1 on, separated by commas. */
    static final String KEY = "curve.public_accuracy";

    private TrainingCurve() {}

    /**
     * By the names of the file's columns, of which {@code epoch} and {@code public_accuracy} must be there.
     *
     * @return empty if there is no such file
     * @throws MimikaException if it is damaged; the message names the line
     */
    static List<Training.Epoch> ofMetrics(Path csv) {
        if (!Files.isRegularFile(csv)) {
            return List.of();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(csv);
        } catch (IOException e) {
            throw new MimikaException("cannot read " + csv + ": " + MimikaException.reason(e), e);
        }
        List<Training.Epoch> curve = new ArrayList<>();
        String[] names = lines.isEmpty() ? new String[0] : lines.get(0).split(",", -1);
        for (int line = 1; line < lines.size(); line++) {
            String[] values = lines.get(line).split(",", -1);
            try {
                curve.add(epoch(names, values));
            } catch (IllegalArgumentException e) {
                throw new MimikaException(csv + " line " + (line + 1) + " is damaged: " + e.getMessage(), e);
            }
        }
        return curve;
    }

    private static Training.Epoch epoch(String[] names, String[] values) {
        if (names.length != values.length) {
            throw new IllegalArgumentException(values.length + " values, expected " + names.length);
        }
        Map<String, Double> row = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], Double.valueOf(values[i]));
        }
        return new Training.Epoch(
                row.getOrDefault("epoch", 0.0).intValue(),
                row.getOrDefault("public_accuracy", Double.NaN),
                row.getOrDefault("train_loss", Double.NaN),
                row.getOrDefault("public_loss", Double.NaN),
                row.getOrDefault("seconds", Double.NaN));
    }

    /** Empty if the text is, or is none. */
    static List<Training.Epoch> ofMetadata(String text) {
        List<Training.Epoch> curve = new ArrayList<>();
        try {
            for (String accuracy : text.isBlank() ? new String[0] : text.split(",")) {
                double share = Double.parseDouble(accuracy.strip());
                curve.add(new Training.Epoch(curve.size() + 1, share, Double.NaN, Double.NaN, Double.NaN));
            }
        } catch (IllegalArgumentException e) {
            return List.of(); // a curve is no reason to refuse a model
        }
        return curve;
    }
}
