package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.Emotion;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.ModelMetadata;

/** The network of these tests answers with the brightest of a face's first seven pixels. */
class EvaluateCommandTest {
    @TempDir
    Path folder;

    private Path csv;
    private Path onnx;

    @BeforeEach
    void write() throws IOException {
        StringBuilder rows = new StringBuilder("emotion,pixels,Usage\n");
        // Recognised; taken for happy; the mirror image says fear, more clearly.
        rows.append("0,").append(face(0, 250, -1, 0)).append(",PublicTest\n");
        rows.append("6,").append(face(3, 250, -1, 0)).append(",PublicTest\n");
        rows.append("2,").append(face(4, 100, 2, 255)).append(",PublicTest\n");
        rows.append("5,").append(face(5, 250, -1, 0)).append(",Training\n");
        csv = Files.writeString(folder.resolve("fer2013.csv"), rows);
        InputSpec spec = new InputSpec(48, 48, 1, 0, 0.1f, new FaceCrop(1, 0, 0));
        ModelMetadata metadata = new ModelMetadata("pixels", "pixels", spec, 1.5f, new TreeMap<>());
        onnx = Files.write(folder.resolve("pixels.onnx"), PixelNetwork.onnx(metadata));
    }

    /** Black but for one pixel of the first line and one that stands there in the mirror image. */
    private static String face(int x, int level, int mirrored, int mirroredLevel) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 48 * 48; i++) {
            text.append(i == 0 ? "" : " ").append(i == x ? level : i == 47 - mirrored ? mirroredLevel : 0);
        }
        return text.toString();
    }

    @Test
    void printsOneJsonObject() throws IOException {
        JsonNode json = json("--split", "public");
        Iterable<String> names = json::fieldNames;
        assertTrue(
                StreamSupport.stream(names.spliterator(), false)
                        .toList()
                        .containsAll(List.of(
                                "model",
                                "split",
                                "n",
                                "accuracy",
                                "accuracy_ci95",
                                "macro_f1",
                                "ece",
                                "per_class",
                                "confusion")),
                json.toString());
        assertEquals("pixels", json.get("model").asText());
        assertEquals("PublicTest", json.get("split").asText());
        assertEquals(false, json.get("tta").asBoolean());
        assertEquals(3, json.get("n").asInt());
        assertEquals(1 / 3.0, json.get("accuracy").asDouble(), 1e-9);
        // Wilson's interval of 1 of 3, by hand: (1/3 + z2/6 -+ z sqrt(2/27 + z2/36)) / (1 + z2/3).
        assertEquals(0.0615, json.get("accuracy_ci95").get(0).asDouble(), 5e-4);
        assertEquals(0.7923, json.get("accuracy_ci95").get(1).asDouble(), 5e-4);
        assertEquals(1, json.get("per_class").get("angry").get("recall").asDouble());
        assertTrue(json.get("per_class").get("disgust").get("precision").isNull());
        assertEquals(1, json.get("per_class").get("neutral").get("support").asInt());
        assertEquals(1, json.get("confusion").get(6).get(3).asInt());
        assertEquals(7, json.get("confusion").size());
        Iterator<String> labels = json.get("per_class").fieldNames();
        for (Emotion emotion : Emotion.all()) {
            assertEquals(emotion.label(), labels.next());
        }
    }

    @Test
    void averagesWithTheMirrorImageOnlyWhereAsked() throws IOException {
        JsonNode json = json("--tta");
        assertEquals(true, json.get("tta").asBoolean());
        assertEquals(2 / 3.0, json.get("accuracy").asDouble(), 1e-9);
        assertEquals(1, json.get("confusion").get(2).get(2).asInt());
    }

    @Test
    void choosesTheSplit() throws IOException {
        assertEquals(3, json().get("n").asInt());
        assertEquals(1, json("--split", "training", "--threads", "1").get("n").asInt());
        assertEquals(4, json("--split", "all").get("n").asInt());
        assertFails(1, "PrivateTest", "--model", onnx.toString(), "--data", csv.toString(), "--split", "private");
        assertFails(2, "--split", "--model", onnx.toString(), "--data", csv.toString(), "--split", "nonsense");
    }

    @Test
    void printsTablesForPeople() {
        Run run = Run.of("evaluate", "--model", onnx.toString(), "--data", csv.toString(), "--tta");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("pixels on PublicTest, n = 3, with flip averaging"), run.out());
        assertTrue(run.out().contains("accuracy           66.67% (95% interval 20.77% to 93.85%)"), run.out());
        assertTrue(run.out().contains("disgust            -         -         -         0"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void helpShowsItsSplits() {
        Run run = Run.of("evaluate", "--help");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("95% interval"), run.out());
        assertTrue(run.out().replaceAll("\\s+", " ").contains("training, public, private, all (default: public)"));
    }

    @Test
    void failsInOneLine() throws IOException {
        String data = csv.toString();
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "no");
        assertFails(1, "broken.onnx", "--model", broken.toString(), "--data", data);
        assertFails(1, "no model 'none'", "--model", "none", "--data", data);
        assertFails(1, "no data at", "--model", onnx.toString(), "--data", data + "x");
        assertFails(2, "--threads", "--model", onnx.toString(), "--data", data, "--threads", "0");
        assertFails(2, "--data", "--model", onnx.toString());
    }

    private JsonNode json(String... more) throws IOException {
        String[] args = new String[6 + more.length];
        List<String> common = List.of("evaluate", "--model", onnx.toString(), "--data", csv.toString(), "--json");
        System.arraycopy(common.toArray(), 0, args, 0, 6);
        System.arraycopy(more, 0, args, 6, more.length);
        Run run = Run.of(args);
        assertEquals(0, run.code(), run.err());
        return new ObjectMapper().readTree(run.out());
    }

    private static void assertFails(int code, String mentioned, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "evaluate";
        System.arraycopy(args, 0, all, 1, args.length);
        Run run = Run.of(all);
        assertEquals(code, run.code(), run.err());
        assertTrue(run.err().contains(mentioned), run.err());
        assertEquals("", run.out());
        if (code == 1) {
            assertEquals(1, run.err().lines().count(), run.err());
        }
    }
}
