package org.mimika.learn.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mimika.core.Emotion;
import org.mimika.core.InputSpec;
import org.mimika.learn.data.FaceView;
import org.mimika.learn.nn.Cost;
import org.mimika.learn.nn.CostOps;
import org.mimika.learn.nn.Network;
import org.mimika.learn.train.Recipe;
import org.mimika.learn.train.RunInfo;
import org.mimika.learn.train.TrainedRun;
import org.mimika.learn.zoo.Hybrid;
import org.mimika.learn.zoo.ResNet50;
import org.mimika.learn.zoo.VisionTransformer;

/**
 * A model's card, in Markdown (Mitchell et al., "Model Cards for Model Reporting", 2019): what it is, what it learnt
 * from and how, how well it does with how much doubt, where it fails, and what it is for and not for. Every figure comes
 * from the export; none is typed.
 */
public final class ModelCard {
    /** Training of FER2013 as published, by its pixels. */
    private static final String FER2013 = "04b02392bd0d26d3b32a85e27ef631f3b8181641ae450cf6bff30f78c4ddf382";

    private static final String USE =
            """
            ## Intended use

            Research and teaching; interfaces that react to an expression; statistics over many people who know of it. A face's
            expression is not a feeling: the model says which of seven words people who label pictures would choose.

            Not for decisions about a person (work, school, credit, police, medicine), not for watching people who do not know of it
            or cannot refuse. In the European Union, recognising emotions at work and in education is prohibited with few exceptions
            (Regulation 2024/1689, article 5).
            """;

    private final TrainedRun run;
    private final Exporter.Export export;
    private final CardFigures figures;

    private ModelCard(TrainedRun run, Exporter.Export export, FaceView publicTest) {
        this.run = run;
        this.export = export;
        figures = new CardFigures(run.info(), export, publicTest);
    }

    /**
     * The card of an export.
     *
     * @param publicTest the faces that it was measured on; where their set holds the run's Training as well, the card
     *     counts its classes, and the faces that stand in both
     */
    public static String of(TrainedRun run, Exporter.Export export, FaceView publicTest) {
        ModelCard card = new ModelCard(run, export, publicTest);
        return String.join("\n", card.head(), card.data(), card.recipe(), card.figures.text(), card.limits(), USE);
    }

    private String head() {
        Cost cost = CostOps.of(run.network());
        InputSpec input = run.network().input();
        return format(
                """
                # Model card: %s

                %s %dx%d pixels in, seven emotions out.

                | | |
                |---|---|
                | architecture | `%s` |
                | parameters | %,d |
                | multiply-adds a face | %,d million |
                | file | %.1f MB, ONNX operator set %d |
                | weights | %s |
                | input | `input` [N, %d, %d, %d], (grey / 255 - %s) / %s |
                | output | `logits` [N, 7]: %s |
                | temperature | %.3f, in the file's metadata |
                """,
                export.metadata().name(),
                sentence(run.network()),
                input.width(),
                input.height(),
                export.metadata().architecture(),
                cost.parameters(),
                Math.round(cost.multiplyAdds() / 1e6),
                export.onnx().length / 1e6,
                OnnxOps.OPSET,
                export.rounding().isPresent() ? "stored as fp16, computed as f32" : "f32",
                input.channels(),
                input.height(),
                input.width(),
                input.mean(),
                input.std(),
                Emotion.all().stream().map(Emotion::label).collect(Collectors.joining(", ")),
                export.metadata().temperature());
    }

    private static String sentence(Network network) {
        if (network instanceof Hybrid) {
            return "A convolutional stem and stages, then transformer blocks over their last feature map"
                    + " (after Dosovitskiy et al., 2021, section 3.1).";
        }
        if (network instanceof ResNet50) {
            return "A residual network of bottleneck blocks (He et al., 2016).";
        }
        if (network instanceof VisionTransformer) {
            return "A Vision Transformer: patches, a class token, transformer blocks (Dosovitskiy et al., 2021).";
        }
        return "A network of Mimika's.";
    }

