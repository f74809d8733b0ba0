package org.mimika.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mimika.bench.cases.Case;
import org.mimika.bench.cases.Cases;
import org.mimika.bench.clip.Inputs;
import org.mimika.bench.clip.Scratch;
import org.mimika.cli.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mimika bench}: speed and memory on this machine, the cases interleaved. */
@Command(
        name = "bench",
        description = "Measures speed and memory on this machine. The cases take turns, so that other work on the"
                + " machine slows all of them; still, leave it alone meanwhile.")
final class BenchCommand implements Callable<Integer> {
    private static final String MEMORY = "memory";

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Inputs inputs;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "hybrid",
            description = "The network of the training cases (default: ${DEFAULT-VALUE}).")
    private String network;

    @Option(
            names = "--cases",
            split = ",",
            paramLabel = "CASE",
            completionCandidates = CaseNames.class,
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<String> wanted = new LinkedHashSet<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Turns of each case (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    BenchCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        if (rounds < 1 || rounds > 10_000) {
            throw new ParameterException(spec.commandLine(), "--rounds " + rounds + ": expected 1 to 10000");
        }
        try (Scratch scratch = new Scratch()) {
            Report report = measure(inputs.clip(scratch), scratch.file("demo.csv"));
            out.print(json ? report.json() + System.lineSeparator() : report.text());
        }
        return 0;
    }

    private Report measure(Path video, Path table) {
        List<Case> all = Cases.of(inputs::model, video.toString(), network);
        CaseNames known = new CaseNames();
        for (String name : wanted) {
            if (!known.names().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "unknown case '" + name + "': known are " + String.join(", ", known));
            }
        }
        Machine machine = Machine.here();
        if (machine.load() > 0.5) {
            err.printf(Locale.ROOT, "This machine is busy (load %.1f): the figures will be too low.%n", machine.load());
        }
        List<Case> cases = all.stream().filter(one -> isWanted(one.name())).toList();
        List<Measurement> measurements = new Harness(rounds, 200, System::nanoTime).measure(cases, err::println);
        long peak = -1;
        if (isWanted(MEMORY)) {
            err.println("measuring memory");
            peak = PeakMemory.of(List.of(
                    "analyze", video.toString(), "--model", inputs.model().where(), "-o", table.toString()));
        }
        return new Report(machine, settings(), measurements, peak);
    }

    /** What {@code --cases} takes. */
    private static final class CaseNames implements Iterable<String> {
        /** In the order of the report. */
        Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            // Only named here, never opened: so without a model and a clip.
            Cases.of(() -> null, "", "").forEach(one -> names.add(one.name()));
            names.add(MEMORY);
            return names;
        }

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    private boolean isWanted(String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", inputs.model().where());
        settings.put("clip", inputs.clipName());
        settings.put("network", network);
        settings.put("rounds", String.valueOf(rounds));
        return settings;
    }
}
