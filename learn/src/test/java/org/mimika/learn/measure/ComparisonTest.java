package org.mimika.learn.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.FaceCrop;
import org.mimika.core.InputSpec;
import org.mimika.core.MimikaException;
import org.mimika.core.ModelMetadata;
import org.mimika.core.Sha256;
import org.mimika.learn.compare.Disturbance;
import org.mimika.learn.compare.Environment;
import org.mimika.learn.compare.ModelFacts;
import org.mimika.learn.compare.Report;
import org.mimika.learn.compare.Sort;
import org.mimika.learn.compare.Training;
import org.mimika.learn.data.FaceSet;
import org.mimika.learn.data.Split;
import org.mimika.learn.eval.PixelNetwork;

/** Two networks that answer with the brightest of seven pixels, one of them after the face was shrunk. */
class ComparisonTest {
    private static final Effort TINY = new Effort(1000, 8, 3, List.of(1, 2), 2, 0);

    @TempDir
    Path folder;

    private final FaceSet faces = Faces.random(20);
    private final List<String> stages = new ArrayList<>();
    private List<Subject> subjects;
    private int memoryRuns;
    private String breakOffAt = "";

    @BeforeEach
    void write() throws IOException {
        subjects = List.of(subject("as-stored", 48), subject("smaller", 24));
    }

    @Test
    void fillsAWholeReport() {
        Report report = compare("parts", 1);
        assertEquals(
                List.of("as-stored", "smaller"),
                report.models().stream().map(ModelFacts::name).toList());
        assertEquals(20, report.recognition().get(0).accuracy().n());
        assertEquals(2 * 2 * 1, report.timings().size());
        assertEquals(2 * 2, report.memory().size());
        assertEquals(OptionalLong.of(70), report.memory().get(0).addedBytes());
        assertEquals(1, report.pairs().size());
        assertEquals(8, report.robustness().n());
        assertEquals(
                2 * 3 * Disturbance.values().length, report.robustness().cells().size());
        assertEquals(8, report.robustness().clean().get("smaller").n());
        assertEquals(1, report.data().duplicates().get(0).inTraining());
        assertEquals(
                19, report.data().duplicates().get(0).without().get("smaller").n());
        assertEquals(3, report.agreement().faces().size());
        assertEquals(2, report.agreement().faces().get(0).answers().size());
        assertEquals(List.of(1), report.protocol().threads());
        assertEquals(4, report.protocol().timedRuns());
        assertEquals("PublicTest", report.data().split());
    }

    @Test
    void aSecondRunMeasuresNothing() {
        Report first = compare("parts", 1);
        int runs = memoryRuns;
        stages.clear();
        assertEquals(first, compare("parts", 1));
        assertEquals(runs, memoryRuns);
        assertTrue(stages.stream().noneMatch(stage -> stage.startsWith("accuracy") || stage.startsWith("speed")));
    }

    @Test
    void oneThatWasBrokenOffEndsAsOneThatWasNot() {
        Report whole = compare("uninterrupted", 1);
        for (String stage : List.of("accuracy of smaller", "speed", "explanations", "robustness")) {
            breakOffAt = stage;
            assertThrows(IllegalStateException.class, () -> compare("resumed", 1));
        }
        breakOffAt = "";
        stages.clear();
        Report resumed = compare("resumed", 1);
        assertFalse(stages.contains("accuracy of as-stored"), stages.toString());
        assertEquals(whole.recognition(), resumed.recognition());
        assertEquals(whole.robustness(), resumed.robustness());
        assertEquals(whole.agreement(), resumed.agreement());
        assertEquals(whole.data(), resumed.data());
        assertEquals(whole.pairs(), resumed.pairs());
        assertEquals(whole.memory(), resumed.memory());
        assertEquals(whole.timings().size(), resumed.timings().size());
    }

    @Test
    void anotherSeedDrawsOtherFaces() {
        assertFalse(compare("parts", 1).robustness().equals(compare("parts", 2).robustness()));
    }

    @Test
    void anotherModelIsMeasuredAnewAndTheOthersAreNot() throws IOException {
        compare("parts", 1);
        stages.clear();
        subjects = List.of(subjects.get(0), subject("smaller", 16));
        compare("parts", 1);
        assertFalse(stages.contains("accuracy of as-stored"), stages.toString());
        assertTrue(stages.contains("accuracy of smaller"), stages.toString());
        assertTrue(stages.contains("speed with 1 thread, batches of 1"), stages.toString());
    }

    @Test
    void dataWithoutTheSplitIsRefused() {
        Plan plan = new Plan(Split.PRIVATE_TEST, 1, List.of(1), TINY);
        MimikaException refused =
                assertThrows(MimikaException.class, () -> new Comparison(plan, subjects, faces, kit("parts")));
        assertTrue(refused.getMessage().contains("PrivateTest"), refused.getMessage());
    }

    private Report compare(String parts, long seed) {
        Plan plan = new Plan(Split.PUBLIC_TEST, seed, List.of(1), TINY);
        Environment environment = new Environment("a processor", 1, 0, -1, "Linux", "17", "1.29.0", "test");
        return new Comparison(plan, subjects, faces, kit(parts))
                .run(new Comparison.Circumstances("faces", "mimika compare", "now", false, environment));
    }

    private Comparison.Kit kit(String parts) {
        MemoryMeter memory = (onnx, batch, threads) -> {
            memoryRuns++;
            return OptionalLong.of(onnx.isPresent() ? 100 : 30);
        };
        return new Comparison.Kit(
                new Parts(folder.resolve(parts), "test"),
                memory,
                Explainers.none(),
                "a machine",
                (what, done, total) -> {
                    stages.add(what);
                    if (!breakOffAt.isEmpty() && what.startsWith(breakOffAt)) {
                        throw new IllegalStateException("broken off");
                    }
                });
    }

    private Subject subject(String name, int side) throws IOException {
        InputSpec input = new InputSpec(side, side, 1, 0.5f, 0.25f, new FaceCrop(1, 0, 0));
        byte[] onnx = PixelNetwork.onnx(new ModelMetadata(name, "pixels", input, 1, new TreeMap<>()));
        Path file = Files.write(folder.resolve(name + side + ".onnx"), onnx);
        ModelFacts facts = new ModelFacts(
                name,
                name,
                Sort.OTHER,
                "pixels",
                new ModelFacts.Source(ModelFacts.Kind.FILE, file.toString()),
                new ModelFacts.ModelFile(Sha256.of(onnx), onnx.length, "fp32"),
                new ModelFacts.Input(side, side, 1),
                new ModelFacts.Cost(OptionalLong.empty(), OptionalLong.empty()),
                Training.unknown());
        return new Subject(facts, file, Sha256.of(onnx));
    }
}