    private String data() {
        RunInfo info = run.info();
        String name = info.trainingSha256().equals(FER2013)
                ? "FER2013 (Goodfellow et al., 2013)"
                : "`" + Provenance.lastName(info.data()) + "`";
        List<String> hashes = new ArrayList<>(List.of(
                "Training's pixels `" + info.trainingSha256() + "`", "PublicTest's `" + info.publicSha256() + "`"));
        if (!info.trainingLabelsSha256().isEmpty()) {
            hashes.add("Training's labels `" + info.trainingLabelsSha256() + "`");
        }
        if (!info.trainingVotesSha256().isEmpty()) {
            hashes.add("its FER+ votes `" + info.trainingVotesSha256() + "`");
        }
        return format(
                """
                ## Data and protocol

                %s: trained on Training (%,d faces). %s chosen on
                PublicTest (%,d faces), so that the figures below flatter a little. PrivateTest was not used. %s

                SHA-256:

                - %s
                """,
                name,
                info.trainingFaces(),
                chosen(),
                info.publicFaces(),
                teaching(run.recipe()),
                String.join("\n- ", hashes));
    }

    private String chosen() {
        if (run.last()) {
            return format(
                    "Its weights are those after the last of %s epochs, whatever PublicTest says of them;"
                            + " the temperature was",
                    epochs(run.epochs().size(), run.recipe().epochs()));
        }
        return run.progress().isBestAsItBegan()
                ? format(
                        "The weights it began with, since no epoch of its own (of %d) was better, and the temperature"
                                + " were",
                        run.epochs().size())
                : format(
                        "Of %s epochs the best one, number %d, and the temperature were",
                        epochs(run.epochs().size(), run.recipe().epochs()),
                        run.progress().best().epoch());
    }

    private static String epochs(int trained, int planned) {
        return trained < planned ? format("%d (%d were planned)", trained, planned) : "" + planned;
    }

    /** What was learnt from beside the labels. */
    private static String teaching(Recipe recipe) {
        List<String> sentences = new ArrayList<>();
        if (recipe.regularisation().votes() > 0) {
            sentences.add("A second head, thrown away afterwards, learnt the FER+ votes of Training's faces"
                    + " (Barsoum et al., 2016).");
        }
        if (recipe.regularisation().softLabels() > 0) {
            IntStream plain = IntStream.rangeClosed(1, recipe.epochs()).filter(recipe::isPlain);
            String until = plain.mapToObj(epoch -> ", and none from epoch " + epoch + " on")
                    .findFirst()
                    .orElse("");
            sentences.add(format(
                    "Of each target %.0f%% came from the FER+ votes of Training's faces (Barsoum et al., 2016)%s.",
                    100 * recipe.regularisation().softLabels(), until));
        }
        if (!recipe.distillation().all().isEmpty() && recipe.distillation().weight() > 0) {
            String teachers = recipe.distillation().all().stream()
                    .map(teacher -> "`" + Provenance.lastName(teacher) + "`")
                    .collect(Collectors.joining(", "));
            sentences.add(format(
                    "Of the loss %.0f%% came from the answers of %s (distillation, Hinton et al., 2015, temperature %s).",
                    100 * recipe.distillation().weight(),
                    teachers,
                    recipe.distillation().temperature()));
        }
        sentences.add(
                recipe.origins().isEmpty()
                        ? "The weights started at random."
                        : "The weights started from " + Ancestry.of(recipe.origins()) + ".");
        if (recipe.origins().size() == 1 && Ancestry.isSeed(recipe.init())) {
            sentences.add("That network is smaller; this one was grown from it so that it gave the same answers"
                    + " (Chen et al., Net2Net, 2016).");
        }
        if (sentences.size() == 1 && recipe.origins().isEmpty()) {
            sentences.add("Nothing else was learnt from.");
        }
        return String.join(" ", sentences);
    }

    private String recipe() {
        return format(
                """
                ## Recipe

                By Mimika %s; %s on: %s.
                %s
                ```yaml
                %s
                ```
                """,
                run.info().code(),
                run.progress().isBestAsItBegan()
                        ? "no epoch was better than the weights it began with,"
                        : format(
                                run.last()
                                        ? "the last epoch ended after %.0f minutes"
                                        : "the best epoch was reached after %.0f minutes",
                                run.progress().seconds() / 60),
                run.info().machine(),
                run.changes().isEmpty() ? "" : "It was changed on the way: " + String.join("; ", run.changes()) + ".\n",
                Provenance.recipe(run.recipe()));
    }

    private String limits() {
        String noise = run.info().trainingSha256().equals(FER2013)
                ? "- The labels are noisy: people agree with them in 65 ± 5% of cases (Goodfellow et al., 2013).\n"
                        + "- FER2013's faces were gathered by an image search.\n"
                : "";
        return "## Limits\n\n" + figures.weaknesses() + noise
                + """
                - How the errors are spread over age, sex, skin colour, glasses, masks and light has not been measured.
                - These faces were cut out already: small, dark, blurred and turned faces in a video are not in the figures.
                """;
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
