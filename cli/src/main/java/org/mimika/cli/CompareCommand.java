package org.mimika.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mimika.core.BundledModels;
import org.mimika.core.OnnxRuntimeNatives;
import org.mimika.learn.compare.Environment;
import org.mimika.learn.compare.Report;
import org.mimika.learn.data.Datasets;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.Split;
import org.mimika.learn.measure.Comparison;
import org.mimika.learn.measure.Effort;
import org.mimika.learn.measure.OnnxExplainers;
import org.mimika.learn.measure.Parts;
import org.mimika.learn.measure.Plan;
import org.mimika.learn.measure.Subject;
import org.mimika.learn.report.Language;
import org.mimika.learn.report.RenderedReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mimika compare}: several models on the same faces and machine, in one report. */
@Command(
        name = "compare",
        description = {
            "Compares models on labelled faces: accuracy, speed, cost, significance, where they disagree, and how they"
                    + " hold when faces get worse. Writes a report into a folder.",
            "A comparison that was broken off goes on where it stopped when it is started again."
        })
final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "fer2013.csv, icml_face_data.csv, or a folder.")
    private Path data;

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "MODEL",
            description = "Bundled models, training runs, ONNX files, and others' ONNX files with a description beside"
                    + " them (docs/compare.md), separated by commas (default: all bundled).")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--split",
            defaultValue = "public",
            paramLabel = "SPLIT",
            description = "Which faces: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). Choose on public, report"
                    + " private once.")
    private ComparedSplit split;

    @Option(names = "--quick", description = "Fewer faces and runs: under two minutes, with wider intervals.")
    private boolean quick;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Fixes which faces are drawn, how they are disturbed, and the bootstrap (default:"
                    + " ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--lang",
            defaultValue = "en",
            paramLabel = "LANG",
            description = "The report's language: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Language language;

    @Option(
            names = "--threads",
            converter = WholeNumber.Threads.class,
            paramLabel = "N",
            description = "Threads of a network; speed is measured with 1 and with N (default: all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the report is written.")
    private Path out;

    CompareCommand(Console console) {
        this.console = console;
    }

    /** The splits that models are compared on: not the one that they were trained on. */
    enum ComparedSplit {
        PUBLIC(Split.PUBLIC_TEST),
        PRIVATE(Split.PRIVATE_TEST);

        private final Split split;

        ComparedSplit(Split split) {
            this.split = split;
        }

        /** As it is typed and as help shows it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        Machine machine = Machine.here(); // its load before the comparison adds to it
        // All that can be wrong is looked at before the folder is touched.
        ComparisonFolder.requireUsable(out);
        FaceSet faces = Datasets.load(data);
        faces.require(split.split);
        List<ComparedModel> found = new ComparedModels(BundledModels.onClassPath()).find(models);
        try (ComparisonFolder folder = ComparisonFolder.take(out)) {
            List<Subject> subjects =
                    found.stream().map(model -> model.subject(folder.models())).toList();
            Report report = compare(subjects, faces, folder, machine);
            console.out().println(RenderedReport.of(report, language).write(out).get(0));
        }
        return 0;
    }

    /** An argument as it has to be typed in a shell for it to arrive like this. */
    private static String typed(String argument) {
        return argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    private Report compare(List<Subject> subjects, FaceSet faces, ComparisonFolder folder, Machine machine) {
        List<Integer> timed = IntStream.of(1, threads).distinct().boxed().toList();
        Plan plan = new Plan(split.split, seed, timed, quick ? Effort.quick() : Effort.whole());
        Environment environment = new Environment(
                machine.processor(),
                machine.cores(),
                Machine.memoryBytes(),
                machine.load(),
                machine.system(),
                machine.java(),
                OnnxRuntimeNatives.version(),
                Version.number());
        try (ComparisonProgress progress = new ComparisonProgress(console)) {
            Comparison.Kit kit = new Comparison.Kit(
                    new Parts(folder.parts(), Version.build()),
                    new ChildMemory(),
                    new OnnxExplainers(),
                    machine.describe(),
                    progress);
            String command = Stream.concat(
                            Stream.of("mimika"), spec.commandLine().getParseResult().originalArgs().stream())
                    .map(CompareCommand::typed)
                    .collect(Collectors.joining(" "));
            return new Comparison(plan, subjects, faces, kit)
                    .run(new Comparison.Circumstances(
                            data.toString(),
                            command,
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                            quick,
                            environment));
        }
    }
}
