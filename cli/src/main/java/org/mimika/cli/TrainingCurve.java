package org.mimika.cli;

import java.util.ArrayList;
import java.util.List;
import org.mimika.learn.compare.Training;
import org.mimika.learn.train.EpochReport;

/** How accuracy grew by epoch, from a run or from a model's metadata. */
final class TrainingCurve {
    private TrainingCurve() {}

    /** As a run has it. */
    static List<Training.Epoch> of(List<EpochReport> epochs) {
        return epochs.stream()
                .map(epoch -> new Training.Epoch(
                        epoch.epoch(), epoch.publicAccuracy(), epoch.trainLoss(), epoch.publicLoss(), epoch.seconds()))
                .toList();
    }

    /** Of accuracies from epoch 1 on, separated by commas; empty if the text is, or is none. */
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
