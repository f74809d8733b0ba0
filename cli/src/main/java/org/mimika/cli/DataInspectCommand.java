package org.mimika.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mimika.core.Emotion;
import org.mimika.learn.data.Datasets;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.Split;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mimika data inspect}: what a data set holds. */
@Command(name = "inspect", description = "Shows what a data set holds, by class and split.")
final class DataInspectCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "PATH",
            description = "fer2013.csv, icml_face_data.csv, or a folder that holds one of them.")
    private Path path;

    DataInspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FaceSet faces = Datasets.load(path);
        console.out().printf("%-12s", "");
        Emotion.all().forEach(emotion -> console.out().printf("%9s", emotion.label()));
        console.out().printf("%9s%n", "all");
        for (Split split : Split.all()) {
            console.out().printf("%-12s", split.usage());
            for (int count : faces.split(split).classCounts()) {
                console.out().printf("%9d", count);
            }
            console.out().printf("%9d%n", faces.split(split).size());
        }
        return 0;
    }
}
