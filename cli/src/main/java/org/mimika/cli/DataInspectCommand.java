package org.mimika.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mimika.learn.data.DataInspection;
import org.mimika.learn.data.DataReport;
import org.mimika.learn.data.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mimika data inspect}: what a data set holds. */
@Command(
        name = "inspect",
        description = "Shows what a data set holds: counts by class and split, blank images, exact and near"
                + " duplicates within and across splits, and duplicates whose labels disagree.")
final class DataInspectCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = Datasets.ACCEPTED)
    private Path path;

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = Json.STDOUT,
            paramLabel = "FILE",
            description = "Also write the whole report, every group with its faces, to FILE; without a name or as - to"
                    + " standard output, in place of the table.")
    private String json;

    @Option(
            names = "--correlation",
            paramLabel = "R",
            defaultValue = "" + DataInspection.MIN_CORRELATION,
            description = "From which correlation of the pixels on two faces are near duplicates, 0.5 to 1 (default:"
                    + " ${DEFAULT-VALUE}).")
    private double correlation;

    DataInspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!(correlation >= 0.5 && correlation <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--correlation " + correlation + ": expected a number from 0.5 to 1");
        }
        boolean toFile = json != null && !json.equals(Json.STDOUT);
        if (toFile && WholeFile.isSame(Path.of(json), path.toString())) {
            throw new ParameterException(spec.commandLine(), "--json " + json + " would write over the data");
        }
        if (toFile) {
            WholeFile.requireWritable(Path.of(json));
        }
        DataReport report = DataInspection.inspect(Datasets.load(path), correlation);
        if (json != null) {
            Json.write(report, json, console);
        }
        if (!Json.STDOUT.equals(json)) {
            new DataReportTable(report).print(console.out());
        }
        return 0;
    }
}
