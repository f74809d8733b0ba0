package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private static final String FAST =
            """
            processor\t: 0
            model name\t: A Processor 9000
            flags\t\t: fpu avx2 avx512f avx512_vnni avx512_bf16

            processor\t: 1
            model name\t: A Processor 9000
            """;

    /** The machine that runs the tests has the natives, since other tests need them. */
    @Test
    void allThatTheBuildBringsWorks() throws IOException {
        Run run = Run.of("doctor", "--json");
        JsonNode checks = new ObjectMapper().readTree(run.out());
        assertEquals(11, checks.size());
        assertEquals(0, run.code(), run.out());
        for (JsonNode check : checks) {
            assertTrue(!check.get("status").asText().equals("FAIL"), check.toString());
        }
        assertTrue(
                StreamSupport.stream(checks.spliterator(), false)
                        .anyMatch(check -> check.get("name").asText().startsWith("FFmpeg")
                                && check.get("finding").asText().startsWith("8.")),
                run.out());
    }

    @Test
    void printsALineForEachCheck() {
        Run run = Run.of("doctor");
        assertEquals(0, run.code(), run.out());
        assertTrue(run.out().startsWith("ok    Java and system"), run.out());
        assertTrue(run.out().contains("LibTorch (trains networks)"), run.out());
    }

    @Test
    void readsTheProcessorsFlags() {
        Check fast = MachineChecks.processor(FAST, 2, "amd64");
        assertEquals(Check.ok("Processor", "A Processor 9000, 2 cores, avx2 avx512f avx512_vnni avx512_bf16"), fast);
        Check plain = MachineChecks.processor(FAST.replace(" avx512_bf16", ""), 1, "amd64");
        assertEquals(Check.Status.WARN, plain.status());
        assertTrue(plain.finding().startsWith("A Processor 9000, 1 core, avx2"), plain.finding());
        Check old = MachineChecks.processor(FAST.replaceAll("avx\\S+", ""), 2, "amd64");
        assertEquals(Check.Status.WARN, old.status());
        assertTrue(old.advice().contains("AVX2"), old.advice());
        Check other = MachineChecks.processor("", 8, "aarch64");
        assertEquals(Check.Status.OK, other.status());
        assertTrue(other.finding().startsWith("aarch64, 8 cores"), other.finding());
    }

    @Test
    void judgesMemory() {
        long gib = 1L << 30;
        assertEquals(Check.Status.OK, MachineChecks.memory(16 * gib, 4 * gib).status());
        assertEquals(
                "16.0 GiB, of which Java's heap may take 4.0 GiB",
                MachineChecks.memory(16 * gib, 4 * gib).finding());
        assertEquals(Check.Status.WARN, MachineChecks.memory(gib, gib).status());
        assertEquals(Check.Status.WARN, MachineChecks.memory(16 * gib, gib / 4).status());
    }

    @Test
    void aFolderThatCannotBeWrittenFails(@TempDir Path folder) throws IOException {
        assertEquals(
                Check.Status.FAIL,
                MachineChecks.folder("f", Files.createFile(folder.resolve("file")))
                        .status());
        assertTrue(MachineChecks.folder("f", folder.resolve("new")).finding().contains("GiB free"));
        try (var left = Files.list(folder.resolve("new"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aLibraryThatDoesNotLoadFailsWithAdvice() {
        Check check = SoftwareChecks.library("x", () -> {
            throw new UnsatisfiedLinkError("no jnix in java.library.path");
        });
        assertEquals(Check.Status.FAIL, check.status());
        assertTrue(check.finding().contains("no jnix"), check.finding());
        assertTrue(check.advice().contains("natives"), check.advice());
    }
}
