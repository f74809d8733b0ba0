package org.mimika.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.mimika.core.BundledModels;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelSource;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.Training;
import org.mimika.learn.export.Exporter;
import org.mimika.learn.export.ForeignFile;
import org.mimika.learn.export.ForeignModel;
import org.mimika.learn.nn.Cost;
import org.mimika.learn.nn.CostOps;
import org.mimika.learn.train.Recipes;
import org.mimika.learn.train.RunFolder;
import org.mimika.learn.train.TrainedRun;

/** Finds the models that {@code --models} names: bundled ones, runs, ONNX files, and foreign ONNX files. */
final class ComparedModels {
    private final BundledModels bundled;

    ComparedModels(BundledModels bundled) {
        this.bundled = bundled;
    }

    /**
     * Opens each of them once.
     *
     * @param named as typed; empty for all that are bundled
     * @throws MimikaException if there is none, or one does not work
     */
    List<ComparedModel> find(List<String> named) {
        List<String> wanted = named.isEmpty() ? bundled.names() : named;
        if (wanted.isEmpty()) {
            throw new MimikaException("no model is bundled: name some with --models");
        }
        return distinct(wanted.stream().map(one -> find(one.strip())).toList());
    }

    /** Models of one name go by their files' and folders' names, and where these are the same too, by numbers. */
    private static List<ComparedModel> distinct(List<ComparedModel> models) {
        Map<String, Long> uses = models.stream()
                .collect(Collectors.groupingBy(model -> model.facts().name(), Collectors.counting()));
        List<ComparedModel> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ComparedModel model : models) {
            String own = model.facts().name();
            String name = uses.get(own) > 1 ? stem(model.facts().source().where()) : own;
            String free = name;
            for (int count = 2; !names.add(free); count++) {
                free = name + "-" + count;
            }
            found.add(free.equals(own) ? model : model.renamed(free));
        }
        return found;
    }

    private static String stem(String where) {
        return String.valueOf(Path.of(where).normalize().getFileName()).replaceFirst("\\.onnx$", "");
    }

    private ComparedModel find(String named) {
        Optional<Path> path = path(named);
        if (path.filter(Files::isDirectory).isPresent() && !bundled.has(named)) {
            return run(path.get());
        }
        ModelSource source = ModelSource.resolve(named, bundled);
        if (source instanceof ModelSource.InFile file) {
            return file(file.file());
        }
        byte[] onnx = bundled.read(named);
        ModelFacts.Source where = new ModelFacts.Source(ModelFacts.Kind.BUNDLED, named);
        return ComparedModel.open(new ComparedModel.Found(where, onnx), onnx);
    }

    private static ComparedModel file(Path file) {
        byte[] onnx;
        try {
            onnx = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new MimikaException("cannot read " + file + ": " + MimikaException.reason(e), e);
        }
        // A YAML file beside one of ours may be anything, such as the recipe that it was trained by.
        boolean ours = ForeignModel.isOurs(onnx, file.toString());
        ForeignFile foreign = new ForeignFile(file);
        if (!ours && foreign.isDescribed()) {
            ModelFacts.Source where = new ModelFacts.Source(ModelFacts.Kind.FOREIGN, file.toString());
            byte[] adapted = ForeignModel.adapt(onnx, foreign.description(), file.toString());
            return ComparedModel.open(new ComparedModel.Found(where, onnx), adapted);
        }
        ModelFacts.Source where = new ModelFacts.Source(ModelFacts.Kind.FILE, file.toString());
        try {
            return ComparedModel.open(new ComparedModel.Found(where, onnx), onnx);
        } catch (MimikaException e) {
            if (!ours && e.getMessage().contains("no metadata key")) {
                throw new MimikaException(
                        e.getMessage() + ", or a description of it in " + foreign.descriptionFile(), e);
            }
            throw e;
        }
    }

    /** A run's best network as it is before calibration. */
    private static ComparedModel run(Path path) {
        RunFolder folder = new RunFolder(path);
        try (TrainedRun run = TrainedRun.best(folder)) {
            byte[] onnx = Exporter.uncalibrated(run, folder.name());
            Training training = new Training(
                    OptionalLong.of(run.recipe().epochs()),
                    OptionalLong.of(run.progress().best().epoch()),
                    run.progress().seconds(),
                    run.info().machine(),
                    Recipes.text(run.recipe()).strip(),
                    run.info().trainingSha256(),
                    TrainingCurve.of(run.epochs()));
            ModelFacts.Source where = new ModelFacts.Source(ModelFacts.Kind.RUN, path.toString());
            Cost cost = CostOps.of(run.network());
            ComparedModel.OfRun told = new ComparedModel.OfRun(
                    new ModelFacts.Cost(OptionalLong.of(cost.parameters()), OptionalLong.of(cost.multiplyAdds())),
                    training);
            return ComparedModel.open(new ComparedModel.Found(where, onnx, Optional.of(told)), onnx);
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
