package org.mimika.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.mimika.core.MimikaException;
import org.mimika.learn.data.Datasets;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.TorchRuntime;
import org.mimika.learn.train.EpochReport;
import org.mimika.learn.train.PretrainingReport;
import org.mimika.learn.train.Progress;
import org.mimika.learn.train.Recipe;
import org.mimika.learn.train.Recipes;
import org.mimika.learn.train.RunFolder;
import org.mimika.learn.train.RunInfo;
import org.mimika.learn.train.RunLock;
import org.mimika.learn.train.Trainer;
import org.mimika.learn.train.TrainingListener;
import org.mimika.learn.weights.ExpectedHash;
import org.mimika.learn.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mimika train}: trains a network, or continues a run. */
@Command(
        name = "train",
        description = {
            "Trains a network on Training and keeps the epoch that is best on PublicTest.",
            "Ctrl-C ends it with a checkpoint; --resume continues it."
        })
class TrainCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "NAME", description = "The network; its recipe has the same name.")
    private String model;

    @Option(names = "--data", required = true, paramLabel = "PATH", description = "FER2013: a CSV file or a folder.")
    private Path data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the run lives.")
    private Path out;

    @Option(names = "--recipe", paramLabel = "NAME|FILE", description = "A recipe other than the network's own.")
    private String recipe;

    @Option(
            names = "--init",
            paramLabel = "FILE|NAME|DIR",
            description = "Weights to start from: a .pth, .safetensors or ONNX file, published ones by name "
                    + "(imagenet:resnet50, imagenet:vit-b16) or address, downloaded once, a run, or a bundled "
                    + "model; of several, separated by commas, their mean.")
    private String init;

    @Option(names = "--sha256", paramLabel = "HEX", description = "What the file of --init should have.")
    private String sha256;

    @Option(
            names = "--epochs",
            converter = WholeNumber.Epochs.class,
            paramLabel = "N",
            description = "Passes over Training.")
    private Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Fixes all that is random, with the weights to start from.")
    private Long seed;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A value of the recipe, such as optimiser.rate=0.001; may be repeated.")
    private Map<String, String> set = new TreeMap<>();

    @Option(
            names = "--threads",
            converter = WholeNumber.Threads.class,
            paramLabel = "N",
            description = "Threads of an operation (default: all cores; with 1 a run repeats bit for bit).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--device",
            converter = DeviceName.class,
            paramLabel = "cpu|cuda",
            description = "Where to train: the processor (default), or an NVIDIA GPU (docs/training.md).")
    private Device device = Device.CPU;

    @Option(names = "--resume", description = "Continue the run in DIR, by its own recipe.")
    private boolean resume;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RunFolder folder = new RunFolder(out);
        Recipe resolved = resolve(folder);
        StartingWeights start = startingWeights(resolved);
        device.require();
        FaceSet faces = load(resolved);
        if (!resolved.origins().isEmpty() && !folder.hasCheckpoint()) { // which needs them no more
            start.provide(resolved);
        }
        RunInfo info = RunInfo.of(
                data.toAbsolutePath().normalize().toString(),
                faces,
                resolved,
                Version.number(),
                Machine.here().describe() + (device == Device.CPU ? "" : ", trained on " + device) + ", in "
                        + (resolved.precision().isBf16(device) ? "bf16" : "f32"));
        try (RunLock lock = RunLock.take(folder)) {
            if (resume) {
                requireSameData(folder.readInfo(), info);
            } else {
                folder.begin(resolved, info);
            }
            train(resolved, faces, folder, start);
        }
        return 0;
    }

    private void train(Recipe resolved, FaceSet faces, RunFolder folder, StartingWeights start) {
        TorchRuntime.useThreads(threads);
        try (StopHook hook = new StopHook();
                ProgressBar bar = new ProgressBar(console);
                Trainer trainer = new Trainer(resolved, faces, folder, new Display(bar, resolved), device)) {
            start.report(trainer.loaded());
            boolean complete = trainer.run(hook::requested);
            bar.clear();
            report(folder, trainer, complete);
        }
    }

    private StartingWeights startingWeights(Recipe resolved) {
        if (sha256 != null && resolved.origins().size() != 1) {
            throw new ParameterException(spec.commandLine(), "--sha256 is of the file that --init names: name one");
        }
        try {
            if (init != null) {
                StartingWeights.requireKnown(resolved);
            }
            return new StartingWeights(console, Optional.ofNullable(sha256).map(ExpectedHash::new));
        } catch (MimikaException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private FaceSet load(Recipe resolved) {
        FaceSet faces = Datasets.load(data);
        if (!resolved.regularisation().wantsVotes()) {
            return faces;
        }
        try {
            return Datasets.withVotes(data, faces);
        } catch (MimikaException e) {
            String way = resume
                    ? ""
                    : " (or train without FER+ votes: --set regularisation.votes=0 --set regularisation.softLabels=0)";
            throw new MimikaException(e.getMessage() + way, e);
        }
    }

    private Recipe resolve(RunFolder folder) {
        if (resume) {
            if (model != null || recipe != null || init != null || epochs != null || seed != null || !set.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "--resume goes by the run's own recipe: leave the recipe's options out");
            }
            Recipe own = folder.readRecipe();
            requireKind(own);
            return own;
        }
        if (model == null && recipe == null) {
            throw new ParameterException(spec.commandLine(), "missing --model NAME (or --recipe, or --resume)");
        }
        if (model != null && !Zoo.names().contains(model)) {
            throw new ParameterException(
                    spec.commandLine(), "unknown network '" + model + "': known are " + String.join(", ", Zoo.names()));
        }
        if (folder.hasCheckpoint()) {
            throw new MimikaException(out + " holds a run already: continue it with --resume, or name another folder");
        }
        Recipe resolved = load(recipe == null ? defaultRecipe(model) : recipe, overrides());
        requireKind(resolved);
        return resolved;
    }

    private Map<String, String> overrides() {
        Map<String, String> overrides = new TreeMap<>(set);
        if (model != null) {
            overrides.put("model", model);
        }
        if (init != null) {
            overrides.put("init", init);
        }
        if (epochs != null) {
            overrides.put("epochs", epochs.toString());
        }
        if (seed != null) {
            overrides.put("seed", seed.toString());
        }
        return overrides;
    }

    /** The recipe of a network that the user gave none for. */
    String defaultRecipe(String network) {
        if (!Recipes.isBundled(network)) {
            throw new MimikaException("no recipe " + network
                    + " is bundled: give one for this network with --recipe, a file or a bundled one's name");
        }
        return network;
    }

    /** Checks that the recipe is one for this command. */
    void requireKind(Recipe resolved) {
        if (resolved.pretraining().any()) {
            throw wrongUse("this recipe trains without labels: use mimika pretrain");
        }
    }

    final ParameterException wrongUse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Recipe load(String name, Map<String, String> overrides) {
        Recipes.load(name, Map.of()); // what is wrong here is the recipe's fault, and after it the command line's
        try {
            return Recipes.load(name, overrides);
        } catch (MimikaException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void requireSameData(RunInfo before, RunInfo now) {
        if (!before.hasDataOf(now)) {
            throw new MimikaException(
                    data + " is not what the run in " + out + " was trained on: give the same data, " + before.data());
        }
    }

    private void report(RunFolder folder, Trainer trainer, boolean complete) {
        if (!complete) {
            console.err()
                    .println("Stopped in epoch " + (trainer.progress().epoch() + 1) + "; continue with: mimika "
                            + spec.name() + " --resume --data " + data + " --out " + out);
            return;
        }
        console.err().println(conclusion(folder, trainer.progress()));
    }

    /** What is said of a run that is complete. */
    String conclusion(RunFolder folder, Progress progress) {
        return String.format(
                Locale.ROOT,
                "Best: %s, %.2f%% on PublicTest. Export with: mimika export %s -o %s.onnx",
                progress.isBestAsItBegan()
                        ? "as it began"
                        : "epoch " + progress.best().epoch(),
                100 * progress.best().score(),
                folder.path(),
                folder.name());
    }

    /** A bar while an epoch runs, a line after it. */
    private final class Display implements TrainingListener {
        private final ProgressBar bar;
        private final int epochs;
        private long stepsDone;

        Display(ProgressBar bar, Recipe recipe) {
            this.bar = bar;
            epochs = recipe.epochs();
        }

        @Override
        public void onStep(int epoch, int batch, int batches, double loss, double rate) {
            stepsDone++;
            long before = (long) (epoch - 1) * batches + batch - stepsDone; // in an earlier part of a resumed run
            String left = bar.timeLeft(stepsDone, (long) epochs * batches - before);
            String details = String.format(
                    Locale.ROOT, "epoch %d/%d  loss %.4f  rate %.2g  %s left", epoch, epochs, loss, rate, left);
            bar.update(batch, batches, details);
        }

        @Override
        public void onEpoch(EpochReport report) {
            bar.clear();
            if (report.epoch() == 0) {
                console.err()
                        .printf(
                                Locale.ROOT,
                                "as it begins  PublicTest %.2f%% (loss %.4f)%n",
                                100 * report.publicAccuracy(),
                                report.publicLoss());
                return;
            }
            console.err()
                    .printf(
                            Locale.ROOT,
                            "epoch %d/%d  train loss %.4f  PublicTest %.2f%% (loss %.4f)  %.0f s%n",
                            report.epoch(),
                            epochs,
                            report.trainLoss(),
                            100 * report.publicAccuracy(),
                            report.publicLoss(),
                            report.seconds());
        }

        @Override
        public void onEpoch(PretrainingReport report) {
            bar.clear();
            console.err().println(PretrainCommand.line(report, epochs));
        }
    }
}
