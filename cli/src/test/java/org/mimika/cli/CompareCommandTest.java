package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.BundledModels;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.ModelMetadata;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.Report;
import org.mimika.learn.compare.ReportJson;
import org.mimika.learn.train.RunLock;

/** The networks of these tests answer with the brightest of a face's first seven pixels. */
class CompareCommandTest {
    @TempDir
    Path folder;

    private Path csv;
    private Path ours;
    private Path theirs;
    private Path copy;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        Random random = new Random(4);
        StringBuilder rows = new StringBuilder("emotion,pixels,Usage\n");
        for (int face = 0; face < 21; face++) {
            rows.append(face % 7).append(',').append(random.nextInt(256));
            for (int i = 1; i < 48 * 48; i++) {
                rows.append(' ').append(random.nextInt(256));
            }
            rows.append(face < 7 ? ",Training\n" : ",PublicTest\n");
        }
        csv = Files.writeString(folder.resolve("fer2013.csv"), rows);
        InputSpec spec = new InputSpec(48, 48, 1, 0, 0.1f, new FaceCrop(1, 0, 0));
        byte[] onnx = PixelNetwork.onnx(new ModelMetadata("pixels", "pixels", spec, 1.5f, new TreeMap<>()));
        ours = Files.write(folder.resolve("pixels.onnx"), onnx);
        // The same network, told otherwise: the second pixel stands for angry, the first for disgust.
        theirs = Files.write(folder.resolve("of others.onnx"), withoutMetadata());
        copy = Files.write(folder.resolve("of_others.onnx"), onnx);
        Files.writeString(
                folder.resolve("of others.yaml"),
                """
                architecture: vit
                input: {width: 48, height: 48, channels: 1, std: [0.1]}
                labels: [disgust, angry, fear, happy, sad, surprise, neutral]
                """);
        out = folder.resolve("report");
    }

    @Test
    void writesAReportAndGoesOnWhereItStopped() throws IOException {
        Run run = compare(csv, ours + "," + theirs + "," + copy + "," + ours, "--quick", "--threads", "1");
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        assertTrue(Files.isRegularFile(Path.of(run.out().strip())), run.out());
        Report report = report();
        assertEquals(
                List.of("pixels", "of others", "of_others", "pixels-2"),
                report.models().stream().map(ModelFacts::name).toList());
        assertEquals(ModelFacts.Kind.FOREIGN, report.model("of others").source().kind());
        assertEquals(14, report.recognition().get(0).accuracy().n());
        assertEquals(
                report.recognition().get(0).confusion(),
                report.recognition().get(2).confusion());
        for (int truth = 0; truth < 7; truth++) {
            List<Integer> told =
                    new ArrayList<>(report.recognition().get(1).confusion().get(truth));
            told.add(0, told.remove(1));
            assertEquals(report.recognition().get(0).confusion().get(truth), told);
        }
        assertTrue(report.memory().stream()
                        .allMatch(memory -> memory.peakBytes().isPresent()
                                && memory.peakBytes().getAsLong() > 20_000_000)
                || !Files.exists(Path.of("/proc/self/status")));
        assertFalse(Files.exists(out.resolve("parts/models")));
        String command = report.protocol().command();
        assertTrue(command.startsWith("mimika compare --data ") && command.contains(" --quick "), command);
        assertTrue(
                command.contains("'" + ours + "," + theirs + "," + copy + "," + ours + "'"), command); // it has a blank

        Files.delete(out.resolve("report.json"));
        assertEquals(
                0,
                compare(csv, ours + "," + theirs + "," + copy + "," + ours, "--quick", "--threads", "1")
                        .code());
        assertEquals(report.timings(), report().timings()); // found again, not measured again
        assertEquals(report.memory(), report().memory());
        assertEquals(report.agreement(), report().agreement());
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsWritten() throws IOException {
        String model = ours.toString();
        failure("no data at", compare(folder.resolve("none"), model));
        failure("PrivateTest", compare(csv, model, "--split", "private"));
        failure("no model 'none'", compare(csv, model + ",none"));
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "no");
        failure("broken.onnx: not an ONNX file", compare(csv, model + "," + broken));
        Path bare = Files.write(folder.resolve("bare.onnx"), withoutLabels());
        failure("bare.onnx: metadata key mimika.labels", compare(csv, bare.toString()));
        Path foreign = Files.write(folder.resolve("foreign.onnx"), withoutMetadata());
        failure("or a description of it in " + folder.resolve("foreign.yaml"), compare(csv, foreign.toString()));
        Files.writeString(
                folder.resolve("foreign.yaml"), "labels: [happy, sad]\ninput: {width: 48, height: 48, channels: 1}\n");
        failure("labels are happy, sad: expected each of angry", compare(csv, foreign.toString()));
        failure("not a training run", compare(csv, folder.toString()));
        assertFalse(Files.exists(out));
        wrongUsage("--split", compare(csv, model, "--split", "training"));
        wrongUsage("--threads", compare(csv, model, "--threads", "0"));
        wrongUsage("--lang", compare(csv, model, "--lang", "fr"));
        wrongUsage("--seed", compare(csv, model, "--seed", "x"));
        wrongUsage("--out", Run.of("compare", "--data", csv.toString()));
        assertFalse(Files.exists(out));
    }

    /** Such as the recipe that it was trained by. */
    @Test
    void aFileOfOursNeedsNoDescription() throws IOException {
        Files.writeString(folder.resolve("pixels.yaml"), "epochs: 3\n");
        ComparedModel found = new ComparedModels(BundledModels.onClassPath())
                .find(List.of(ours.toString()))
                .get(0);
        assertEquals(ModelFacts.Kind.FILE, found.facts().source().kind());
        Path bare = Files.write(
                folder.resolve("bare.onnx"), replaced(Files.readAllBytes(ours), "mimika.labels", "mimika.lapels"));
        Run run = compare(csv, bare.toString());
        failure("no metadata key mimika.labels", run);
        assertFalse(run.err().contains("description"), run.err());
    }

    @Test
    void anOutputThatCannotBeWrittenIsRefusedFirst() throws IOException {
        out = Files.writeString(folder.resolve("file"), "mine").resolve("report");
        failure("is not a folder", compare(csv, ours.toString()));
        out = out.getParent();
        failure("is not a folder", compare(csv, ours.toString()));
        assertEquals("mine", Files.readString(out));
        out = folder.resolve("used");
        Files.createDirectories(out.resolve("report.json"));
        failure("report.json in it is a folder", compare(csv, ours.toString()));
        Files.delete(out.resolve("report.json"));
        Files.writeString(out.resolve("charts"), "mine");
        failure("charts in it is not a folder", compare(csv, ours.toString()));
        assertEquals("mine", Files.readString(out.resolve("charts")));
        Files.move(out.resolve("charts"), out.resolve("parts"));
        failure("parts in it is not a folder", compare(csv, ours.toString()));
    }

    @Test
    void twoAtOnceAreOneTooMany() {
        try (RunLock other = RunLock.take(out, "comparison", "report")) {
            failure("another comparison is running in " + out, compare(csv, ours.toString()));
        }
    }

    private Report report() throws IOException {
        return ReportJson.read(Files.readString(out.resolve("report.json")), Report.class, "report.json");
    }

    private byte[] withoutLabels() throws IOException {
        byte[] onnx = Files.readAllBytes(ours);
        return replaced(onnx, "angry,disgust", "disgust,angry");
    }

    private byte[] withoutMetadata() throws IOException {
        return replaced(Files.readAllBytes(ours), "mimika.", "mimiko.");
    }

    /** Bytes in place of as many others. */
    private static byte[] replaced(byte[] bytes, String what, String by) {
        byte[] from = what.getBytes();
        byte[] changed = bytes.clone();
        for (int at = 0; at + from.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + from.length, from, 0, from.length)) {
                System.arraycopy(by.getBytes(), 0, changed, at, from.length);
            }
        }
        return changed;
    }

    private Run compare(Path data, String models, String... more) {
        return Run.of(Stream.concat(
                        Stream.of("compare", "--data", data.toString(), "--models", models, "--out", out.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
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
        assertTrue(run.err().contains(mentioned), run.err());
        assertFalse(run.err().contains("unexpected"), run.err());
        assertEquals("", run.out());
    }
}
