package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.BundledModels;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.ModelMetadata;

class ModelsCommandTest {
    @TempDir
    Path folder;

    private Path write(Map<String, String> figures) throws IOException {
        InputSpec spec = new InputSpec(48, 32, 1, 0, 1, new FaceCrop(1, 0, 0));
        ModelMetadata metadata = new ModelMetadata("pixels", "one-layer", spec, 1.5f, new TreeMap<>(figures));
        return Files.write(folder.resolve("p.onnx"), PixelNetwork.onnx(metadata));
    }

    @Test
    void showsTheFiguresOfAFile() throws IOException {
        Path file = write(Map.of(
                "weights", "fp16",
                "public.accuracy", "0.7012",
                "public.accuracy_ci95_lo", "0.686",
                "public.accuracy_ci95_hi", "0.7161",
                "public.macro_f1", "0.66",
                "public.ece_crosswise", "0.0149"));
        Run run = Run.of("models", file.toString());
        assertEquals(0, run.code(), run.err());
        String line = run.out().lines().skip(1).findFirst().orElseThrow();
        assertTrue(line.startsWith(file.toString()), line);
        assertTrue(line.contains("one-layer"), line);
        assertTrue(line.contains("fp16     48x32x1"), line);
        assertTrue(line.contains("70.1% (68.6% to 71.6%)"), line);
        assertTrue(line.contains("66.0%"), line);
        assertTrue(line.strip().endsWith("1.5%"), line);
    }

    @Test
    void aFigureThatIsAbsentIsADash() throws IOException {
        Run run = Run.of("models", write(Map.of("public.accuracy", "good")).toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(
                run.out().lines().skip(1).findFirst().orElseThrow().matches(".* -  +48x32x1 +- +- +-\\s*"), run.out());
    }

    @Test
    void jsonHoldsTheProvenance() throws IOException {
        Path file = write(Map.of("seed", "7"));
        Run run = Run.of("models", "--json", file.toString());
        JsonNode model = new ObjectMapper().readTree(run.out()).get(0);
        assertEquals("7", model.at("/provenance/seed").asText());
        assertEquals(Files.size(file), model.get("bytes").asLong());
        assertEquals(32, model.at("/input/height").asInt());
        assertEquals("one-layer", model.get("architecture").asText());
    }

    @Test
    void listsWhatIsBundled() throws IOException {
        Run run = Run.of("models", "--json");
        assertEquals(0, run.code(), run.err());
        JsonNode models = new ObjectMapper().readTree(run.out());
        assertEquals(BundledModels.onClassPath().names(), models.findValuesAsText("model"));
    }

    @Test
    void anUnknownNameIsOneLine() {
        Run run = Run.of("models", "nonesuch");
        assertEquals(1, run.code());
        assertEquals(1, run.err().lines().count());
    }
}
