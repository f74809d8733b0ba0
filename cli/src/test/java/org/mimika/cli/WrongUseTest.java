package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong with train, export and evaluate: each mistake is named, and nothing is left behind. */
class WrongUseTest {
    @TempDir
    Path folder;

    private String data;
    private String run;

    @BeforeEach
    void write() throws IOException {
        StringBuilder rows = new StringBuilder("emotion,pixels,Usage\n");
        for (String split : new String[] {"Training", "PublicTest"}) {
            rows.append("3,0")
                    .append(" 0".repeat(48 * 48 - 1))
                    .append(',')
                    .append(split)
                    .append('\n');
        }
        data = Files.writeString(folder.resolve("fer2013.csv"), rows).toString();
        run = folder.resolve("run").toString();
    }

    @Test
    void badOptionsOfTrainAreWrongUsage() {
        wrongUsage("--epochs", train("--epochs", "0"));
        wrongUsage("--epochs", train("--epochs", "many"));
        wrongUsage("--threads", train("--threads", "0"));
        wrongUsage("--threads", train("--threads", "100000"));
        wrongUsage("'gpu', expected cpu or cuda", train("--device", "gpu"));
        wrongUsage("unknown key 'optimiser.speed'", train("--set", "optimiser.speed=1"));
        wrongUsage("optimiser.rate is -1", train("--set", "optimiser.rate=-1"));
        wrongUsage("seed: ", train("--set", "seed=x"));
        wrongUsage("KEY=VALUE", train("--set", "seed"));
        wrongUsage("unknown network 'resnet'", Run.of("train", "--model", "resnet", "--data", data, "--out", run));
        wrongUsage("missing --model", Run.of("train", "--data", data, "--out", run));
        wrongUsage("leave the recipe's options out", train("--resume"));
        wrongUsage("known are imagenet:resnet50", train("--init", "imagenet:resnet51"));
        wrongUsage("names no file", train("--init", "https://example.org/"));
        wrongUsage("name one", train("--sha256", "00000000"));
        wrongUsage("name one", train("--init", "a,b", "--sha256", "00000000"));
        wrongUsage("known are imagenet:resnet50", train("--init", data + ",imagenet:resnet51"));
        wrongUsage("a name is lacking", train("--init", data + ","));
        wrongUsage("is no SHA-256", train("--init", data, "--sha256", "0"));
        assertFalse(Files.exists(Path.of(run)));
    }

    @Test
    void whatTrainCannotUseFailsInOneLine() throws IOException {
        String none = folder.resolve("none").toString();
        failure("no data at", Run.of("train", "--model", "hybrid-small", "--data", none, "--out", run));
        String noVotes = "regularisation.votes=0";
        failure("no such file", train("--set", noVotes, "--init", none));
        failure("expected 00000000", train("--set", noVotes, "--init", data, "--sha256", "00000000"));
        failure("not a safetensors file", train("--set", noVotes, "--init", data));
        Run votes = Run.of("train", "--model", "hybrid-small", "--data", data, "--out", run);
        failure("no FER+ votes at", votes);
        assertTrue(votes.err().contains("--set regularisation.votes=0"), votes.err());
        failure("no GPU to train on", train("--device", "cuda")); // the tests never have the natives for one
        assertFalse(Files.exists(Path.of(run)));
        failure("not a training run", Run.of("train", "--resume", "--data", data, "--out", none));
        failure(
                "no recipe hybrid-tiny is bundled: give one",
                Run.of("train", "--model", "hybrid-tiny", "--data", data, "--out", run));
        String file = Files.writeString(folder.resolve("file"), "").toString();
        failure(
                "cannot write the run to " + file + ": a file of that name is in the way",
                Run.of(
                        "train",
                        "--model",
                        "hybrid-small",
                        "--set",
                        "regularisation.votes=0",
                        "--data",
                        data,
                        "--out",
                        file));
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "epochs: [1");
        failure("is not YAML", train("--recipe", broken.toString()));
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");
        failure(
                "expected a header",
                Run.of("train", "--model", "hybrid-small", "--data", empty.toString(), "--out", run));
        Path binary = Files.writeString(folder.resolve("binary.csv"), "PK\u0003\u001b[31m");
        Run control = Run.of("train", "--model", "hybrid-small", "--data", binary.toString(), "--out", run);
        failure("'PK??[31m'", control);
        assertFalse(Files.exists(Path.of(run)));
        assertFalse(Files.exists(Path.of(none)));
    }

    @Test
    void whatExportCannotUseFailsInOneLine() throws IOException {
        String out = folder.resolve("out.onnx").toString();
        failure("not a training run", Run.of("export", folder.toString(), "-o", out));
        failure("it is a folder", Run.of("export", run, "-o", folder.toString()));
        failure(
                "there is no folder",
                Run.of("export", run, "-o", folder.resolve("no/out.onnx").toString()));
        wrongUsage("--name", Run.of("export", run, "-o", out, "--name", ""));
        wrongUsage("--name", Run.of("export", run, "-o", folder.resolve(".onnx").toString()));
        assertFalse(Files.exists(Path.of(out)));
    }

    @Test
    void foldersThatAreNoRunsFailInOneLine() {
        failure("not a training run", Run.of("evaluate", "--model", "/", "--data", data));
        failure("no model ''", Run.of("evaluate", "--model", "", "--data", data));
    }

    @Test
    void theDataIsNotWrittenOver() throws IOException {
        String before = Files.readString(Path.of(data));
        Path detour = folder.resolve("../" + folder.getFileName() + "/fer2013.csv");
        wrongUsage("would write over the data", Run.of("data", "inspect", data, "--json", detour.toString()));
        assertEquals(before, Files.readString(Path.of(data)));
    }

    private Run train(String... more) {
        List<String> args = new ArrayList<>(List.of("train", "--model", "hybrid-small", "--data", data, "--out", run));
        args.addAll(List.of(more));
        return Run.of(args.toArray(String[]::new));
    }

    private static void failure(String mentioned, Run run) {
        assertEquals(1, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        check(mentioned, run);
    }

    private static void wrongUsage(String mentioned, Run run) {
        assertEquals(2, run.code(), run.err());
        check(mentioned, run);
    }

    private static void check(String mentioned, Run run) {
        assertTrue(run.err().startsWith("mimika: "), run.err());
        assertTrue(run.err().contains(mentioned), run.err());
        assertFalse(run.err().contains("unexpected"), run.err());
        assertEquals("", run.out());
    }
}
