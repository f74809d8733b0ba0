package org.mimika.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.MimikaException;

class WholeFileTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String refusal(Path file) {
        return assertThrows(MimikaException.class, () -> WholeFile.write(file, CONTENT))
                .getMessage();
    }

    @Test
    void writesOverAnOldFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("out.json"), "an older and longer text");
        WholeFile.write(file, CONTENT);
        assertEquals("content", Files.readString(file));
        assertEquals(List.of("out.json"), names());
    }

    @Test
    void aDeviceIsWrittenToAndNotReplaced() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "the system has no /dev/full");
        Path link = Files.createSymbolicLink(folder.resolve("out.json"), full);
        assertEquals("cannot write " + link + ": No space left on device", refusal(link));
        assertTrue(Files.isSymbolicLink(link), "a renamed file would stand in its place");
        Files.delete(link);
        assertEquals(List.of(), names());
    }

    @Test
    void saysWhyNot() throws IOException {
        assertTrue(refusal(folder).endsWith("it is a folder; name a file"));
        assertTrue(refusal(folder.resolve("none/out.json")).contains("there is no folder"));
        assertEquals(List.of(), names());
    }
}
