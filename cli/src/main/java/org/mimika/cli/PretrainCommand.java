package org.mimika.cli;

import java.util.Locale;
import org.mimika.learn.train.PretrainingReport;
import org.mimika.learn.train.Progress;
import org.mimika.learn.train.Recipe;
import org.mimika.learn.train.Recipes;
import org.mimika.learn.train.RunFolder;
import picocli.CommandLine.Command;

/** {@code mimika pretrain}: a training whose recipe has self-supervised heads instead of labels. */
@Command(
        name = "pretrain",
        description = {
            "Trains a network on the faces of Training without their labels, for a training to begin from.",
            "Ctrl-C ends it with a checkpoint; --resume continues it."
        })
final class PretrainCommand extends TrainCommand {
    private static final String SUFFIX = "pretraining";

    PretrainCommand(Console console) {
        super(console);
    }

    @Override
    String defaultRecipe(String network) {
        String own = network + "-" + SUFFIX;
        return Recipes.isBundled(own) ? own : SUFFIX;
    }

    @Override
    void requireKind(Recipe resolved) {
        if (!resolved.pretraining().any()) {
            throw wrongUse("this recipe gives no head of pretraining a weight: use mimika train, or set one of"
                    + " pretraining.reconstruction, pretraining.contrastive and pretraining.rotation");
        }
    }

    @Override
    String conclusion(RunFolder folder, Progress progress) {
        return String.format(
                Locale.ROOT,
                "Best: epoch %d, loss %.4f on held-out faces. Train from it with: mimika train ... --init %s",
                progress.best().epoch(),
                -progress.best().score(),
                folder.path());
    }

    /** What is said after an epoch. */
    static String line(PretrainingReport report, int epochs) {
        return String.format(
                        Locale.ROOT,
                        "epoch %d/%d  train loss %.4f  held out %.4f",
                        report.epoch(),
                        epochs,
                        report.trainLoss(),
                        report.heldOutLoss())
                + head("reconstruction", report.losses().reconstruction())
                + head("contrastive", report.losses().contrastive())
                + head("rotation", report.losses().rotation())
                + head("neighbours %", 100 * report.neighbourAccuracy())
                + String.format(Locale.ROOT, "  %.0f s", report.seconds());
    }

    private static String head(String name, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "  %s %.4f", name, value);
    }
}
