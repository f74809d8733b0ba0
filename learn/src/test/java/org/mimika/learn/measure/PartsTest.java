package org.mimika.learn.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimika.core.MimikaException;
import org.mimika.learn.compare.Share;

class PartsTest {
    @TempDir
    Path folder;

    private int measured;

    @Test
    void measuresOnceWhileNothingChanges() throws IOException {
        Parts parts = new Parts(folder.resolve("parts"), "1.0");
        Share first = measure(parts, "speed of a/b", "model 1");
        assertEquals(first, measure(parts, "speed of a/b", "model 1"));
        assertEquals(first, measure(new Parts(folder.resolve("parts"), "1.0"), "speed of a/b", "model 1"));
        assertEquals(1, measured);
        assertEquals(1, files().size(), files().toString());
        assertTrue(files().get(0).startsWith("speed_of_a_b-"), files().toString());
    }

    @Test
    void measuresAgainWhateverChanges() {
        Parts parts = new Parts(folder, "1.0");
        measure(parts, "a", "model 1");
        measure(parts, "a", "model 2");
        measure(parts, "b", "model 1");
        measure(new Parts(folder, "1.1"), "a", "model 1");
        assertEquals(4, measured);
    }

    @Test
    void aDamagedFileCountsAsMissing() throws IOException {
        Parts parts = new Parts(folder, "1.0");
        Share first = measure(parts, "a", "model 1");
        Path file = folder.resolve(files().get(0));
        for (String damaged : List.of("", "{\"n\": 1", "{\"n\": 2, \"right\": 3}")) {
            Files.writeString(file, damaged);
            assertEquals(first.n(), measure(parts, "a", "model 1").n());
        }
        assertEquals(4, measured);
        measure(parts, "a", "model 1");
        assertEquals(4, measured); // written anew
    }

    @Test
    void whatFailsLeavesNothing() throws IOException {
        Parts parts = new Parts(folder, "1.0");
        assertThrows(
                IllegalStateException.class,
                () -> parts.get("a", "", Share.class, () -> {
                    throw new IllegalStateException("broken off");
                }));
        assertEquals(List.of(), files());
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        MimikaException refused =
                assertThrows(MimikaException.class, () -> measure(new Parts(inTheWay, "1.0"), "a", ""));
        assertTrue(refused.getMessage().startsWith("cannot write "), refused.getMessage());
        assertFalse(refused.getMessage().contains("\n"));
    }

    private Share measure(Parts parts, String name, String dependsOn) {
        return parts.get(name, dependsOn, Share.class, () -> {
            measured++;
            return Share.of(2, 3);
        });
    }

    private List<String> files() throws IOException {
        Path where = Files.isDirectory(folder.resolve("parts")) ? folder.resolve("parts") : folder;
        try (Stream<Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
