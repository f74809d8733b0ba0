package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.BundledModels;
import org.mimika.core.ClassifierOptions;
import org.mimika.core.EmotionClassifier;
import org.mimika.core.Sha256;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.Sort;

/** The whole line from data to figures, with the smallest network on a few faces of noise. */
class TrainExportEvaluateTest {
    @TempDir
    Path folder;

    @Test
    void aRunAndItsExportHaveTheSameFigures() throws IOException {
        String csv = faces().toString();
        String run = folder.resolve("first-run").toString();
        String onnx = folder.resolve("small.onnx").toString();
        assertDone(
                "train",
                "--model",
                "hybrid-tiny",
                "--recipe",
                "hybrid-small",
                "--epochs",
                "1",
                "--data",
                csv,
                "--out",
                run,
                "--set",
                "batch=8",
                "--set",
                "regularisation.votes=0",
                "--set",
                "precision=f32", // bfloat16 might bring an answer that hangs in the balance to the other side
                "--threads",
                "1");
        JsonNode fromRun = evaluate(run, csv);
        Path card = folder.resolve("small.md");
        assertDone("export", run, "-o", onnx, "--data", csv, "--card", card.toString());
        JsonNode fromOnnx = evaluate(onnx, csv);

        assertEquals("first-run", fromRun.get("model").asText());
        assertEquals("small", fromOnnx.get("model").asText());
        assertEquals(1, fromRun.get("temperature").asDouble());
        assertNotEquals(1, fromOnnx.get("temperature").asDouble());
        for (String figure : new String[] {"n", "accuracy", "accuracy_ci95", "macro_f1", "per_class", "confusion"}) {
            assertEquals(fromRun.get(figure), fromOnnx.get(figure), figure);
        }
        assertCard(Files.readString(card), fromOnnx);
        assertSameFacts(run, onnx);
        assertDone("export", run, "--last", "-o", onnx, "--data", csv, "--card", card.toString());
        assertEquals(fromOnnx, evaluate(onnx, csv)); // the only epoch is the best and the last
        assertTrue(Files.readString(card).contains("those after the last of 1 epochs"));
    }

