package org.mimika.learn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mimika.core.MimikaException;

/** Reads a run's {@code metrics.csv}. */
public final class RunMetrics {
    private RunMetrics() {}

    /**
     * The run's epochs, in order. Columns go by their names, so that files of other versions are read too; a figure
     * whose column is missing is NaN.
     *
     * @return empty if there is no such file
     * @throws MimikaException if it is damaged; the message names the line
     */
    public static List<EpochReport> read(Path csv) {
        if (!Files.isRegularFile(csv)) {
            return List.of();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(csv);
        } catch (IOException e) {
            throw new MimikaException("cannot read " + csv + ": " + MimikaException.reason(e), e);
        }
        List<EpochReport> epochs = new ArrayList<>();
        String[] names = lines.isEmpty() ? new String[0] : lines.get(0).split(",", -1);
        for (int line = 1; line < lines.size(); line++) {
            try {
                EpochReport epoch = row(names, lines.get(line).split(",", -1));
                if (epoch.epoch()
                        <= (epochs.isEmpty() ? 0 : epochs.get(line - 2).epoch())) {
                    throw new IllegalArgumentException("epoch " + epoch.epoch() + " is no later than the one before");
                }
                epochs.add(epoch);
            } catch (IllegalArgumentException e) {
                throw new MimikaException(csv + " line " + (line + 1) + " is damaged: " + e.getMessage(), e);
            }
        }
        return epochs;
    }

    private static EpochReport row(String[] names, String[] values) {
        if (names.length != values.length) {
            throw new IllegalArgumentException(values.length + " values, expected " + names.length);
        }
        Map<String, Double> row = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], Double.valueOf(values[i]));
        }
        double accuracy = row.getOrDefault("public_accuracy", Double.NaN);
        if (accuracy < 0 || accuracy > 1) {
            throw new IllegalArgumentException("an accuracy of " + accuracy + ", expected 0 to 1");
        }
        return new EpochReport(
                row.getOrDefault("epoch", 0.0).intValue(),
                row.getOrDefault("rate", Double.NaN),
                row.getOrDefault("train_loss", Double.NaN),
                row.getOrDefault("public_loss", Double.NaN),
                accuracy,
                row.getOrDefault("seconds", Double.NaN));
    }
}
