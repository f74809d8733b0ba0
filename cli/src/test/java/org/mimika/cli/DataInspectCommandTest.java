package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataInspectCommandTest {
    @TempDir
    Path folder;

    private Path csv;

    @BeforeEach
    void write() throws IOException {
        String face = new Random(1).ints(2304, 0, 256).mapToObj(String::valueOf).collect(Collectors.joining(" "));
        String dark = "7 ".repeat(2304).strip();
        csv = Files.writeString(
                folder.resolve("fer2013.csv"),
                String.join(
                        "\n",
                        "emotion,pixels,Usage",
                        "3," + face + ",Training",
                        "4," + face + ",PublicTest",
                        "0," + dark + ",Training"));
    }

    @Test
    void printsATable() {
        Run run = Run.of("data", "inspect", folder.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("3 faces"), run.out());
        assertTrue(run.out().contains("): 1 - Training row 3 angry"), run.out());
        assertTrue(run.out().contains("Training row 1 happy, PublicTest row 2 sad"), run.out());
        assertTrue(
                run.out().lines().anyMatch(line -> line.matches("PublicTest faces also in Training +1 +1")), run.out());
        assertEquals("", run.err());
    }

    @Test
    void printsJsonInPlaceOfTheTable() throws IOException {
        Run run = Run.of("data", "inspect", csv.toString(), "--json", "-");
        assertEquals(0, run.code(), run.err());
        check(new ObjectMapper().readTree(run.out()));
    }

    @Test
    void jsonWithoutANameGoesToStandardOutput() throws IOException {
        Run run = Run.of("data", "inspect", csv.toString(), "--json");
        assertEquals(0, run.code(), run.err());
        check(new ObjectMapper().readTree(run.out()));
    }

    @Test
    void writesJsonBesideTheTable() throws IOException {
        Path json = folder.resolve("report.json");
        Run run = Run.of("data", "inspect", "--json", json.toString(), csv.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("3 faces"), run.out());
        check(new ObjectMapper().readTree(json.toFile()));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "no temporary file stays");
        }
    }

    private static void check(JsonNode report) {
        assertEquals(3, report.at("/faces").asInt());
        assertEquals(1, report.at("/splits/0/by_class/happy").asInt());
        assertEquals(
                1,
                report.at("/exact_duplicates/groups_with_labels_that_disagree").asInt());
        assertEquals(1, report.at("/near_duplicates/members/0/faces/1/index").asInt());
        assertEquals("row 3", report.at("/blank/images/0/origin").asText());
        assertFalse(report.at("/near_duplicates/min_correlation").isMissingNode());
    }

    @Test
    void aBadRowIsOneLineWithFileAndRow() throws IOException {
        Files.writeString(csv, "emotion,pixels,Usage\n0,1 2 3,Training\n");
        Run run = Run.of("data", "inspect", folder.toString());
        assertEquals(1, run.code());
        assertEquals(
                "mimika: " + csv + ": row 1 (line 2): 3 pixels, expected 2304 (48 x 48)" + System.lineSeparator(),
                run.err());
    }

    @Test
    void anImageThatDoesNotDecodeIsOneLineWithItsFile() throws IOException {
        Path image = folder.resolve("faces/happy/broken.png");
        Files.createDirectories(image.getParent());
        Files.write(image, new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0});
        Run run = Run.of("data", "inspect", folder.resolve("faces").toString());
        assertEquals(1, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("mimika: " + image + ": the image does not decode"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void jsonThatCannotBeWrittenIsAnError() {
        Run missing = Run.of(
                "data",
                "inspect",
                csv.toString(),
                "--json",
                folder.resolve("no/such.json").toString());
        assertEquals(1, missing.code());
        assertTrue(missing.err().startsWith("mimika: cannot write "), missing.err());
        assertEquals(1, missing.err().lines().count());
        Run isFolder = Run.of("data", "inspect", csv.toString(), "--json", folder.toString());
        assertEquals(1, isFolder.code());
    }

    @Test
    void jsonWithoutAPathDoesNotTakeTheDataForIt() throws IOException {
        String before = Files.readString(csv);
        assertEquals(2, Run.of("data", "inspect", "--json", csv.toString()).code());
        assertEquals(
                2,
                Run.of("data", "inspect", csv.toString(), "--json", csv.toString())
                        .code());
        assertEquals(before, Files.readString(csv));
    }

    @Test
    void aCorrelationOutsideItsRangeIsWrongUsage() {
        assertEquals(
                2,
                Run.of("data", "inspect", csv.toString(), "--correlation", "3").code());
    }
}