    @Test
    void whatTheLastEpochEndedWithCanBeExportedWherePublicTestChoseOtherwise() throws IOException {
        String csv = faces().toString();
        String run = folder.resolve("run").toString();
        String other = folder.resolve("other").toString();
        assertDone(train(csv, run, "--set", "optimiser.average=0"));
        assertDone(train(csv, other, "--set", "optimiser.average=0", "--set", "seed=2"));
        JsonNode ofLast = exported(run, csv, "same");
        JsonNode ofBest = exported(other, csv, "same");
        assertNotEquals(ofLast, ofBest);
        // A run of one epoch, whose best weights are now others than its last.
        Files.copy(
                folder.resolve("other/best.safetensors"),
                folder.resolve("run/best.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
        assertEquals(ofBest, exported(run, csv, "same"));
        assertTrue(Files.readString(folder.resolve("same.md")).contains("Of 1 epochs the best one, number 1,"));
        assertTrue(protocol("same").contains("best epoch and temperature by PublicTest"), protocol("same"));
        assertEquals(ofLast, exported(run, csv, "same", "--last"));
        assertTrue(protocol("same").contains("last epoch; temperature by PublicTest"), protocol("same"));
        assertTrue(Files.readString(folder.resolve("same.md")).contains("those after the last of 1 epochs"));
    }

    private JsonNode exported(String run, String csv, String name, String... more) throws IOException {
        Path onnx = folder.resolve(name + ".onnx");
        Path card = folder.resolve(name + ".md");
        List<String> all = new ArrayList<>(List.of("export", run, "--data", csv, "-o", onnx.toString()));
        all.addAll(List.of("--card", card.toString()));
        all.addAll(List.of(more));
        assertDone(all.toArray(new String[0]));
        return evaluate(onnx.toString(), csv);
    }

    private String protocol(String name) {
        Path onnx = folder.resolve(name + ".onnx");
        try (EmotionClassifier classifier = EmotionClassifier.open(onnx, ClassifierOptions.defaults())) {
            return classifier.metadata().provenance().get("protocol");
        }
    }

    /** What a comparison says of both. */
    private static void assertSameFacts(String run, String onnx) {
        List<ComparedModel> found = new ComparedModels(BundledModels.onClassPath()).find(List.of(run, onnx));
        ModelFacts fromRun = found.get(0).facts();
        ModelFacts fromOnnx = found.get(1).facts();
        assertEquals(ModelFacts.Kind.RUN, fromRun.source().kind());
        assertEquals(ModelFacts.Kind.FILE, fromOnnx.source().kind());
        assertEquals(Sort.HYBRID, fromRun.sort());
        assertEquals(OptionalLong.of(1), fromRun.training().bestEpoch());
        assertEquals(fromOnnx.cost(), fromRun.cost());
        assertEquals(fromOnnx.training().trainingSha256(), fromRun.training().trainingSha256());
        double accuracy = fromRun.training().curve().get(0).accuracy();
        assertEquals(accuracy, fromOnnx.training().curve().get(0).accuracy(), 1e-4);
    }

    /** The card says what evaluate measures, and nothing of the folders of whoever made it. */
    private void assertCard(String card, JsonNode evaluation) {
        assertTrue(card.startsWith("# Model card: small\n"), card);
        String accuracy = String.format(
                Locale.ROOT,
                "| accuracy | %.2f%% (95%% interval %.2f to %.2f) |",
                100 * evaluation.get("accuracy").asDouble(),
                100 * evaluation.get("accuracy_ci95").get(0).asDouble(),
                100 * evaluation.get("accuracy_ci95").get(1).asDouble());
        assertTrue(card.contains(accuracy), card);
        assertTrue(card.contains("n = " + evaluation.get("n").asInt() + "."), card);
        JsonNode row = evaluation.get("confusion").get(3);
        StringBuilder happy = new StringBuilder("| happy");
        row.forEach(count -> happy.append(" | ").append(count.asInt()));
        assertTrue(card.contains(happy + " |\n"), card);
        assertTrue(card.contains("| sad | ") && card.contains(" | 3 |\n"), card); // faces 4, 11 and 18 of Training
        assertTrue(card.contains("`fer2013.csv`: trained on Training (24 faces)"), card);
        assertTrue(card.contains("No face of PublicTest stands in Training"), card);
        assertTrue(card.contains("stored as fp16") && card.contains("batch: 8"), card);
        assertFalse(card.contains(folder.toString()), card);
    }

    @Test
    void aRunStartsFromAnother() throws IOException {
        String csv = faces().toString();
        String first = folder.resolve("first").toString();
        String second = folder.resolve("second").toString();
        assertDone(train(csv, first));
        String hash = Sha256.of(folder.resolve("first/best.safetensors"));
        Run run = assertDone(train(csv, second, "--init", first, "--sha256", hash.substring(0, 16)));
        assertTrue(run.err().contains("best.safetensors holds a network of ours"), run.err());
        assertTrue(run.err().contains("0 begin anew"), run.err());
        assertTrue(Files.readString(folder.resolve("second/init.yaml")).contains(hash));
        Run wrong = Run.of(
                "train",
                "--model",
                "hybrid-small",
                "--init",
                first,
                "--data",
                csv,
                "--set",
                "regularisation.votes=0",
                "--out",
                folder.resolve("third").toString());
        assertEquals(1, wrong.code());
        assertTrue(wrong.err().contains("is of shape"), wrong.err());
        assertFalse(Files.exists(folder.resolve("third")));
    }

    @Test
    void aTrainingGoesOnFromABundledModel() throws IOException {
        String csv = faces().toString();
        String run = folder.resolve("further").toString();
        Run training = assertDone(train(csv, run, "--model", "hybrid", "--init", "hybrid"));
        assertTrue(training.err().contains("hybrid holds a network of ours"), training.err());
        assertTrue(training.err().contains("0 begin anew, 0 of the file's left out"), training.err());
        String hash = Sha256.of(BundledModels.onClassPath().read("hybrid"));
        assertTrue(Files.readString(folder.resolve("further/init.yaml")).contains(hash));
    }

    private static String[] train(String csv, String run, String... more) {
        List<String> all = new ArrayList<>(List.of("train", "--recipe", "hybrid-small"));
        all.addAll(List.of(more).contains("--model") ? List.of() : List.of("--model", "hybrid-tiny"));
        all.addAll(List.of("--epochs", "1", "--data", csv, "--out", run, "--threads", "1"));
        all.addAll(List.of("--set", "batch=8", "--set", "regularisation.votes=0"));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    @Test
    void aTrainingBeginsFromAPretraining() throws IOException {
        String csv = faces().toString();
        String encoder = folder.resolve("encoder").toString();
        String[] small = {"--model", "vit-tiny", "--data", csv, "--epochs", "1", "--threads", "1", "--set", "batch=8"};
        Run pretraining = assertDone(with(
                small,
                "pretrain",
                "--out",
                encoder,
                "--recipe",
                "vit-pretraining",
                "--set",
                "pretraining.heldOut=0.2"));
        assertTrue(pretraining.err().contains("reconstruction"), pretraining.err());
        assertTrue(pretraining.err().contains("--init " + encoder), pretraining.err());
        assertDone("pretrain", "--resume", "--data", csv, "--out", encoder);

        Run asClassifier = Run.of("evaluate", "--model", encoder, "--data", csv);
        assertEquals(1, asClassifier.code());
        assertTrue(asClassifier.err().contains("without labels"), asClassifier.err());

        String run = folder.resolve("begun").toString();
        Run training = assertDone(with(
                small,
                "train",
                "--out",
                run,
                "--recipe",
                "hybrid-small",
                "--init",
                encoder,
                "--set",
                "regularisation.votes=0"));
        assertTrue(training.err().contains("loaded"), training.err());
        evaluate(run, csv);
    }

    @Test
    void eachOfTheTwoTrainingsRefusesTheOthersRecipes() throws IOException {
        String csv = faces().toString();
        String out = folder.resolve("none").toString();
        Run train = Run.of("train", "--recipe", "vit-pretraining", "--data", csv, "--out", out);
        assertEquals(2, train.code());
        assertTrue(train.err().contains("mimika pretrain"), train.err());
        Run pretrain = Run.of("pretrain", "--recipe", "hybrid-small", "--data", csv, "--out", out);
        assertEquals(2, pretrain.code());
        assertTrue(pretrain.err().contains("mimika train"), pretrain.err());
        assertTrue(Files.notExists(Path.of(out)));
    }

    private static String[] with(String[] common, String... own) {
        return Stream.concat(Arrays.stream(own), Arrays.stream(common)).toArray(String[]::new);
    }

    @Test
    void aFolderThatIsNoRunFailsInOneLine() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Run run = Run.of("evaluate", "--model", empty.toString(), "--data", faces().toString());
        assertEquals(1, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(empty.toString()), run.err());
        assertEquals("", run.out());
    }

    private Path faces() throws IOException {
        Random random = new Random(11);
        StringBuilder rows = new StringBuilder("emotion,pixels,Usage\n");
        for (int face = 0; face < 40; face++) {
            rows.append(face % 7).append(',').append(random.nextInt(256));
            for (int i = 1; i < 48 * 48; i++) {
                rows.append(' ').append(random.nextInt(256));
            }
            rows.append(face < 24 ? ",Training\n" : ",PublicTest\n");
        }
        return Files.writeString(folder.resolve("fer2013.csv"), rows);
    }

    private static JsonNode evaluate(String model, String csv) throws IOException {
        return new ObjectMapper()
                .readTree(assertDone("evaluate", "--model", model, "--data", csv, "--json", "--threads", "1")
                        .out());
    }

    private static Run assertDone(String... args) {
        Run run = Run.of(args);
        assertEquals(0, run.code(), run.err());
        return run;
    }
}
